import { svg } from "./dom.js";

/**
 * A face in one line weight. The head and the eyes are the same in every face; mouth and brows alone move, in equal
 * steps, so that no face is better drawn (and better liked) than its neighbours.
 *
 * @param {number} mood -1 (bad) to 1 (good)
 */
export function face(mood) {
  const corner = 31 - 2.5 * mood;
  const lip = 31 + 7.5 * mood;
  const outer = 15.5 - mood;
  const arch = 13.5 - 1.5 * mood;
  const inner = 14.5 + mood;
  return drawing(
    head("M4 24a20 20 0 1 1 40 0a20 20 0 1 1-40 0"),
    line(
      `M17.5 20v3M30.5 20v3M15.5 ${corner}Q24 ${lip} 32.5 ${corner}` +
        `M13 ${outer}Q16 ${arch} 19.5 ${inner}M35 ${outer}Q32 ${arch} 28.5 ${inner}`,
    ),
  );
}

/** @param {boolean} up */
export function thumb(up) {
  const drawn = drawing(
    head("M8 22h7v18H8zM15 24l7-15c3 0 5 2 5 5l-1 6h11c3 0 5 2 4 5l-3 11c-1 3-2 4-5 4H15"),
  );
  if (!up) drawn.classList.add("down");
  return drawn;
}

export const star = () =>
  drawing(head("M24 5l6 12 13 2-9 9 2 13-12-6-12 6 2-13-9-9 13-2z"));

export const cross = () => drawing(line("M15 15l18 18M33 15L15 33"));

/** @param {Element[]} lines */
const drawing = (...lines) => svg("svg", { viewBox: "0 0 48 48", "aria-hidden": true }, ...lines);

/** @param {string} path */
const line = (path) => svg("path", { d: path });

/**
 * The line that is filled when chosen.
 *
 * @param {string} path
 */
const head = (path) => svg("path", { d: path, class: "head" });
