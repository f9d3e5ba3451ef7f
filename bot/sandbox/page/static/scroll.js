// Stays at the newest message while the reader is there, and never pulls away one who reads back.

const NEAR_PX = 80;
const scroll = document.getElementById("scroll");
const newer = document.getElementById("newer");

// Where the reader was before the room changed; by the time a resize is told, it is too late to ask.
let follows = true;

newer.addEventListener("click", toNewest);
scroll.addEventListener("scroll", noteReader, { passive: true });
// A keyboard on the screen, or a turned phone, leaves less room: the newest message stays in it.
// So it does when a picture comes that takes more room than was kept for it.
const room = new ResizeObserver(() => follows && toNewest());
room.observe(scroll);
room.observe(document.getElementById("messages"));

export function toNewest() {
  scroll.scrollTop = scroll.scrollHeight;
  follows = true;
  newer.hidden = true;
}

// A change tells whether it brought a new message at the end; one in a thread further up is none.
export function keepPlace(change) {
  const stays = isAtNewest();
  const isNewer = change();
  if (stays) toNewest();
  else if (isNewer) newer.hidden = false;
}

function noteReader() {
  follows = isAtNewest();
  if (follows) newer.hidden = true;
}

function isAtNewest() {
  return scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR_PX;
}
