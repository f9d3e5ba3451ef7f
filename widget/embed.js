// The entry of dist/widget.js, a classic script:
//
//   <script async src="https://feedback.example/widget.js"></script>
//     defines <paldies-rating> and window.paldies.ask({survey, agent, conversation, customer, …})
//   <script async src="https://feedback.example/widget.js" data-survey="csat" data-agent="mari"></script>
//     also asks: in the place of the script, or in a corner with data-corner or when the script stands in <head>
//
// The server is where the script came from. A page that may ask before the script is there says first:
//   window.paldies ??= { q: [], ask(subject) { this.q.push(subject) } };

import { define, NAME } from "./define.js";
import { createOutbox } from "./outbox.js";
import { ask, create, isAbout, openCard } from "./corner-card.js";
import { attributesIn } from "./subject.js";

/** @typedef {import("./contract.js").Subject} Subject */

const script = /** @type {HTMLScriptElement} */ (document.currentScript);
install(new URL(script.src).origin);
askByScript(script);

/**
 * Tag managers like to include a script twice: the second finds everything in place.
 *
 * @param {string} origin
 */
function install(origin) {
  if (customElements.get(NAME)) return;
  const outbox = createOutbox(origin);
  define(outbox);
  outbox.resume();
  const page = /** @type {{ paldies?: { ask: typeof ask, q?: Subject[] } }} */ (/** @type {unknown} */ (window));
  const early = page.paldies;
  page.paldies = { ask };
  early?.q?.forEach(ask);
}

/** @param {HTMLScriptElement} script */
function askByScript(script) {
  const attributes = attributesIn(script, "data-");
  if (!attributes.survey) return;
  if ("corner" in attributes || script.closest("head")) openCard(attributes);
  else if (![...document.querySelectorAll(NAME)].some((other) => isAbout(other, attributes))) {
    script.after(create(attributes));
  }
}
