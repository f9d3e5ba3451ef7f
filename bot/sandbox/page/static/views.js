// The modal that an app opened: its fields, its errors, and what is typed into it.

import { send } from "./send.js";

const modal = document.getElementById("modal");

export function startViews() {
  modal.addEventListener("submit", submit);
  modal.addEventListener("click", (event) => event.target.matches("[data-close]") && close());
  modal.addEventListener("cancel", close);
}

// The server sends the modal again with errors in it; what was typed stays.
export function showView(html) {
  if (!html) return modal.close();
  const typed = values();
  modal.innerHTML = html;
  for (const field of fields()) {
    const kept = typed[field.dataset.block]?.[field.dataset.action];
    if (kept) field.value = kept.value ?? "";
  }
  if (!modal.open) modal.showModal();
  // What was in focus may have been replaced: the field goes first, then what is to be read.
  if (modal.querySelector(".view").contains(document.activeElement)) return;
  modal.querySelector(".invalid [data-block], [data-block], [tabindex], [data-close]")?.focus();
}

async function submit(event) {
  event.preventDefault();
  const button = event.target.querySelector(".primary");
  if (button.ariaBusy === "true") return;
  button.ariaBusy = "true";
  await send("view", { view: event.target.dataset.view, values: values() });
  button.ariaBusy = "false";
}

function close() {
  const view = modal.querySelector("[data-view]")?.dataset.view;
  modal.close();
  if (view) send("view", { view });
}

const fields = () => modal.querySelectorAll("[data-block]");

function values() {
  const blocks = {};
  for (const { dataset, value } of fields()) {
    blocks[dataset.block] = {
      ...blocks[dataset.block],
      [dataset.action]: { type: "plain_text_input", value: value || null },
    };
  }
  return blocks;
}
