/**
 * The page behind a rating link: sends the choice that was made in the e-mail, says what it saw of a person, and shows
 * what the server answers in place of what was there. Without it the same forms are posted as they are.
 */

// Whoever looks at the page for so long has read it.
const DWELL = 6_000;
const GESTURES = ["pointermove", "pointerdown", "wheel", "keydown"];

const main = /** @type {HTMLElement} */ (document.querySelector("main"));
/** @type {"none" | "dwell" | "gesture"} what has been seen so far of a person */
let seen = "none";
/** @type {FormData | undefined} the choice of the e-mail, to be sent again with every stronger sign */
let choice;

document.documentElement.classList.add("scripted");
main.addEventListener("submit", (event) => {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.target);
  const { submitter, isTrusted } = /** @type {SubmitEvent} */ (event);
  choice = undefined;
  post(form, new FormData(form, submitter), isTrusted ? "choice" : "none");
});

const unsent = /** @type {HTMLFormElement | null} */ (main.querySelector(".unsent"));
if (unsent) whenInSight().then(() => sendChoice(unsent));

/** Resolves when somebody can see the page: not while the browser prepares it, nor in a tab that was never opened. */
async function whenInSight() {
  if (/** @type {any} */ (document).prerendering) await once(document, "prerenderingchange");
  while (document.visibilityState !== "visible") await once(document, "visibilitychange");
}

/** @param {HTMLFormElement} form */
function sendChoice(form) {
  choice = new FormData(form, form.querySelector("button"));
  for (const name of GESTURES) addEventListener(name, noticed, { passive: true });
  dwell(DWELL);
  post(form, choice, seen);
}

/** @param {Event} event what a pointer that lies still sends of itself is no gesture */
function noticed(event) {
  const moved = !(event instanceof PointerEvent) || event.type !== "pointermove" || event.movementX || event.movementY;
  if (!event.isTrusted || !moved) return;
  for (const name of GESTURES) removeEventListener(name, noticed);
  strengthen("gesture");
}

/** @param {number} left milliseconds for which the page has yet to be in sight */
async function dwell(left) {
  while (left > 0) {
    await whenInSight();
    const began = performance.now();
    await Promise.race([new Promise((resume) => setTimeout(resume, left)), once(document, "visibilitychange")]);
    left -= performance.now() - began;
  }
  if (seen === "none") strengthen("dwell");
}

/** @param {"dwell" | "gesture"} sign */
function strengthen(sign) {
  seen = sign;
  const url = /** @type {HTMLFormElement} */ (unsent).action;
  if (choice) request(url, choice, sign).catch(() => {});
}

/**
 * @param {HTMLFormElement} form
 * @param {FormData} fields
 * @param {string} sign
 */
async function post(form, fields, sign) {
  const submitter = fields === choice ? form : document.activeElement;
  const url = submitter?.getAttribute("formaction") ?? form.action;
  form.setAttribute("aria-busy", "true");
  try {
    show(await request(url, fields, sign));
  } catch {
    failed(form);
  }
}

/**
 * @param {string} url
 * @param {FormData} fields
 * @param {string} sign
 * @returns {Promise<Document>} the page that the server answers with, whatever it says
 */
async function request(url, fields, sign) {
  const body = new URLSearchParams(/** @type {any} */ (fields));
  body.set("by", "script");
  body.set("sign", sign);
  const answer = await fetch(url, { method: "POST", body, keepalive: true, headers: { Accept: "text/html" } });
  if (answer.status >= 500) throw new Error(`${answer.status}`);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/** @param {Document} page */
function show(page) {
  document.title = page.title;
  main.replaceChildren(.../** @type {HTMLElement} */ (page.querySelector("main")).childNodes);
  const next = main.querySelector(".follow, .sent, .scale");
  next?.setAttribute("tabindex", "-1");
  if (document.activeElement === document.body && !choice) /** @type {HTMLElement} */ (next)?.focus({ preventScroll: true });
}

/** @param {HTMLFormElement} form */
function failed(form) {
  form.removeAttribute("aria-busy");
  form.classList.add("failed");
  const note = /** @type {HTMLElement | null} */ (form.querySelector(".note"));
  if (note) note.hidden = false;
  if (choice) once(window, "online").then(() => choice && post(form, choice, seen));
}

/**
 * @param {EventTarget} target
 * @param {string} name
 */
function once(target, name) {
  return new Promise((resume) => target.addEventListener(name, resume, { once: true }));
}
