// Elements are built by calls and never from markup: nothing a survey says can become HTML, and a strict CSP has
// nothing to refuse.

/** @typedef {Record<string, string | number | boolean | null | undefined | ((event: any) => void)>} Attributes */

/**
 * @template {Element} E
 * @param {E} node
 * @param {Attributes} attributes a function listens to the event of that name; a class is also a `::part()`; null is left out
 * @param {(Node | string)[]} children
 */
function furnish(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (value != null) node.setAttribute(name, `${value}`);
    if (name === "class") node.setAttribute("part", `${value}`);
  }
  node.append(...children);
  return node;
}

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Attributes} [attributes]
 * @param {(Node | string)[]} children
 */
export const html = (tag, attributes = {}, ...children) =>
  furnish(document.createElement(tag), attributes, children);

/**
 * @param {string} name its class
 * @param {(event: MouseEvent) => void} click
 * @param {Attributes} attributes
 * @param {(Node | string)[]} children
 */
export const button = (name, click, attributes, ...children) =>
  html("button", { class: name, click, ...attributes }, ...children);

/**
 * @param {string} tag
 * @param {Attributes} attributes
 * @param {Node[]} children
 */
export const svg = (tag, attributes, ...children) =>
  furnish(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
