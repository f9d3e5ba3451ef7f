// The box under the channel: Enter sends, the arrow up brings back what was sent before.

import { send } from "./send.js";
import { toNewest } from "./scroll.js";

const form = document.getElementById("composer");
const input = document.getElementById("command");
const sent = [];
let back = 0;

export function startComposer() {
  form.addEventListener("submit", submit);
  input.addEventListener("keydown", recall);
  for (const example of document.querySelectorAll("[data-example]")) {
    example.addEventListener("click", () => fill(example.dataset.example));
  }
  // On a touch screen the keyboard would cover the channel before anyone has read it.
  if (matchMedia("(pointer: fine)").matches) input.focus();
}

async function submit(event) {
  event.preventDefault();
  const text = input.value.trim();
  if (!text) return;
  sent.push(text);
  back = 0;
  input.value = "";
  toNewest();
  if (!(await send("command", { text })) && !input.value) input.value = text;
}

function recall(event) {
  const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
  if (!step || event.isComposing || back + step > sent.length || back + step < 0) return;
  event.preventDefault();
  back += step;
  fill(back ? sent.at(-back) : "");
}

function fill(text) {
  input.value = text;
  input.focus();
  input.setSelectionRange(text.length, text.length);
}
