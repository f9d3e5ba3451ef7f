"use strict";

// A chat as a shop's own script would run it. All it knows of Paldies is one call when the session ends.

(() => {
  const at = (id) => document.getElementById(id);
  const agent = at("agent");
  const language = at("language");
  let conversation = "";

  // The widget's script is async: what is asked before it is there waits in q.
  window.paldies ??= { q: [], ask(subject) { this.q.push(subject); } };

  agent.addEventListener("change", start);
  language.addEventListener("change", start);
  at("end-chat").addEventListener("click", () => (conversation ? end() : start()));
  at("composer").addEventListener("submit", write);
  chooseByBrowser();
  start();

  function chooseByBrowser() {
    const wanted = navigator.language.slice(0, 2);
    if (wanted in window.demoConversations) language.value = wanted;
  }

  function start() {
    const words = window.demoConversations[language.value];
    const name = agent.selectedOptions[0].textContent;
    document.querySelector("paldies-rating[corner]")?.close();
    conversation = `C-${1000 + Math.floor(Math.random() * 9000)}`;
    at("chat").lang = language.value;
    at("name").textContent = name;
    at("avatar").textContent = name.split(" ").map((part) => part[0]).join("");
    at("message-label").textContent = at("message").placeholder = words.write;
    at("send").textContent = words.send;
    at("log").replaceChildren();
    for (const [who, text] of words.lines) say(who, text.replace("{agent}", name.split(" ")[0]));
    show(true, words);
  }

  function end() {
    const words = window.demoConversations[language.value];
    window.paldies.ask({
      survey: "csat",
      agent: agent.value,
      conversation,
      customer: words.customer,
      language: language.value,
      attributes: { region: words.region },
    });
    conversation = "";
    say("system", words.ended);
    show(false, words);
  }

  function show(isOpen, words) {
    at("chat").classList.toggle("ended", !isOpen);
    at("state").textContent = isOpen ? words.here : words.ended;
    at("end-chat").textContent = isOpen ? words.end : words.again;
    at("message").disabled = at("send").disabled = !isOpen;
  }

  function write(event) {
    event.preventDefault();
    const text = at("message").value.trim();
    if (!text) return;
    at("message").value = "";
    say("customer", text);
    const { reply } = window.demoConversations[language.value];
    const during = conversation;
    setTimeout(() => during === conversation && say("agent", reply), 900);
  }

  function say(who, text) {
    const line = document.createElement("p");
    line.className = who;
    line.textContent = text;
    at("log").append(line);
    at("log").scrollTop = at("log").scrollHeight;
  }
})();
