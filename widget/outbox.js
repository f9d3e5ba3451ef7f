import { PendingRating } from "./pending-rating.js";

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
      if (key.startsWith(this.#key(""))) this.#resume(key);
    }
  }

  /** @param {string} key */
  #resume(key) {
    try {
      const facts = JSON.parse(this.#storage[key]);
      if (key === this.#key(facts.rating.request_id)) return new PendingRating(this, facts).send();
    } catch {
      // Cut short or tampered with: nothing that could be sent.
    }
    delete this.#storage[key];
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
    return localStorage;
  } catch {
    return {}; // Sandboxed frames and strict privacy settings refuse even the name.
  }
}
