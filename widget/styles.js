/**
 * A sheet of the element's own, built by script: the one way that a strict host CSP (no style-src) lets pass.
 */
export function styleSheet() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLES);
  return sheet;
}

// Colours come in pairs, light and dark: the host page chooses with color-scheme, a survey with its theme.
// Text on the accent is white or black, whichever has the greater contrast: .179 is the luminance between.
// What is touched is measured in px and at least 44 high; the rest follows the font size.
export const STYLES = `
:host {
  all: initial;
  display: grid;
  grid-template-columns: 100%;
  color-scheme: light dark;
  width: 100%;
  max-width: 560px;
  container-type: inline-size;
  contain-intrinsic-inline-size: 360px;
}
:host([hidden]), [hidden].card { display: none }
:host([corner]) {
  position: fixed;
  contain: layout;
  bottom: 16px;
  inset-inline-end: 16px;
  z-index: 2147483647;
  width: min(384px, 100% - 32px);
}
* { box-sizing: border-box; margin: 0; padding: 0 }
/* What the page has put into the element stands where the card will be. */
slot, .card { display: grid; grid-area: 1 / 1 }

.card {
  --ink: var(--paldies-ink, light-dark(#1e2b28, #eaf0ed));
  --surface: var(--paldies-surface, light-dark(#fff, #1b2321));
  --accent: var(--paldies-accent, var(--theme-accent, light-dark(#1f6f5c, #84cdb6)));
  --muted: color-mix(in srgb, var(--ink) 72%, var(--surface));
  --line: color-mix(in srgb, var(--ink) 14%, var(--surface));
  --tint: color-mix(in srgb, var(--accent) 12%, var(--surface));
  position: relative;
  min-height: 196px;
  padding: 20px;
  grid-template-columns: auto 1fr;
  align-content: safe center;
  border: 1px solid var(--line);
  border-radius: var(--paldies-radius, var(--theme-radius, 16px));
  background: var(--surface);
  color: var(--ink);
  font: 16px/1.4 var(--paldies-font, system-ui);
  overflow-wrap: anywhere;
  box-shadow: 0 8px 32px #0001;
}
:host([corner]) .card {
  min-height: 0;
  max-height: calc(100dvh - 32px);
  overflow: auto;
}
.card:not(.ready) { visibility: hidden }

button, textarea { font: inherit; color: inherit; background: none; background-clip: padding-box; border: 2px solid #0000; border-radius: 22px }
button { min-height: 44px; padding: 6px 16px; cursor: pointer }
:focus-visible { outline: 2px solid var(--ink) }
svg { display: block; width: 48px; max-width: 90%; fill: none; stroke: currentcolor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round }

.question, .rated .thanks, .prompt { font-size: 17px; font-weight: 600; color: var(--ink) }
.question { margin-bottom: 16px }
.thanks { margin-bottom: 4px }
:is(p, span, legend):empty { display: none }
.rated .question { position: absolute; clip-path: inset(50%) }
:host([corner]) :is(.question, .thanks) { padding-inline-end: 28px }
svg + span, .ends, .thanks, .note, .actions, .sent, legend, label { font-size: .875em; color: var(--muted) }

.scale, .ends { display: grid; grid-auto-flow: column; grid-auto-columns: 1fr }
.choice { display: grid; justify-items: center; align-content: start; padding: 9px 0; border-radius: 14px }
svg + span { margin-top: 8px; text-align: center; hyphens: auto }
.choice:is(:hover, [aria-checked=true], [aria-pressed=true]) { background-color: var(--tint); --muted: var(--ink) }
.labels.scale { grid-auto-flow: row }
.labels .choice { justify-items: start; padding: 9px 16px; text-align: start }
.numbers .choice, .labels .choice, .reason { box-shadow: inset 0 0 0 1px var(--line) }
:is(.choice, .reason):is([aria-checked=true], [aria-pressed=true]) { box-shadow: inset 0 0 0 2px var(--accent); font-weight: 600 }
.stars :is(:hover, [aria-checked=true], :has(~ :is(:hover, [aria-checked=true]))) .head { fill: var(--accent); stroke: var(--accent) }
.ends { gap: 16px; margin-top: 8px }
.ends :last-child { text-align: end }

.view { display: contents }
.logo, .question, .view > * { grid-column: 1 / -1 }
.logo, .chosen { order: -1 }
.logo { height: 32px; max-width: 90%; margin-bottom: 16px; object-fit: contain }
.view > .chosen { grid-area: span 2 / 1; align-self: center; margin-inline-end: 16px; color: var(--accent); font-size: 28px; font-weight: 600 }
.chosen .head { fill: var(--tint) }
.status, .view > .actions { grid-column: 2 }
.change { margin: -9px 0; padding: 0; border: 0; color: var(--ink) }
.change, .skip, .send:hover { text-decoration: underline }

/* The second click of a double click must not fall on what has just come under the pointer. */
.view > * { animation: hold .4s }
.follow, .sent { margin-top: 16px }
.follow, .sent, .scale { outline: 0 }
.follow { display: grid; gap: 16px }
@keyframes hold { from, to { pointer-events: none } }
.reasons, .links { display: flex; flex-wrap: wrap; gap: 4px }
:is(.close, .reason, .skip):hover, .reason[aria-pressed=true] { background-color: var(--tint) }
.reason[aria-pressed=true]::before { content: "✓" / ""; margin-inline-end: 6px; color: var(--accent) }
fieldset { border: 0; min-width: 0 }
legend { margin-bottom: 8px }
.comment { display: block; width: 100%; min-height: 76px; max-height: 196px; margin-top: 8px; padding: 6px 16px; border: 1px solid var(--muted); border-radius: 14px; color: var(--ink); font-size: 16px; resize: none; field-sizing: content }
.skip, .links { margin: 8px 0 -12px }
a { padding: 11px 0; margin-inline-end: 8px; color: inherit }
a::after { content: " ↗" / "" }
.send { justify-self: start; padding: 6px 24px; background-color: var(--accent); color: color(from var(--accent) xyz calc((.179 - y) * 1e5) calc((.179 - y) * 1e5) calc((.179 - y) * 1e5)); font-weight: 600 }
/* Fixed to the host, which does not scroll. */
.close { position: fixed; top: 8px; inset-inline-end: 8px; width: 44px; padding: 6px; color: var(--muted); background: var(--surface) }

@container (width < 534px) {
  .n10, .n11 { grid-auto-flow: row; grid-template-columns: repeat(6, 1fr) }
  :host([survey*=nps]:not([corner])) .card { min-height: 252px }
}
@container (width < 360px) {
  .card { padding: 16px }
  .view > .scale { margin-inline: -8px }
}
@container (width < 340px) {
  .n7 { grid-auto-flow: row; grid-template-columns: repeat(4, 1fr) }
  :host([survey*=ces]:not([corner])) .card { min-height: 252px }
}
@media (prefers-reduced-motion: no-preference) {
  * { transition: .15s }
  .choice:hover svg { translate: 0 -2px }
}
@media (forced-colors: active) { [aria-checked=true], [aria-pressed=true] { outline: 3px solid Highlight } }
`;

// Only in rating.css: what a page without script needs beside. Its chips are labels of inputs that are not seen, and
// nothing may move while the page loads.
export const PAGE_STYLES = `
* { transition: none }
.change::after { content: none }
label:is(.choice, .reason) { position: relative; min-height: 44px; padding: 9px 16px; border: 2px solid #0000; border-radius: 22px; background-clip: padding-box; color: inherit; font-size: 1em; cursor: pointer }
label.choice { padding-inline: 0; border-radius: 14px }
label input { position: absolute; inset: 0; opacity: 0; cursor: pointer }
label:is(.choice, .reason):has(:checked) { background-color: var(--tint); box-shadow: inset 0 0 0 2px var(--accent); font-weight: 600 }
.reason:has(:checked)::before { content: "✓" / ""; margin-inline-end: 6px; color: var(--accent) }
label:is(.choice, .reason):has(:focus-visible) { outline: 2px solid var(--ink) }
@media (forced-colors: active) { label:has(:checked) { outline: 3px solid Highlight } }
`;
