import { isRefused, pause, request } from "./api.js";
import { button, html } from "./dom.js";
import { cross } from "./faces.js";
import { PendingRating } from "./pending-rating.js";
import { RatingForm } from "./rating-form.js";
import { styleSheet } from "./styles.js";
import { subjectOf } from "./subject.js";
import { applyTheme } from "./theme.js";
import { uuid } from "./uuid.js";

/** @typedef {import("./contract.js").Definition} Definition */

// With growing pauses between them this is about twenty minutes.
const MOST_TRIES = 12;

/**
 * `<paldies-rating survey agent team conversation customer-id customer-email customer-name language context
 * attributes>`: asks one question, and the click is the rating. With `corner` it is a card in a corner of the window.
 *
 * Events, bubbling out of the shadow, with `{id, survey, score, band}` in detail: `paldies:shown`, `paldies:rated` and
 * `paldies:commented` when the server has acknowledged, `paldies:closed`.
 *
 * Importing this defines no element; define.js does.
 */
export class RatingElement extends HTMLElement {
  static observedAttributes = ["language", "survey", "agent", "conversation"];

  /** @type {RatingForm | undefined} */
  #form;
  #load = 0;
  #outbox;
  /** @type {AbortController | undefined} */
  #connection;
  /** @type {any} the element, if any, that the focus came from */
  #focusedBefore;
  #question = html("p", { class: "question", id: "question" });
  #card = html(
    "section",
    {
      class: "card",
      "aria-labelledby": "question",
      focusin: (/** @type {FocusEvent} */ { relatedTarget }) => (this.#focusedBefore ??= relatedTarget),
      // Typing here is not for the shortcuts of the page around; Escape is for the card.
      keydown: (/** @type {KeyboardEvent} */ event) => event.key === "Escape" || event.stopPropagation(),
    },
    this.#question,
  );

  /** @param {import("./outbox.js").Outbox} outbox where ratings go; the class that define.js registers has one */
  constructor(outbox) {
    super();
    this.#outbox = outbox;
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [styleSheet()];
    root.append(this.#card);
  }

  connectedCallback() {
    this.#connection = new AbortController();
    addEventListener("pagehide", () => this.#form?.leave(), this.#connection);
    if (this.#isCard) this.#listenAsCard();
    if (!this.#form) this.#fetch();
  }

  disconnectedCallback() {
    this.#connection?.abort();
    this.#form?.send();
  }

  /**
   * @param {string} name
   * @param {string | null} old
   * @param {string | null} value
   */
  attributeChangedCallback(name, old, value) {
    // The parser sets attributes before it connects the element; only a change after that is news.
    if (!this.#connection || old === value) return;
    if (this.#form?.choice) {
      // Who has rated is not asked again in another language, but about another conversation.
      if (name === "language") return;
      this.#form.send();
      this.#form = undefined;
      this.#card.classList.remove("ready");
    }
    this.#fetch();
  }

  /** Closes a corner card; what was written so far is sent. */
  close() {
    const hadFocus = this.matches(":focus-within");
    this.#form?.tell("closed");
    this.remove();
    if (hadFocus) this.#focusedBefore?.focus();
  }

  get #isCard() {
    return this.hasAttribute("corner");
  }

  #listenAsCard() {
    // The card takes no focus, so its question has to say that it is there.
    this.#question.role = "status";
    document.addEventListener(
      "keydown",
      (event) => {
        if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
        if (this.#form && !document.querySelector("dialog:modal")) this.close();
      },
      this.#connection,
    );
  }

  async #fetch() {
    const load = ++this.#load;
    await null; // Frameworks set several attributes in a row: the last one fetches.
    if (load !== this.#load) return;
    const { survey, agent = "", language } = subjectOf(this);
    const query = new URLSearchParams({ language, agent });
    const url = `${this.#outbox.origin}/api/v1/surveys/${encodeURIComponent(survey)}/widget?${query}`;
    // A click meanwhile has answered what was on show.
    const isWanted = () => load === this.#load && this.isConnected && !this.#form?.choice;
    for (let tries = 0; tries < MOST_TRIES && isWanted(); tries++) {
      const outcome = await request(url);
      if (!isWanted()) return;
      if (outcome.ok) return this.#show(outcome.data);
      const isFinal = isRefused(outcome);
      // What may never come leaves no hole in the page.
      this.#card.hidden = isFinal || (tries > 1 && !this.#form);
      if (isFinal) return;
      await new Promise((resume) => setTimeout(resume, pause(tries, outcome)));
    }
  }

  /** @param {Definition} definition */
  #show(definition) {
    const { survey, language, direction, theme, question, texts } = definition;
    const card = this.#card;
    applyTheme(card, theme);
    card.lang = language;
    card.dir = direction;
    card.hidden = false;
    card.replaceChildren(this.#question);
    this.#question.textContent = question;
    this.#form = new RatingForm(card, definition, (score, listener) => {
      const rating = { ...subjectOf(this), survey, language, score, request_id: uuid() };
      return new PendingRating(this.#outbox, { rating, edit: {} }, listener);
    });
    if (this.#isCard) {
      card.role = "dialog";
      card.append(button("close", () => this.close(), { "aria-label": texts.close }, cross()));
    }
    card.classList.add("ready");
    this.#form.tell("shown");
  }
}
