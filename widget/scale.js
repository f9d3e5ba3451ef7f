import { button, html } from "./dom.js";
import { face, star, thumb } from "./faces.js";

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
export function scale(definition, chosen, choose) {
  const { choices, style, direction } = definition;
  const radios = choices.map((choice) =>
    button(
      "choice",
      () => choose(choice),
      {
        role: "radio",
        "aria-checked": choice === chosen,
        "aria-label": spoken(definition, choice),
        tabindex: choice === (chosen ?? choices[0]) ? 0 : -1,
      },
      mark(definition, choice),
      html("span", {}, isNamed(definition) ? choice.label : ""),
    ),
  );
  return html(
    "div",
    {
      role: "radiogroup",
      class: `scale ${style} n${choices.length}`,
      "aria-labelledby": "question",
      keydown: (/** @type {KeyboardEvent} */ event) => moveFocus(event, radios, direction === "rtl"),
    },
    ...radios,
  );
}

/**
 * What stands for a choice: a face, a star, a thumb or its number; nothing where the label says it all.
 *
 * @param {Definition} definition
 * @param {Choice} choice
 * @returns {Node | string}
 */
export function mark({ style, choices }, choice) {
  const share = choices.indexOf(choice) / (choices.length - 1);
  if (style === "smileys") return face(2 * share - 1);
  if (style === "thumbs") return thumb(share === 1);
  if (style === "stars") return star();
  return style === "labels" ? "" : `${choice.score}`;
}

/**
 * The words under both ends of a scale whose choices show no names. To a screen reader the choices say them.
 *
 * @param {Definition} definition
 */
export const ends = (definition) =>
  isNamed(definition)
    ? ""
    : html(
        "div",
        { class: "ends", "aria-hidden": true },
        html("span", {}, definition.low),
        html("span", {}, definition.high),
      );

/** @param {Definition} definition */
const isNamed = ({ style }) => style !== "numbers" && style !== "stars";

/**
 * The name of a choice for a screen reader: "Good", "9", or "10, Very likely".
 *
 * @param {Definition} definition
 * @param {Choice} choice
 */
function spoken(definition, choice) {
  const { choices, low, high } = definition;
  const { score, label } = choice;
  if (isNamed(definition)) return label;
  const end = choice === choices[0] ? low : choice === choices.at(-1) ? high : "";
  return [...new Set([`${score}`, label, end])].filter(Boolean).join(", ");
}

/**
 * @param {KeyboardEvent} event
 * @param {HTMLElement[]} radios
 * @param {boolean} fromRight
 */
function moveFocus(event, radios, fromRight) {
  const right = fromRight ? -1 : 1;
  /** @type {Record<string, number>} */
  const steps = { ArrowDown: 1, ArrowUp: -1, ArrowRight: right, ArrowLeft: -right };
  const step = steps[event.key];
  if (!step) return;
  event.preventDefault();
  const at = radios.findIndex((radio) => radio === event.target);
  const next = radios.at((at + step) % radios.length);
  for (const radio of radios) radio.tabIndex = radio === next ? 0 : -1;
  next?.focus();
}
