// Keeps the list of messages as the workspace has it: adds, replaces in place, removes.

import { localTimes } from "./times.js";
import { keepPlace } from "./scroll.js";
import { showNotice, clearNotice } from "./notice.js";
import { showView } from "./views.js";

const list = document.getElementById("messages");

// For each card whose question is open: the newest that is to take its place.
const waiting = new Map();

export function follow() {
  const { channel, user } = document.body.dataset;
  const query = new URLSearchParams({ channel, user, after: list.dataset.after });
  const source = new EventSource(`events?${query}`);
  source.onmessage = (event) => change(JSON.parse(event.data));
  source.onopen = () => clearNotice("offline");
  source.onerror = () => showNotice("offline", "Not connected. Trying again…");
  // A stream left open would keep the page out of the back-forward cache and the server waiting.
  addEventListener("pagehide", () => source.close());
  addEventListener("pageshow", (event) => event.persisted && location.reload());
}

const CHANGES = {
  message: ({ ts, thread, html }) => keepPlace(() => put(ts, thread, html)),
  gone: ({ ts }) => find(ts)?.closest("li").remove(),
  view: ({ html }) => showView(html),
  reload: () => location.reload(),
};

const change = (data) => CHANGES[data.kind](data);

const find = (ts) => list.querySelector(`[data-ts="${CSS.escape(ts)}"]`);

function put(ts, thread, html) {
  const article = parse(html);
  const known = find(ts);
  if (known) {
    replace(known, article);
  } else if (thread) {
    list.querySelector(`[data-entry="${CSS.escape(thread)}"] > .replies`)?.append(item(article));
  } else {
    list.append(entry(ts, article));
    return true;
  }
  return false;
}

function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  localTimes(template.content);
  return template.content.firstElementChild;
}

// A card changes under the reader's hands: the button in focus stays in focus, and a question that
// is open stays open.
function replace(known, article) {
  const question = known.querySelector("dialog[open]");
  if (question) return replaceLater(known, article, question);
  const focused = known.contains(document.activeElement) && document.activeElement.dataset.action;
  article.classList.add("changed");
  known.replaceWith(article);
  if (focused) article.querySelector(`[data-action="${CSS.escape(focused)}"]`)?.focus();
}

// The press that answers the question is sent first: it began to wait for the end before this did.
function replaceLater(known, article, question) {
  const waits = waiting.has(known);
  waiting.set(known, article);
  if (waits) return;
  const change = () => keepPlace(() => replace(known, take(known)));
  question.addEventListener("close", change, { once: true });
}

function take(known) {
  const article = waiting.get(known);
  waiting.delete(known);
  return article;
}

function item(article) {
  const li = document.createElement("li");
  article.classList.add("new");
  li.append(article);
  return li;
}

function entry(ts, article) {
  const li = item(article);
  li.dataset.entry = ts;
  const replies = document.createElement("ol");
  replies.className = "replies";
  li.append(replies);
  return li;
}
