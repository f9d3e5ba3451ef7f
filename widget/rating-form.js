import { button, html } from "./dom.js";
import { followUp } from "./follow-up.js";
import { ends, mark, scale } from "./scale.js";

/** @typedef {import("./contract.js").Choice} Choice */
/** @typedef {import("./contract.js").Definition} Definition */
/** @typedef {import("./contract.js").Edit} Edit */
/** @typedef {import("./pending-rating.js").Listener} Listener */
/** @typedef {import("./pending-rating.js").PendingRating} PendingRating */

// Taps on reasons come in twos and threes: one message serves them.
const SETTLE = 1200;

/** The question being answered: the scale, then the thanks with what may be added, and back on request. */
export class RatingForm {
  /** @type {Choice | undefined} */
  choice;
  /** @type {PendingRating | undefined} */
  pending;
  /** @type {import("./follow-up.js").Draft} */
  #draft = { comment: "", reasons: [] };
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #settling;
  #card;
  #definition;
  #post;

  #thanks = html("p", { class: "thanks" });
  #remark = html("p", { class: "note" });
  #view = html("div", { class: "view" });

  /**
   * @param {HTMLElement} card with the question in it
   * @param {Definition} definition
   * @param {(score: number, listener: Listener) => PendingRating} post
   */
  constructor(card, definition, post) {
    this.#card = card;
    this.#definition = definition;
    this.#post = post;
    // The status stays while the view around it changes: a live region speaks only of what happens in it.
    card.append(html("div", { class: "status", role: "status" }, this.#thanks, this.#remark), this.#view);
    this.#ask();
  }

  /**
   * Tells the page. The event comes out of the shadow as one of the element.
   *
   * @param {string} name
   * @param {Edit} [added]
   */
  tell(name, added) {
    const { score, band } = this.choice ?? {};
    const id = this.pending?.facts.receipt?.id;
    const detail = { id, survey: this.#definition.survey, score, band, ...added };
    this.#card.dispatchEvent(new CustomEvent(`paldies:${name}`, { bubbles: true, composed: true, detail }));
  }

  /** Puts what was tapped and written so far on its way. */
  send() {
    this.#note(this.#draft);
    this.pending?.send();
  }

  leave() {
    this.#note(this.#draft);
    this.pending?.leave();
  }

  /** Sends the score and the reasons, but not a comment that may be half a sentence. */
  #sendTaps() {
    this.#note({ reasons: this.#draft.reasons });
    this.pending?.send();
  }

  /** @param {Edit} added */
  #note(added) {
    if (this.choice) this.pending?.note({ score: this.choice.score, ...added });
  }

  /**
   * @param {string} thanks empty while the question is asked
   * @param {(Node | string)[]} nodes
   */
  #show(thanks, ...nodes) {
    this.#card.classList.toggle("rated", !!thanks);
    this.#thanks.textContent = thanks;
    this.#remark.textContent = "";
    this.#view.replaceChildren(...nodes);
  }

  #ask() {
    const choose = (/** @type {Choice} */ choice) => this.#choose(choice);
    this.#show("", scale(this.#definition, this.choice, choose), ends(this.#definition));
  }

  #askAgain() {
    this.#ask();
    this.#focus("[tabindex='0']");
  }

  /**
   * Takes the focus on from the button just pressed, which is no longer there.
   *
   * @param {string} selector
   */
  #focus(selector) {
    /** @type {HTMLElement | null} */ (this.#view.querySelector(selector))?.focus({ preventScroll: true });
  }

  /** @param {Choice} choice */
  #choose(choice) {
    if (choice.band !== this.choice?.band) this.#draft.reasons = [];
    this.choice = choice;
    // Thanks at once: the network has all the time it needs.
    this.#thank(choice);
    this.pending ??= this.#post(choice.score, {
      arrived: ({ score, ...added }) => {
        this.#remark.textContent = "";
        if (score != null) this.tell("rated");
        if (Object.keys(added)[0]) this.tell("commented", added);
      },
      delayed: () => (this.#remark.textContent = this.#definition.texts.waiting),
      refused: (status) => this.#refuse(status),
    });
    this.#sendTaps();
  }

  /** @param {Choice} choice */
  #thank(choice) {
    const definition = this.#definition;
    const { texts, thanks, style } = definition;
    const { label, band } = choice;
    const settle = () => {
      clearTimeout(this.#settling);
      this.#settling = setTimeout(() => this.#sendTaps(), SETTLE);
    };
    this.#show(
      thanks[band] ?? "",
      html("span", { class: `chosen ${style}` }, mark(definition, choice)),
      html(
        "p",
        { class: "actions" },
        label === `${choice.score}` ? "" : `${label} · `,
        button("change", () => this.#askAgain(), {}, texts.change),
      ),
      followUp(definition, band, this.#draft, settle, () => this.#finish()),
    );
    this.#focus(".follow");
  }

  #finish() {
    this.send();
    const sent = html("p", { class: "sent", tabindex: -1 }, this.#definition.texts.sent);
    this.#view.querySelector(".follow")?.replaceWith(sent);
    this.#focus(".sent");
  }

  /** @param {number} status */
  #refuse(status) {
    const { closed, failed, try_again: tryAgain } = this.#definition.texts;
    const text = status === 409 ? closed : failed;
    if (this.choice && this.pending?.facts.receipt?.id) {
      // The words stay to be read, without a button that could only fail again.
      this.#thank(this.choice);
      for (const gone of this.#view.querySelectorAll(".send, .change")) gone.remove();
      this.#remark.textContent = text;
    } else {
      this.pending = this.choice = undefined;
      this.#show(text, text === closed ? "" : button("change", () => this.#askAgain(), {}, tryAgain));
    }
  }
}
