"""What a question may begin with when it is none: `find refund`, `mute 2h`, `subscribe …`."""

import re
from datetime import date, time, timedelta
from types import MappingProxyType
from typing import Final, NamedTuple

from server.core.calendar_phrase import WEEKDAYS, read_calendar
from server.core.question_known import Known, Unclear
from server.core.question_words import quoted, shown

VERBS: Final = (
    "help",
    "low",
    "find",
    "status",
    "mute",
    "unmute",
    "rules",
    "subscribe",
    "unsubscribe",
)
"""As they are listed; `low` and `share` may stand anywhere."""

_SYNONYMS: Final = MappingProxyType(
    {"search": "find", "rule": "rules", "unsub": "unsubscribe", "sub": "subscribe", "quiet": "mute"}
    | {"silence": "mute", "unsilence": "unmute", "--help": "help", "-h": "help", "?": "help"}
)
_WORDS: Final = frozenset({*VERBS, *_SYNONYMS} - {"low"})
_BEGINNING: Final = re.compile(
    r"\s*+(?:(?:/scores|please|show|list|me|the|our|my)\s++)*+[“\"'`*]?([/\w?-]++)[”\"'`*:,.!]*+\s*+(.*)",
    re.DOTALL,
)
_HOURS: Final = MappingProxyType({"m": 1 / 60, "h": 1, "d": 24, "w": 168})
_UNITS: Final = "m|min|mins|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?"
LONGEST_DAYS: Final = 30
"""Of a silence: nobody should find out next year that a channel was silent."""


class Verb(NamedTuple):
    """A verb, and what follows it."""

    name: str
    rest: str


class Pause(NamedTuple):
    """For how many hours, or up to which day or time of day; without a day, the next such time."""

    hours: float | None = None
    until_on: date | None = None
    until_at: time | None = None


def verb_of(text: str) -> Verb | None:
    """Return the verb that a text begins with, if any."""
    if not (match := _BEGINNING.fullmatch(text)):
        return None
    word = match[1].casefold()
    return Verb(_SYNONYMS.get(word, word), match[2].strip()) if word in _WORDS else None


def help_topic(line: str) -> str | None:
    """Return the verb that somebody asks about in `help low` or `low help`."""
    words = (
        _SYNONYMS.get(word.strip('"?!.'), word.strip('"?!.')) for word in line.casefold().split()
    )
    return next((word for word in words if word in VERBS and word != "help"), None)


def test_of(rest: str) -> str | None:
    """Return what follows `rules test`; None where nothing is to be tested."""
    match = re.fullmatch(r"(?:test|try)\b\s*(.*)", rest, re.DOTALL | re.IGNORECASE)
    return match[1] if match else None


def search_of(rest: str) -> tuple[str, str]:
    """Split what follows `find` into the text to find, and the words of a question behind quotes."""
    if match := re.fullmatch(r'"([^"]*)"(.*)', rest):
        return match[1].strip(), match[2]
    return rest.replace('"', "").strip(), ""


def pause_of(rest: str, known: Known) -> Pause | None:
    """Read `2h`, `30 minutes`, `for 3 days`, `until 18:00`, `until monday`; None for `off`."""
    phrase = re.sub(r"^(?:for|it|all) ", "", rest.casefold().strip("?!. "))
    if phrase == "off":
        return None
    if match := re.fullmatch(rf"(\d{{1,4}}|an?|one) ?({_UNITS})", phrase, re.ASCII):
        count = int(match[1]) if match[1].isdigit() else 1
        hours = count * _HOURS[match[2][0]]
        if 0 < hours <= LONGEST_DAYS * 24:
            return Pause(hours=hours)
        reason = f"A silence has an end, at most {LONGEST_DAYS} days away."
        raise Unclear(shown(f"mute {rest}"), reason, "mute 3 days")
    end = re.sub(r"^(?:until|till|to) ", "", phrase)
    if found := _time_of_day(end, known) or _until(end, known):
        return found
    reason = f"I do not know how long {quoted(rest)} is; a silence has an end."
    raise Unclear(shown(f"mute {rest}"), reason, "mute 2h")


def _time_of_day(phrase: str, known: Known) -> Pause | None:
    """Read `18:00`, `9` or `tomorrow 9:30`."""
    match = re.fullmatch(r"(?:(tomorrow)(?: at)? )?(\d{1,2})(?:[:.](\d\d))?", phrase, re.ASCII)
    if match is None or int(match[2]) > 23 or int(match[3] or 0) > 59:
        return None
    at = time(int(match[2]), int(match[3] or 0))
    return Pause(until_on=known.today + timedelta(days=1) if match[1] else None, until_at=at)


def _until(phrase: str, known: Known) -> Pause | None:
    """Read the day on which a silence ends: the next Monday, not the last one."""
    if phrase in {"today", "tomorrow"}:
        return Pause(until_on=known.today + timedelta(days=1))
    weekday = len(phrase) >= 3 and any(name.startswith(phrase) for name in WEEKDAYS)
    ahead = timedelta(days=7 if weekday else LONGEST_DAYS)
    named = read_calendar(phrase, until=known.today + ahead, timezone=known.timezone)
    is_ahead = named is not None and named.start_on > known.today
    return Pause(until_on=named.start_on) if named and is_ahead else None
