// The real widget with an outbox that sends nothing: every rating is acknowledged at once, and gone.

import { define } from "/static/widget/define.js";

const place = document.getElementById("place");
const names = JSON.parse(place.dataset.choose);

/** Takes the place of widget/outbox.js. */
class PreviewOutbox {
  origin = location.origin + place.dataset.origin;

  begin(facts, listener) {
    let unsent = { score: facts.rating.score };
    return {
      id: () => "preview",
      note: (answer) => Object.assign(unsent, answer),
      send() {
        const sent = unsent;
        unsent = {};
        listener.arrived(sent);
      },
      leave() {},
    };
  }

  remember() {}

  remembers() {
    return false;
  }
}

place.addEventListener("paldies:shown", () => choose(), { once: true });
define(new PreviewOutbox());

/** Chooses as far as the preview is to show: the band's choice, and that of a second question. */
async function choose() {
  const root = document.querySelector("paldies-rating").shadowRoot;
  for (const name of names) {
    const radios = [...root.querySelectorAll("[role=radio]")];
    radios.find((radio) => (radio.ariaLabel ?? radio.textContent) === name)?.click();
    await null;
  }
  document.documentElement.dataset.ready = "";
}
