// The message is as high as what is in it, and another choice shows another message.
const message = /** @type {HTMLIFrameElement} */ (document.querySelector("#message"));

function fit() {
  const page = message.contentDocument?.body;
  if (page) message.style.height = `${page.scrollHeight}px`;
}

message.addEventListener("load", fit);
addEventListener("resize", fit);
fit();
for (const choice of document.querySelectorAll("select")) {
  choice.addEventListener("change", () => choice.form?.requestSubmit());
}
