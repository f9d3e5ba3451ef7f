/**
 * Puts a survey's theme on a card. Custom properties of the host page (`--paldies-…`) win over it.
 *
 * @param {HTMLElement} card
 * @param {import("./contract.js").Definition["theme"]} theme
 */
export function applyTheme({ style }, { mode, accent, radius }) {
  style.colorScheme = mode.replace("auto", "");
  style.setProperty("--theme-accent", accent);
  style.setProperty("--theme-radius", radius == null ? null : `${radius}px`);
}
