// Moments in the reader's own time, written in Slack's patterns such as "{date_short} at {time}".

const LOCALE = "en-GB";
const DAY_MS = 24 * 60 * 60 * 1000;

const format = (options) => {
  const formatter = new Intl.DateTimeFormat(LOCALE, options);
  return (at) => formatter.format(at);
};

const short = format({ day: "numeric", month: "short", year: "numeric" });
const medium = format({ day: "numeric", month: "long", year: "numeric" });
const long = format({ weekday: "long", day: "numeric", month: "long", year: "numeric" });

const PARTS = {
  date_num: (at) => [at.getFullYear(), at.getMonth() + 1, at.getDate()].map(twoDigits).join("-"),
  date: medium,
  date_short: short,
  date_long: long,
  date_pretty: pretty(medium),
  date_short_pretty: pretty(short),
  date_long_pretty: pretty(long),
  time: format({ hour: "2-digit", minute: "2-digit" }),
  time_secs: format({ hour: "2-digit", minute: "2-digit", second: "2-digit" }),
};

export function localTimes(root) {
  for (const element of root.querySelectorAll("time[data-pattern]")) {
    const at = new Date(element.dateTime);
    element.textContent = element.dataset.pattern.replace(/\{(\w+)\}/g, (whole, part) =>
      Object.hasOwn(PARTS, part) ? PARTS[part](at) : whole,
    );
    element.title = `${long(at)}, ${PARTS.time_secs(at)}`;
  }
}

const twoDigits = (number) => String(number).padStart(2, "0");

function pretty(otherwise) {
  return (at) => {
    const days = Math.round((startOfDay(new Date()) - startOfDay(at)) / DAY_MS);
    return { "-1": "tomorrow", 0: "today", 1: "yesterday" }[days] ?? otherwise(at);
  };
}

const startOfDay = (at) => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();
