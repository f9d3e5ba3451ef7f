import { styleSheet } from "./styles.js";
import { ratingForm } from "./rating-form.js";
import { applyTheme, logo } from "./theme.js";
import { button, html } from "./dom.js";
import { cross } from "./drawing.js";
import { isRefused, pause, request } from "./api.js";
import { subjectOf } from "./subject.js";

/** @typedef {import("./contract.js").Definition} Definition */

// With growing pauses between them this is about twenty minutes.
const MOST_TRIES = 12;

/**
 * What is in the shadow of a rating element: a card that fetches its question, or what the page has put into the
 * element until it can ask.
 *
 * @param {HTMLElement} element
 * @param {import("./outbox.js").Outbox} outbox
 */
export function ratingCard(element, outbox) {
  /** @type {import("./rating-form.js").RatingForm | undefined} */
  let form;
  let load = 0;
  /** @type {AbortController | undefined} */
  let connection;
  /** @type {any} the element, if any, that the focus came from */
  let focusedBefore;
  const has = (/** @type {string} */ name) => element.hasAttribute(name);

  const thanks = html("p", { class: "thanks" });
  const remark = html("p", { class: "note" });
  const question = html("p", { class: "question", id: "question" });
  // The status stays while the view changes: a live region speaks only of what happens in it.
  const status = html("div", { class: "status", role: "status" }, thanks, remark);
  const view = html("div", { class: "view" });
  const card = html(
    "section",
    {
      class: "card",
      "aria-labelledby": "question",
      focusin: (/** @type {FocusEvent} */ { relatedTarget }) => (focusedBefore ??= relatedTarget),
      // Typing here is not for the shortcuts of the page around; Escape is for the card.
      keydown: (/** @type {KeyboardEvent} */ event) => event.key === "Escape" || event.stopPropagation(),
    },
    question,
  );
  const fallback = html("slot");
  const root = element.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [styleSheet()];
  root.append(fallback, card);

  return {
    connect() {
      connection = new AbortController();
      addEventListener("pagehide", () => form?.send(true, true), connection);
      if (has("corner")) {
        card.role = "dialog";
        // The card takes no focus, so its question has to say that it is there.
        question.role = "status";
        document.addEventListener("keydown", closeOnEscape, connection);
      }
      if (!form) fetchForm();
    },
    disconnect() {
      connection?.abort();
      load++; // What is on its way is not waited for.
      form?.send(true);
    },
    /** @param {string} name of an attribute */
    changed(name) {
      // The parser sets attributes before it connects the element; only a change after that is news.
      if (!connection) return;
      if (form?.isRated()) {
        // Who has rated is not asked again in another language, but about another conversation.
        if (name === "language") return;
        form.send(true);
        form = undefined;
        card.classList.remove("ready");
      }
      fetchForm();
    },
    close,
  };

  function close() {
    const hadFocus = element.matches(":focus-within");
    form?.tell("closed");
    element.remove();
    if (hadFocus) focusedBefore?.focus();
  }

  /** @param {KeyboardEvent} event */
  function closeOnEscape({ key, defaultPrevented, isComposing }) {
    if (key !== "Escape" || defaultPrevented || isComposing) return;
    if (form && !document.querySelector("dialog:modal")) close();
  }

  async function fetchForm() {
    const mine = ++load;
    await null; // Frameworks set several attributes in a row: the last one fetches.
    const { survey, agent = "", language } = subjectOf(element);
    const query = new URLSearchParams({ language, agent });
    const url = `${outbox.origin}/api/v1/surveys/${encodeURIComponent(survey)}/widget?${query}`;
    // A click meanwhile has answered what was on show.
    const isWanted = () => mine === load && !form?.isRated();
    for (let tries = 0; tries < MOST_TRIES && isWanted(); tries++) {
      const outcome = await request(url);
      if (!isWanted()) return;
      if (outcome.ok) return show(outcome.data);
      const isFinal = isRefused(outcome);
      // What may never come leaves no hole in the page.
      card.hidden = isFinal || (tries > 1 && !form);
      if (isFinal) return fallback.remove();
      await new Promise((resume) => setTimeout(resume, pause(tries, outcome)));
    }
  }

  /**
   * Whether this browser has answered lately. A page of its own is there to be asked.
   *
   * @param {Definition} definition
   */
  function isAnswered({ survey, ask_again_days: days }) {
    return !has("page") && outbox.remembers(survey, days);
  }

  /** @param {Definition} definition */
  function show(definition) {
    const { next, texts, theme } = definition;
    fallback.remove();
    card.hidden = isAnswered(definition);
    if (card.hidden) return;
    if (next && isAnswered(next)) delete definition.next;
    applyTheme(card, theme);
    card.replaceChildren(
      logo(theme, outbox.origin),
      status,
      question,
      view,
      has("corner") ? button("close", close, { "aria-label": texts.close }, cross()) : "",
    );
    form = ratingForm({ element, outbox, card, thanks, remark, question, view }, definition);
    card.classList.add("ready");
    form.tell("shown");
  }
}
