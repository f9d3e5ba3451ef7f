import { isRefused, pause, request } from "./api.js";

/** @typedef {import("./contract.js").Edit} Edit */
/** @typedef {import("./contract.js").NewRating} NewRating */
/** @typedef {import("./contract.js").Receipt} Receipt */

/**
 * What is kept between pages: the rating, its receipt once it has one and the edits the server lacks.
 *
 * @typedef {{ rating: NewRating, receipt?: Receipt, edit: Edit }} Facts
 */

/**
 * Hears what the server has just acknowledged, that it will be tried again, or the status of a refusal.
 *
 * @typedef {{ arrived: (edit: Edit) => void, delayed: () => void, refused: (status: number) => void }} Listener
 */

/** One rating on its way: first the rating itself, then edits, one request at a time, each until it is answered. */
export class PendingRating {
  #outbox;
  #listener;
  #busy = false;
  #tries = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {Record<string, string>} each field as it was last noted */
  #noted = { comment: '""', reasons: "[]" };
  #online = () => this.send();

  /**
   * @param {import("./outbox.js").Outbox} outbox
   * @param {Facts} facts
   * @param {Listener} [listener]
   */
  constructor(outbox, facts, listener) {
    this.#outbox = outbox;
    this.facts = facts;
    this.#listener = listener;
    this.#noted.score = `${facts.rating.score}`;
    this.#save();
  }

  get isUnsent() {
    return !this.facts.receipt || Object.keys(this.facts.edit).length > 0;
  }

  /**
   * Writes down what is new in an answer without sending it: it goes with the next request, or from the next page.
   *
   * @param {Edit} answer
   */
  note(answer) {
    for (const [name, value] of Object.entries(answer)) {
      const text = JSON.stringify(value);
      if (text !== this.#noted[name]) Object.assign(this.facts.edit, { [name]: value });
      this.#noted[name] = text;
    }
    this.#save();
  }

  /** Sends what is unsent. A call while a request is under way is served when that one returns. */
  async send() {
    clearTimeout(this.#timer);
    while (!this.#busy && this.#isOurs() && this.isUnsent) {
      this.#busy = true;
      const sent = { ...this.facts.edit };
      const outcome = await this.#post();
      this.#busy = false;
      if (!outcome.ok) return this.#fail(outcome);
      this.#learn(outcome, sent);
    }
  }

  /** Sends edits even beside a request under way: the page is going, and nobody will hear the answer. */
  leave() {
    if (!this.#busy) this.send();
    else if (this.facts.receipt && this.isUnsent) this.#post();
  }

  /**
   * A rating that nobody listens to was begun by another page, which may still be open: what that one has written
   * down or sent meanwhile goes before what was read here.
   */
  #isOurs() {
    if (this.#listener) return true;
    const facts = this.#outbox.read(this.facts.rating.request_id);
    if (facts) this.facts = facts;
    return facts;
  }

  #save() {
    this.#outbox.save(this);
    (this.isUnsent ? addEventListener : removeEventListener)("online", this.#online);
  }

  #post() {
    const { rating, receipt, edit } = this.facts;
    const url = `${this.#outbox.origin}/api/v1/ratings`;
    if (!receipt) return request(url, { ...rating, ...edit });
    return request(`${url}/${receipt.id}`, { edit_token: receipt.edit_token, ...edit });
  }

  /**
   * @param {import("./api.js").Outcome} outcome
   * @param {Edit} sent
   */
  #learn({ status, data }, sent) {
    if (!this.#isOurs()) return;
    const { facts } = this;
    this.#tries = 0;
    if (!facts.receipt) {
      facts.receipt = data;
      // 200 to a new rating is a repeat: an earlier try had arrived, perhaps without these edits.
      sent = { ...(status === 201 && sent), score: data.score };
    }
    for (const name of /** @type {(keyof Edit)[]} */ (Object.keys(sent))) {
      if (`${facts.edit[name]}` === `${sent[name]}`) delete facts.edit[name];
    }
    this.#save();
    this.#listener?.arrived(sent);
  }

  /** @param {import("./api.js").Outcome} outcome */
  #fail(outcome) {
    if (isRefused(outcome)) {
      // A refused rating is done with, a refused edit leaves the rating as it was.
      this.facts.receipt ??= /** @type {any} */ ({});
      this.facts.edit = {};
      this.#save();
      this.#listener?.refused(outcome.status);
    } else {
      this.#timer = setTimeout(() => this.send(), pause(this.#tries++, outcome));
      this.#listener?.delayed();
    }
  }
}
