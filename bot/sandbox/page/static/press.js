// Buttons and menus of messages, with the question that some of them ask first.

import { send } from "./send.js";

const list = document.getElementById("messages");

export function startPressing() {
  list.addEventListener("click", (event) => {
    const element = event.target.closest("button[data-action], a[data-action]");
    if (element) ask(element);
  });
  list.addEventListener("change", (event) => {
    if (event.target.matches("select[data-action]")) choose(event.target);
  });
}

function ask(element) {
  const question = element.nextElementSibling;
  if (!question?.matches("dialog.confirm")) return press(element);
  question.returnValue = "no";
  question.addEventListener("close", () => question.returnValue === "yes" && press(element), {
    once: true,
  });
  question.showModal();
}

async function choose(menu) {
  await press(menu, menu.value);
  menu.value = "";
}

async function press(element, option) {
  if (element.ariaBusy === "true") return;
  element.ariaBusy = "true";
  const { ts } = element.closest("[data-ts]").dataset;
  await send("press", { ts, action_id: element.dataset.action, option });
  element.ariaBusy = "false";
}
