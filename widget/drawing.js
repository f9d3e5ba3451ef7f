import { svg } from "./dom.js";

/**
 * Paths in a box of 48: the first is the outline, which is filled when it is chosen.
 *
 * @param {string[]} paths
 */
export const drawing = ([outline, ...lines]) =>
  svg(
    "svg",
    { viewBox: "0 0 48 48", "aria-hidden": true },
    svg("path", { d: outline, class: "head" }),
    ...lines.map((d) => svg("path", { d })),
  );

export const cross = () => drawing(["M15 15l18 18M33 15L15 33"]);
