// One request to the stand-in, in the name of the person on the page.

import { clearNotice, showNotice } from "./notice.js";

const FAILURES = {
  operation_timeout: "The app did not answer in time.",
  dispatch_failed: "The app could not be reached.",
};

export async function send(address, data) {
  const { channel, user } = document.body.dataset;
  try {
    const response = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ channel, user, ...data }),
    });
    if (response.ok) clearNotice("send");
    else showNotice("send", await failure(response));
    return response.ok;
  } catch {
    showNotice("send", "The demo does not answer. Is it still running?");
    return false;
  }
}

async function failure(response) {
  const { error } = await response.json().catch(() => ({}));
  return FAILURES[error] ?? `That did not work (${error ?? response.status}).`;
}
