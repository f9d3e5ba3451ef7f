import { html } from "./dom.js";

/** @typedef {import("./contract.js").Definition["theme"]} Theme */

/**
 * Puts a survey's theme on a card. Custom properties of the host page (`--paldies-…`) win over it.
 *
 * @param {HTMLElement} card
 * @param {Theme} theme
 */
export function applyTheme({ style }, { mode, accent, radius }) {
  style.colorScheme = mode.replace("auto", "");
  style.setProperty("--theme-accent", accent);
  style.setProperty("--theme-radius", radius == null ? null : `${radius}px`);
}

/**
 * The theme's picture, if it has one. A host page may refuse it, and then nothing shows that there should be one.
 *
 * @param {Theme} theme
 * @param {string} origin of the server
 */
export const logo = ({ logo: path }, origin) =>
  path
    ? html("img", { class: "logo", alt: "", src: new URL(path, origin).href, error: ({ target }) => target.remove() })
    : "";
