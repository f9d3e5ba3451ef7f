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

/**
 * @typedef {object} PendingRating
 * @property {() => string | undefined} id of the rating, once the server has told
 * @property {(answer: Edit) => void} note writes down what is new in an answer without sending it: it goes with the
 *   next request, or from the next page
 * @property {() => void} send sends what is unsent
 * @property {() => void} leave sends edits even beside a request under way: the page is going, and nobody will hear
 *   the answer
 */

/**
 * One rating on its way: first the rating itself, then edits, one request at a time, each until it is answered.
 *
 * @param {import("./outbox.js").Store} outbox
 * @param {Facts} facts
 * @param {Listener} [listener]
 * @returns {PendingRating}
 */
export function pendingRating(outbox, facts, listener) {
  const url = `${outbox.origin}/api/v1/ratings`;
  let isBusy = false;
  let tries = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {Record<string, string>} each field as it was last noted */
  const noted = { comment: '""', reasons: "[]", answers: "{}", score: `${facts.rating.score}` };
  save();
  addEventListener("online", send);
  return {
    id: () => facts.receipt?.id,
    note(answer) {
      for (const [name, value] of Object.entries(answer)) {
        const text = JSON.stringify(value);
        if (text !== noted[name]) facts.edit = { ...facts.edit, [name]: value };
        noted[name] = text;
      }
      save();
    },
    send,
    leave() {
      if (!isBusy) send();
      else if (facts.receipt && isUnsent()) post();
    },
  };

  function isUnsent() {
    return !facts.receipt || !!Object.keys(facts.edit)[0];
  }

  function save() {
    outbox.save(facts, isUnsent());
  }

  /** A call while a request is under way is served when that one returns. */
  async function send() {
    clearTimeout(timer);
    while (!isBusy && isOurs() && isUnsent()) {
      isBusy = true;
      const sent = { ...facts.edit };
      const outcome = await post();
      isBusy = false;
      if (!outcome.ok) return fail(outcome);
      learn(outcome, sent);
    }
  }

  /**
   * A rating that nobody listens to was begun by another page, which may still be open: what that one has written
   * down or sent meanwhile goes before what was read here.
   */
  function isOurs() {
    if (listener) return true;
    const written = outbox.read(facts.rating.request_id);
    if (written) facts = written;
    return written;
  }

  function post() {
    const { rating, receipt, edit } = facts;
    const { id, edit_token } = receipt ?? {};
    return receipt ? request(`${url}/${id}`, { edit_token, ...edit }) : request(url, { ...rating, ...edit });
  }

  /**
   * @param {import("./api.js").Outcome} outcome
   * @param {Edit} sent
   */
  function learn({ status, data }, sent) {
    if (!isOurs()) return;
    tries = 0;
    if (!facts.receipt) {
      facts.receipt = data;
      // 200 to a new rating is a repeat: an earlier try had arrived, perhaps without these edits.
      sent = { ...(status === 201 && sent), score: data.score };
    }
    for (const name of /** @type {(keyof Edit)[]} */ (Object.keys(sent))) {
      if (JSON.stringify(facts.edit[name]) === JSON.stringify(sent[name])) delete facts.edit[name];
    }
    save();
    listener?.arrived(sent);
  }

  /** @param {import("./api.js").Outcome} outcome */
  function fail(outcome) {
    if (isRefused(outcome)) {
      // A refused rating is done with, a refused edit leaves the rating as it was.
      facts.receipt ??= /** @type {any} */ ({});
      facts.edit = {};
      save();
      listener?.refused(outcome.status);
    } else {
      timer = setTimeout(send, pause(tries++, outcome));
      listener?.delayed();
    }
  }
}
