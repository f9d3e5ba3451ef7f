// One quiet line above the composer that says what is wrong and goes when it is right again.

const notice = document.getElementById("notice");

export function showNotice(about, text) {
  notice.dataset.about = about;
  notice.textContent = text;
}

export function clearNotice(about) {
  if (notice.dataset.about === about) notice.textContent = "";
}
