import { ratingCard } from "./rating-card.js";

/**
 * `<paldies-rating survey agent team conversation customer-id customer-email customer-name language context
 * attributes>`: asks one question, or two, and the click is the rating. With `corner` it is a card in a corner of the
 * window, with `page` the content of a page of its own.
 *
 * Events, bubbling out of the shadow, with `{id, survey, score, band}` in detail: `paldies:shown`, `paldies:rated` and
 * `paldies:commented` when the server has acknowledged, `paldies:closed`.
 *
 * Importing this defines no element; define.js does.
 */
export class RatingElement extends HTMLElement {
  static observedAttributes = ["language", "survey", "agent", "conversation"];

  #card;

  /** @param {import("./outbox.js").Outbox} outbox where ratings go; the class that define.js registers has one */
  constructor(outbox) {
    super();
    this.#card = ratingCard(this, outbox);
  }

  connectedCallback() {
    this.#card.connect();
  }

  disconnectedCallback() {
    this.#card.disconnect();
  }

  /**
   * @param {string} name
   * @param {string | null} old
   * @param {string | null} value
   */
  attributeChangedCallback(name, old, value) {
    if (old !== value) this.#card.changed(name);
  }

  /** Closes a corner card; what was written so far is sent. */
  close() {
    this.#card.close();
  }
}
