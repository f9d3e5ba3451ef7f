import { button, html } from "./dom.js";

/** @typedef {{ comment: string, reasons: string[] }} Draft */

// Far under the server's 64 kB, in any script.
const LONGEST_COMMENT = 5000;

/**
 * What the customer may add after the click: reasons to tap and a comment to write. Both go into the draft as they
 * are made, so that nothing depends on the button.
 *
 * @param {import("./contract.js").Definition} definition
 * @param {import("./contract.js").Band} band
 * @param {Draft} draft
 * @param {() => void} tapped
 * @param {() => void} send
 */
export function followUp({ texts, follow_up: followUps }, band, draft, tapped, send) {
  const { prompt = "", reasons = [] } = followUps[band] ?? {};
  const area = commentBox(draft);
  // A button that sends nothing would seem broken: it points at what is missing.
  const submit = () => (draft.comment || draft.reasons[0] ? send() : area.focus());
  return html(
    "div",
    { class: "follow", role: "group", tabindex: -1, "aria-label": prompt || texts.comment },
    html("p", { class: "prompt" }, prompt),
    html("div", { class: "reasons" }, ...reasons.map((reason) => chip(reason, draft, tapped))),
    html("label", {}, `${texts.comment} `, html("small", {}, `(${texts.optional})`), area),
    button("send", submit, {}, texts.send),
  );
}

/**
 * @param {import("./contract.js").Reason} reason
 * @param {Draft} draft
 * @param {() => void} tapped
 */
function chip({ key, label }, draft, tapped) {
  const isOn = () => draft.reasons.includes(key);
  const toggle = () => {
    draft.reasons = isOn() ? draft.reasons.filter((other) => other !== key) : [...draft.reasons, key];
    made.ariaPressed = `${isOn()}`;
    tapped();
  };
  const made = button("reason", toggle, { "aria-pressed": isOn() }, label);
  return made;
}

/** @param {Draft} draft */
function commentBox(draft) {
  const area = html("textarea", {
    class: "comment",
    maxlength: LONGEST_COMMENT,
    input: () => (draft.comment = area.value.trim()),
  });
  area.value = draft.comment;
  return area;
}
