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
const STYLES = `
:host {
  all: initial;
  display: block;
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
  inset-block-end: 16px;
  inset-inline-end: 16px;
  z-index: 2147483647;
  width: min(384px, 100% - 32px);
}
* { box-sizing: border-box; margin: 0 }

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
  display: grid;
  grid-template-columns: auto 1fr;
  align-content: center;
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
.card:not(.ready) { visibility: hidden; opacity: 0; translate: 0 16px }

button, textarea { font: inherit; color: inherit; background: none; border: 2px solid #0000; border-radius: 22px }
button { min-height: 44px; padding: 6px 16px; cursor: pointer }
:focus-visible { outline: 2px solid var(--ink) }
.follow, .sent { margin-top: 16px; outline: 0 }
svg { display: block; fill: none; stroke: currentcolor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round }

.prompt, .question, .thanks { font-weight: 600 }
.question, .thanks { font-size: 17px }
.question { margin-bottom: 16px }
.rated .question { position: absolute; clip-path: inset(50%) }
:host([corner]) :is(.question, .thanks) { padding-inline-end: 28px }
.choice span, .ends, .note, .actions, .sent, label { font-size: .875em; color: var(--muted) }

.scale { display: grid; grid-auto-flow: column; grid-auto-columns: minmax(0, 1fr) }
.choice { display: flex; flex-direction: column; align-items: center; padding: 8px 0; border-radius: 14px; background-clip: padding-box }
.choice svg { width: 48px; max-width: 90% }
svg + span { margin-top: 8px; line-height: 1.4; text-align: center; hyphens: auto }
.choice:is(:hover, [aria-checked=true]) { background-color: var(--tint); --muted: var(--ink) }
.down { rotate: 180deg }
.numbers .choice { justify-content: center; padding: 0 }
.labels.scale { grid-auto-flow: row; gap: 4px }
.labels .choice { align-items: start; justify-content: center; padding: 6px 14px }
.labels .choice span { font-size: 1em; color: var(--ink); text-align: start }
.numbers .choice, .labels .choice, .reason { box-shadow: inset 0 0 0 1px var(--line) }
.choice[aria-checked=true], .reason[aria-pressed=true] { box-shadow: inset 0 0 0 2px var(--accent); font-weight: 600 }
.chosen.stars .head, .stars :is(:hover, [aria-checked=true], :has(~ :is(:hover, [aria-checked=true]))) .head { fill: var(--accent); stroke: var(--accent) }
.ends { display: flex; justify-content: space-between; gap: 16px; margin-top: 10px }
.ends :last-child { text-align: end }

.view { display: contents }
.question, .view > * { grid-column: 1 / -1 }
.view > .chosen { grid-area: 1 / 1 / 3; align-self: center; margin-inline-end: 16px; color: var(--accent); font-size: 28px; font-weight: 600 }
.chosen:empty { display: none }
.chosen svg { width: 48px }
.chosen .head { fill: var(--tint) }
.status { grid-column: 2; align-self: end }
.view > .actions { grid-column: 2 }
.change { min-height: 32px; padding: 0; color: var(--ink) }
.change, .send:hover { text-decoration: underline }

/* The second click of a double click must not fall on what has just come under the pointer. */
.follow { display: grid; gap: 8px; justify-items: start; animation: hold .4s }
@keyframes hold { from, to { pointer-events: none } }
.reasons { display: flex; flex-wrap: wrap; gap: 8px }
.reason { border: 0 }
:is(.close, .reason):hover, [aria-pressed=true] { background: var(--tint) }
.reason[aria-pressed=true]::before { content: "✓" / ""; margin-inline-end: 6px; color: var(--accent) }
label { width: 100% }
.comment { display: block; width: 100%; min-height: 76px; max-height: 196px; margin-top: 6px; padding: 6px 12px; border: 1px solid var(--muted); border-radius: 12px; color: var(--ink); font-size: 16px; resize: none; field-sizing: content }
.send { padding: 6px 24px; background: var(--accent); color: color(from var(--accent) xyz calc((.179 - y) * 1e5) calc((.179 - y) * 1e5) calc((.179 - y) * 1e5)); font-weight: 600 }
/* Fixed to the host, which does not scroll. */
.close { position: fixed; inset-block-start: 8px; inset-inline-end: 8px; width: 44px; padding: 6px; color: var(--muted); background: var(--surface) }

@container (width < 534px) {
  .n10, .n11 { grid-auto-flow: row; grid-template-columns: repeat(6, minmax(0, 1fr)) }
  :host(:is([survey*=nps], [survey*=ces]):not([corner])) .card { min-height: 252px }
}
@container (width < 360px) {
  .n7 { grid-auto-flow: row; grid-template-columns: repeat(4, minmax(0, 1fr)) }
  .card { padding-inline: 16px }
  .scale { margin-inline: -8px }
}
@media (prefers-reduced-motion: no-preference) {
  * { transition: .15s }
  .choice:hover svg { translate: 0 -2px }
  .choice:active svg { scale: .92 }
}
@media (forced-colors: active) { [aria-checked=true], [aria-pressed=true] { outline: 3px solid Highlight } }
`;
