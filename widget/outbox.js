import { PendingRating } from "./pending-rating.js";

/** @typedef {import("./pending-rating.js").Facts} Facts */

/**
 * Ratings the server has not acknowledged. Each is written down before it is sent and crossed out when it has
 * arrived, so a page that is left, killed or offline loses nothing; its request_id makes sending twice harmless.
 */
export class Outbox {
  #storage = localStore();

  /** @param {string} origin where ratings go, such as `https://feedback.example` */
  constructor(origin) {
    this.origin = origin;
  }

  /** Sends what earlier pages could not. */
  resume() {
    for (const key of Object.keys(this.#storage)) {
      const [, id] = key.split(this.#key(""));
      if (!id) continue;
      const facts = this.read(id);
      if (facts) new PendingRating(this, facts).send();
      else delete this.#storage[key];
    }
  }

  /**
   * What is written down under a request_id, if it is there and can be read.
   *
   * @param {string} requestId
   * @returns {Facts | undefined}
   */
  read(requestId) {
    try {
      const facts = JSON.parse(this.#storage[this.#key(requestId)]);
      if (facts.rating.request_id === requestId) return facts;
    } catch {
      // Sent by another page, cut short or tampered with: nothing that could be sent.
    }
  }

  /**
   * Writes down what is unsent of a rating, or crosses it out.
   *
   * @param {PendingRating} pending
   */
  save({ facts, isUnsent }) {
    const key = this.#key(facts.rating.request_id);
    try {
      if (isUnsent) this.#storage[key] = JSON.stringify(facts);
      else delete this.#storage[key];
    } catch {
      // A full store: memory has to do, for as long as the page lives.
    }
  }

  /** @param {string} requestId */
  #key(requestId) {
    return `paldies:${this.origin}:${requestId}`;
  }
}

/** @returns {Record<string, any>} */
function localStore() {
  try {
    return localStorage ?? {}; // Some Android web views have none.
  } catch {
    return {}; // Sandboxed frames and strict privacy settings refuse even the name.
  }
}
