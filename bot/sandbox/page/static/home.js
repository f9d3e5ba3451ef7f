// The Home tab: shown as the app last published it.

import { localTimes } from "./times.js";

const home = document.getElementById("home");

function show(html) {
  home.innerHTML = html;
  localTimes(home);
}

function follow() {
  const { channel, user } = document.body.dataset;
  const query = new URLSearchParams({ channel, user, after: home.dataset.after });
  const source = new EventSource(`events?${query}`);
  source.onmessage = (event) => {
    const { kind, html } = JSON.parse(event.data);
    if (kind === "home") show(html);
    if (kind === "reload") location.reload();
  };
  addEventListener("pagehide", () => source.close());
  addEventListener("pageshow", (event) => event.persisted && location.reload());
}

localTimes(document);
document.getElementById("viewer").addEventListener("change", (event) => event.target.form.submit());
follow();
