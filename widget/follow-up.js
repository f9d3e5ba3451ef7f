import { button, html } from "./dom.js";
import { ends } from "./scale.js";

/** @typedef {import("./contract.js").Question} Question */

/**
 * What the customer has tapped and written, by the key of the question.
 *
 * @typedef {{ taps: Record<string, any>, words: Record<string, string | undefined> }} Draft
 */

// Far under the server's 64 kB, in any script.
const LONGEST_TEXT = 5000;

/**
 * What the customer may add after the click. All of it goes into the draft as it is made, so that nothing depends on
 * the button.
 *
 * @param {import("./contract.js").FollowUp} followUp
 * @param {import("./contract.js").Texts} texts
 * @param {Draft} draft
 * @param {() => void} tapped
 * @param {() => void} send
 */
export function followUp({ prompt, thanks, questions }, texts, { taps, words }, tapped, send) {
  const submit = () => {
    const area = all.querySelector("textarea");
    // A button that sends nothing would seem broken: it points at what is missing.
    if (area && JSON.stringify({ ...taps, ...words }) === "{}") area.focus();
    else send();
  };
  const all = html(
    "div",
    { class: "follow", role: "group", tabindex: -1, "aria-label": prompt || thanks },
    html("p", { class: "prompt" }, prompt),
    ...questions.map((question) =>
      question.options[0] ? chips(question, taps, tapped) : box(question, words, texts.optional),
    ),
    questions[0] ? button("send", submit, {}, texts.send) : "",
  );
  return all;
}

/**
 * Options to tap, or a scale when it has ends. A tap again takes an answer back: every question can be skipped.
 *
 * @param {Question} question
 * @param {Draft["taps"]} taps
 * @param {() => void} tapped
 */
function chips(question, taps, tapped) {
  const { key, ask, many, options, low, high } = question;
  const isScale = low + high;
  let on = [taps[key] ?? []].flat();
  const made = options.map(({ key: own, label }, index) => {
    const end = index ? (options[index + 1] ? "" : high) : low;
    const tap = () => {
      on = on.includes(own) ? on.filter((other) => other !== own) : many ? [...on, own] : [own];
      taps[key] = many && on.length ? on : on[0];
      show();
      tapped();
    };
    return button(isScale ? "choice" : "reason", tap, { "aria-label": end ? `${label}, ${end}` : label }, label);
  });
  const show = () =>
    made.forEach((chip, index) => chip.setAttribute("aria-pressed", `${on.includes(options[index]?.key)}`));
  show();
  return html(
    "fieldset",
    {},
    html("legend", {}, ask),
    html("div", { class: isScale ? `scale numbers n${options.length}` : "reasons" }, ...made),
    ends(question),
  );
}

/**
 * @param {Question} question
 * @param {Draft["words"]} words
 * @param {string} optional
 */
function box({ key, ask }, words, optional) {
  const area = html("textarea", {
    class: "comment",
    maxlength: LONGEST_TEXT,
    input: () => (words[key] = area.value.trim() || undefined),
  });
  area.value = words[key] ?? "";
  return html("label", {}, `${ask} (${optional})`, area);
}
