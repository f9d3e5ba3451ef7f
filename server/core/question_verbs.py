"""What a question may begin with when it is none: `find refund`, `mute 2h`, `subscribe …`."""

import re
from datetime import date, timedelta
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
_LONGEST_HOURS: Final = 24 * 366


class Verb(NamedTuple):
    """A verb, and what follows it."""

    name: str
    rest: str


class Pause(NamedTuple):
    """For how many hours, or up to which day; neither is for good."""

    hours: float | None = None
    until_on: date | None = None


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


def search_of(rest: str) -> tuple[str, str]:
    """Split what follows `find` into the text to find, and the words of a question behind quotes."""
    if match := re.fullmatch(r'"([^"]*)"(.*)', rest):
        return match[1].strip(), match[2]
    return rest.replace('"', "").strip(), ""


def pause_of(rest: str, known: Known) -> Pause:
    """Read `2h`, `30 minutes`, `for 3 days`, `until monday`, or nothing, which is for good."""
    phrase = re.sub(r"^(?:for|it|all) ", "", rest.casefold())
    if not phrase:
        return Pause()
    if match := re.fullmatch(rf"(\d{{1,4}}|an?|one) ?({_UNITS})", phrase, re.ASCII):
        count = int(match[1]) if match[1].isdigit() else 1
        hours = count * _HOURS[match[2][0]]
        if 0 < hours <= _LONGEST_HOURS:
            return Pause(hours=hours)
    if until_on := _until(re.sub(r"^(?:until|till|to) ", "", phrase), known):
        return Pause(until_on=until_on)
    reason = f"I do not know how long {quoted(rest)} is."
    raise Unclear(shown(f"mute {rest}"), reason, "mute 2h")


def _until(phrase: str, known: Known) -> date | None:
    """Return the day on which a silence ends: the next Monday, not the last one."""
    if phrase in {"today", "tomorrow"}:
        return known.today + timedelta(days=1)
    weekday = len(phrase) >= 3 and any(name.startswith(phrase) for name in WEEKDAYS)
    ahead = timedelta(days=7 if weekday else 365)
    named = read_calendar(phrase, until=known.today + ahead, timezone=known.timezone)
    return named.start_on if named and named.start_on > known.today else None
