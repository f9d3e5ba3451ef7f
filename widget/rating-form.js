import { button, html } from "./dom.js";
import { ends, mark, scale } from "./scale.js";
import { followUp } from "./follow-up.js";
import { uuid } from "./uuid.js";
import { subjectOf } from "./subject.js";

/** @typedef {import("./contract.js").Choice} Choice */
/** @typedef {import("./contract.js").Definition} Definition */
/** @typedef {import("./contract.js").Edit} Edit */
/** @typedef {import("./pending-rating.js").PendingRating} PendingRating */

/**
 * Where a form is: in which element, with whom ratings go, and the places of the card.
 *
 * @typedef {object} Place
 * @property {Element} element
 * @property {import("./outbox.js").Outbox} outbox
 * @property {HTMLElement} card
 * @property {HTMLElement} thanks
 * @property {HTMLElement} remark
 * @property {HTMLElement} question
 * @property {HTMLElement} view
 */

/**
 * @typedef {object} RatingForm
 * @property {() => boolean} isRated
 * @property {(isWritten: boolean, isLeaving?: boolean) => void} send puts on its way what was tapped so far, and what was
 *   written unless it may be half a sentence
 * @property {(name: string, added?: Edit) => void} tell tells the page
 */

// Taps come in twos and threes: one message serves them.
const SETTLE = 1200;

/**
 * The question being answered: the scale, then perhaps a second question, then the thanks with what may be added, and
 * back on request.
 *
 * @param {Place} place
 * @param {Definition} definition
 * @param {() => void} [skip] what leads past a second question
 * @returns {RatingForm}
 */
export function ratingForm(place, definition, skip) {
  const { card, element, outbox, thanks, remark, question, view } = place;
  const { survey, language, style, texts, question_unnamed: unnamed = definition.question } = definition;
  /** @type {Choice | undefined} */
  let choice;
  /** @type {PendingRating | undefined} */
  let pending;
  /** @type {RatingForm | undefined} */
  let second;
  /** @type {import("./follow-up.js").Draft} */
  let draft = { taps: {}, words: {} };
  /** @type {typeof draft.words} what was written when it was last sent */
  let said = {};
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let settling;

  ask();
  return { isRated: () => !!choice, send, tell };

  /**
   * The event comes out of the shadow as one of the element.
   *
   * @param {string} name
   * @param {Edit} [added]
   */
  function tell(name, added) {
    const { score, band } = choice ?? {};
    const detail = { id: pending?.id(), survey, score, band, ...added };
    card.dispatchEvent(new CustomEvent(`paldies:${name}`, { bubbles: true, composed: true, detail }));
  }

  /**
   * @param {boolean} isWritten
   * @param {boolean} [isLeaving]
   */
  function send(isWritten, isLeaving) {
    if (isWritten) said = { ...draft.words };
    if (choice && pending) {
      // What was answered to questions of another band is not sent on.
      const { questions } = definition.follow_up[choice.band];
      const values = questions.map(({ key }) => [key, draft.taps[key] ?? said[key]]);
      const { reasons = [], comment = said.comment ?? "", ...answers } = Object.fromEntries(values);
      pending.note({ score: choice.score, reasons: [reasons].flat(), comment, answers });
      if (isLeaving) pending.leave();
      else pending.send();
    }
    second?.send(isWritten, isLeaving);
  }

  /**
   * @param {string} text
   * @param {boolean} isThanks whether it stands in the place of the question
   * @param {(Node | string)[]} nodes
   */
  function show(text, isThanks, ...nodes) {
    const name = subjectOf(element).customer?.name;
    const asked = name ? definition.question.replace("{customer}", () => name) : unnamed;
    card.lang = language;
    card.dir = definition.direction;
    // In a corner it is a live region, too, and would be read again.
    if (question.textContent !== asked) question.textContent = asked;
    card.classList.toggle("rated", isThanks);
    thanks.textContent = text;
    remark.textContent = "";
    view.replaceChildren(...nodes);
  }

  /**
   * Takes the focus on from the button just pressed, which is no longer there.
   *
   * @param {string} selector
   */
  function focus(selector) {
    /** @type {HTMLElement | null} */ (view.querySelector(selector))?.focus({ preventScroll: true });
  }

  function ask() {
    const isSecond = skip && !choice;
    show(
      isSecond ? texts.one_more : "",
      false,
      scale(definition, choice, choose),
      ends(definition),
      isSecond ? button("skip", skip, {}, texts.skip) : "",
    );
  }

  function askAgain() {
    ask();
    focus("[tabindex='0']");
  }

  /** @param {Choice} chosen */
  function choose(chosen) {
    if (chosen.band !== choice?.band) draft.taps = {};
    choice = chosen;
    // Thanks at once: the network has all the time it needs.
    if (definition.next) askMore(definition.next);
    else thank();
    pending ??= begin(chosen.score);
    send(false);
  }

  /** @param {number} score */
  function begin(score) {
    const rating = { ...subjectOf(element), survey, language, score, request_id: uuid() };
    if (definition.ask_again_days) outbox.remember(survey);
    return outbox.begin(
      { rating, edit: {} },
      {
        arrived({ score, ...added }) {
          remark.textContent = "";
          if (score != null) tell("rated");
          if (Object.keys(added)[0]) tell("commented", added);
        },
        delayed() {
          remark.textContent = texts.waiting;
        },
        refused,
      },
    );
  }

  /** @param {Definition} next */
  function askMore(next) {
    second = ratingForm(place, next, () => {
      delete definition.next;
      thank();
    });
    focus(".scale");
    second.tell("shown");
  }

  function thank() {
    if (!choice) return;
    const { band, label, drawing, name } = choice;
    const { thanks, links } = definition.follow_up[band];
    const settle = () => {
      clearTimeout(settling);
      settling = setTimeout(send, SETTLE, false);
    };
    show(
      thanks,
      true,
      html("span", { class: `chosen ${style}` }, mark(choice)),
      html(
        "p",
        { class: "actions" },
        label || drawing[0] ? `${name} · ` : "",
        button("change", askAgain, {}, texts.change),
      ),
      followUp(definition.follow_up[band], texts, draft, settle, finish),
      html(
        "p",
        { class: "links" },
        ...links.map(({ url, label }) => html("a", { href: url, target: "_blank", rel: "noopener" }, label)),
      ),
    );
    focus(".follow");
  }

  function finish() {
    send(true);
    view.querySelector(".follow")?.replaceWith(html("p", { class: "sent", tabindex: -1 }, texts.sent));
    focus(".sent");
  }

  /** @param {number} status */
  function refused(status) {
    const { closed, failed, try_again: tryAgain } = texts;
    const text = status === 409 ? closed : failed;
    // Who has gone on to answer the second question is not called back.
    if (second?.isRated()) return;
    if (choice && pending?.id()) {
      // The words stay to be read, without a button that could only fail again.
      thank();
      for (const gone of view.querySelectorAll(".send, .change")) gone.remove();
      remark.textContent = text;
    } else {
      pending = choice = undefined;
      show(text, true, text === closed ? "" : button("change", askAgain, {}, tryAgain));
    }
  }
}
