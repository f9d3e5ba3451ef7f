import { pendingRating } from "./pending-rating.js";

/** @typedef {import("./pending-rating.js").Facts} Facts */
/** @typedef {import("./pending-rating.js").Listener} Listener */
/** @typedef {import("./pending-rating.js").PendingRating} PendingRating */

/**
 * @typedef {object} Outbox
 * @property {string} origin
 * @property {(facts: Facts, listener?: Listener) => PendingRating} begin takes a rating on its way; a preview has an outbox
 *   of its own, which sends nothing
 * @property {(survey: string) => void} remember that a survey was rated in this browser, and when
 * @property {(survey: string, days?: number) => boolean} remembers whether it was within so many days
 * @property {() => void} resume sends what earlier pages could not
 */

/**
 * @typedef {object} Store
 * @property {string} origin
 * @property {(id: string) => Facts | undefined} read what is written down under a request_id, if it is there and can be read
 * @property {(facts: Facts, isUnsent: boolean) => void} save writes down what is unsent of a rating, or crosses it out
 */

const DAY = 864e5;

/**
 * Ratings the server has not acknowledged. Each is written down before it is sent and crossed out when it has
 * arrived, so a page that is left, killed or offline loses nothing; its request_id makes sending twice harmless.
 *
 * @param {string} origin where ratings go, such as `https://feedback.example`
 * @returns {Outbox}
 */
export function createOutbox(origin) {
  const storage = localStore();
  const store = { origin, read, save };
  /** @param {Facts} facts @param {Listener} [listener] */
  const begin = (facts, listener) => pendingRating(store, facts, listener);

  return {
    origin,
    begin,
    remember: (survey) => write(survey, Date.now()),
    remembers: (survey, days = 0) => Date.now() - storage[key(survey)] < DAY * days,
    resume() {
      for (const name of Object.keys(storage)) {
        const [, id] = name.split(key(""));
        if (!id) continue;
        const facts = read(id);
        if (facts) begin(facts).send();
        // A bare number says when a survey was rated; anything else is of no use.
        else if (!(storage[name] > 0)) delete storage[name];
      }
    },
  };

  /**
   * @param {string} id
   * @returns {Facts | undefined}
   */
  function read(id) {
    try {
      const facts = JSON.parse(storage[key(id)]);
      if (facts.rating.request_id === id) return facts;
    } catch {
      // Sent by another page, cut short or tampered with: nothing that could be sent.
    }
  }

  /**
   * @param {Facts} facts
   * @param {boolean} isUnsent
   */
  function save(facts, isUnsent) {
    write(facts.rating.request_id, isUnsent && JSON.stringify(facts));
  }

  /**
   * @param {string} name
   * @param {string | number | false} value false when there is nothing to keep
   */
  function write(name, value) {
    try {
      if (value) storage[key(name)] = value;
      else delete storage[key(name)];
    } catch {
      // A full store: memory has to do, for as long as the page lives.
    }
  }

  /** @param {string} name the request_id of a rating, or the survey that was rated */
  function key(name) {
    return `paldies:${origin}:${name}`;
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
