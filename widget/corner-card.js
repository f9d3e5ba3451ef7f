import { NAME } from "./define.js";
import { html } from "./dom.js";
import { attributesOf } from "./subject.js";

/** @typedef {import("./rating-element.js").RatingElement} RatingElement */
/** @typedef {import("./subject.js").Attributes} Attributes */

/**
 * Asks in a corner of the window and returns the element.
 *
 * @param {import("./contract.js").Subject} subject
 */
export const ask = (subject) => openCard(attributesOf(subject));

/**
 * There is one card at a time: asking the same again returns the open one, asking something else closes it first.
 *
 * @param {Attributes} attributes
 */
export function openCard(attributes) {
  const open = /** @type {RatingElement | null} */ (document.querySelector(`${NAME}[corner]`));
  if (open && isAbout(open, attributes)) return open;
  open?.close();
  const card = create({ ...attributes, corner: "" });
  // A script in the head may run before there is a body.
  (document.body ?? document.documentElement).append(card);
  return card;
}

/** @param {Attributes} attributes */
export const create = (attributes) =>
  /** @type {RatingElement} */ (html(/** @type {any} */ (NAME), attributes));

/**
 * Whether an element asks about the same survey, agent and conversation.
 *
 * @param {Element} element
 * @param {Attributes} attributes
 */
export const isAbout = (element, attributes) =>
  ["survey", "agent", "conversation"].every(
    (name) => (element.getAttribute(name) ?? "") === `${attributes[name] ?? ""}`,
  );
