"use strict";

// A kiosk starts over when its customer has gone: a while after the last sign of life, sooner when all is sent. It does
// not wait for the server: without a network the next customer is asked all the same, and nothing is lost.

(() => {
  const SENT = 8;
  const over = document.getElementById("over");
  const again = document.getElementById("start-over");
  const countdown = JSON.parse(over.dataset.countdown);
  const most = countdown.length - 1;
  let left = 0;
  let timer;

  document.addEventListener("paldies:commented", () => wait(SENT));
  for (const sign of ["pointerdown", "keydown", "input"]) {
    document.addEventListener(sign, () => wait(most), { capture: true, passive: true });
  }
  again.addEventListener("click", (event) => {
    event.preventDefault();
    startOver();
  });

  function wait(seconds) {
    left = seconds;
    over.hidden = false;
    show();
    clearInterval(timer);
    timer = setInterval(() => (--left ? show() : startOver()), 1000);
  }

  function show() {
    // The last ten seconds are counted; before that the words would only distract.
    document.getElementById("countdown").textContent = left <= 10 ? countdown[left] : "";
  }

  function startOver() {
    clearInterval(timer);
    left = 0;
    over.hidden = true;
    const asked = document.querySelector("paldies-rating");
    if (!asked.shadowRoot) {
      // The widget has not come, and its plain form was answered.
      location.assign(again.href);
      return;
    }
    // A new element asks anew; the old one, as it is removed, sends what was written.
    asked.replaceWith(asked.cloneNode(false));
    scrollTo(0, 0);
  }
})();
