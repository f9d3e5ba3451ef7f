"use strict";

// A choice is shown at once; the button is for browsers that run no script.

(() => {
  const look = document.getElementById("look");
  look.querySelector("button").hidden = true;
  look.addEventListener("change", () => look.submit());
})();
