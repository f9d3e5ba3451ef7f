// Runs in the host page before the widget and notes, in milliseconds, when the widget does what.
const measured = { shift: 0 };
let began, clicked, definition;

// The bundle's first act is to ask for its own script element.
const { get } = Object.getOwnPropertyDescriptor(Document.prototype, "currentScript");
Object.defineProperty(document, "currentScript", {
  configurable: true,
  get() {
    const script = get.call(document);
    if (script?.src.endsWith("/widget.js")) began ??= performance.now();
    return script;
  },
});

new PerformanceObserver((list) => {
  for (const { value } of list.getEntries()) measured.shift += value;
}).observe({ type: "layout-shift", buffered: true });

const painted = new Promise((resolve) => {
  addEventListener("paldies:shown", () => {
    measured.shown = performance.now() - began;
    definition = performance.getEntriesByType("resource").find(({ name }) => name.includes("/widget?")).name;
    // When the frame after the next begins, the next has been painted.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => resolve((measured.painted = performance.now() - began))),
    );
  });
});
addEventListener("click", () => (clicked = performance.now()), { capture: true });
const acknowledged = new Promise((resolve) => {
  addEventListener("paldies:rated", () => resolve((measured.acknowledged = performance.now() - clicked)));
});

// The least that the same page takes: the definition fetched bare, and a rating sent to a bare echo.
async function bareTimes(echo) {
  const body = JSON.stringify({ survey: "csat", score: 5, agent: "mari", language: "en", request_id: crypto.randomUUID() });
  const send = () => fetch(echo, { method: "POST", body, mode: "no-cors", credentials: "omit" });
  await send(); // The widget's connection was open, too.
  return {
    bare_definition: await took(async () => (await fetch(definition, { cache: "no-store", credentials: "omit" })).json()),
    bare_rating: await took(send),
  };
}

// The middle one of three tries.
async function took(act) {
  const times = [];
  for (let tries = 0; tries < 3; tries++) {
    const start = performance.now();
    await act();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[1];
}
