import { button, html } from "./dom.js";
import { drawing } from "./drawing.js";

/** @typedef {import("./contract.js").Choice} Choice */
/** @typedef {import("./contract.js").Definition} Definition */

/**
 * The scale as a radio group (ARIA APG): one tab stop, arrows move the focus, and only a click, Space or Enter
 * chooses. Native radio inputs choose while the arrows pass over them, and here a choice is a rating.
 *
 * @param {Definition} definition
 * @param {Choice | undefined} chosen
 * @param {(choice: Choice) => void} choose
 */
export function scale({ choices, style, direction }, chosen, choose) {
  const radios = choices.map((choice) =>
    button(
      "choice",
      () => choose(choice),
      {
        role: "radio",
        "aria-checked": choice === chosen,
        "aria-label": choice.name,
        tabindex: choice === (chosen ?? choices[0]) ? 0 : -1,
      },
      mark(choice),
      html("span", {}, choice.label),
    ),
  );
  return html(
    "div",
    {
      role: "radiogroup",
      class: `scale ${style} n${choices.length}`,
      "aria-labelledby": "question",
      tabindex: -1,
      keydown: (/** @type {KeyboardEvent} */ event) => moveFocus(event, radios, direction === "rtl"),
    },
    ...radios,
  );
}

/**
 * What stands for a choice: its drawing or its number; nothing where the label says it all.
 *
 * @param {Choice} choice
 */
export const mark = ({ drawing: paths, label, score }) => (paths[0] ? drawing(paths) : label ? "" : `${score}`);

/**
 * The words under both ends of a scale whose choices show no names. To a screen reader the choices say them.
 *
 * @param {{ low: string, high: string }} words
 */
export const ends = ({ low, high }) =>
  low + high && html("div", { class: "ends", "aria-hidden": true }, html("span", {}, low), html("span", {}, high));

/**
 * @param {KeyboardEvent} event
 * @param {HTMLElement[]} radios
 * @param {boolean} fromRight
 */
function moveFocus(event, radios, fromRight) {
  const { key, target } = event;
  if (!key.startsWith("Arrow")) return;
  event.preventDefault();
  const step = key === "ArrowUp" || key === (fromRight ? "ArrowRight" : "ArrowLeft") ? -1 : 1;
  const next = radios.at((radios.indexOf(/** @type {HTMLElement} */ (target)) + step) % radios.length);
  for (const radio of radios) radio.tabIndex = radio === next ? 0 : -1;
  next?.focus();
}
