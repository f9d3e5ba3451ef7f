"""The periods of a question: the one asked about, and the one it is compared with."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Final

from server.core.calendar_phrase import names_year, read_calendar
from server.core.period_phrase import parse_period
from server.core.periods import Period, last_days
from server.core.question_draft import Draft
from server.core.question_known import Known, Unclear
from server.core.question_words import Word, quoted, shown

_VERSUS: Final = frozenset({"vs", "versus", "v", "against", "compared"})
_COMPARE: Final = frozenset({"compare", "comparing", "comparison"})
_JOINS: Final = frozenset({"to", "with", "the", "a"})
_LONGEST: Final = 9
_PREVIOUS: Final = frozenset(
    [
        *("previous", "previous period", "previous one", "prior", "prior period", "before"),
        *("period before", "one before", "last period", "last"),
    ]
)
_YEAR_BEFORE: Final = frozenset(
    [
        *("same period last year", "same period of last year", "same period previous year"),
        *("same period a year ago", "same period the year before", "same time last year"),
        *("year before", "year ago", "year earlier", "year over year", "yoy"),
    ]
)
_YEAR_BEFORE_STARTS: Final = frozenset({"same", "yoy", "year"})
_LAST_YEAR: Final = frozenset(
    {"last year", "previous year", "past year", "prev year", "prior year"}
)
_JUST_BEFORE: Final = ("previous ", "prev ", "prior ")
_THIS_OF_LAST: Final = frozenset({"week", "month", "quarter", "half", "year"})


def take_period(draft: Draft, words: Sequence[Word]) -> int:
    """Take the longest phrase in front that names a period."""
    known = draft.known
    _refuse_ambiguous(words[0].typed)
    for count, phrase in _phrases(words):
        if period := parse_period(phrase, today=known.today, timezone=known.timezone):
            draft.within(phrase, period)
            return count
    return 0


def take_comparison(draft: Draft, words: Sequence[Word]) -> int:
    """Take `vs last month` and the like, and `same period last year` without it."""
    word = words[0].said
    if word in _COMPARE:
        draft.comparing = True
        return 1
    if word in _VERSUS or (draft.comparing and word in {"with", "to", "and"}):
        return _take_versus(draft, words) or _refuse_versus(words)
    for count, phrase in _phrases(words) if word in _YEAR_BEFORE_STARTS else ():
        if phrase in _YEAR_BEFORE:
            draft.against(phrase, Period.year_before)
            return count
    return 0


def _take_versus(draft: Draft, words: Sequence[Word]) -> int:
    start = 1
    while start < len(words) and words[start].said in _JOINS:
        start += 1
    for count, phrase in _phrases(words[start:]):
        if _compare(draft, phrase):
            return start + count
    return 0


def _refuse_versus(words: Sequence[Word]) -> int:
    """Blame what is to be compared with; "and" in what is compared may be no more than that."""
    if words[0].said not in _VERSUS:
        return 0
    told = shown(" ".join(word.typed for word in words[:3]))
    reason = f"I do not know what to compare with in {quoted(told)}."
    raise Unclear(told, reason, "vs previous")


def _phrases(words: Sequence[Word]) -> list[tuple[int, str]]:
    """Return every phrase in front, the longest first, with the number of its words."""
    counts = range(min(_LONGEST, len(words)), 0, -1)
    return [(count, " ".join(word.said for word in words[:count])) for count in counts]


def _compare(draft: Draft, phrase: str) -> bool:
    """Compare with what a phrase names; False when it names nothing."""
    known = draft.known
    if phrase in _PREVIOUS:
        draft.against(phrase, Period.previous)
    elif phrase in _YEAR_BEFORE:
        draft.against(phrase, Period.year_before)
    elif phrase in {"baseline", "base line"}:
        draft.against(phrase, partial(_baseline, draft))
    elif period := parse_period(phrase, today=known.today, timezone=known.timezone):
        _compare_with(draft, phrase, period)
    else:
        return False
    return True


def _refuse_ambiguous(date: str) -> None:
    if re.fullmatch(r"\d{1,2}/\d{1,2}/\d{4}", date, re.ASCII):
        day, month, year = date.split("/")
        reason = (
            f"{date} is one day in Europe and another in America; I read 1.6.2026 or 2026-06-01."
        )
        raise Unclear(date, reason, f"{day}.{month}.{year}")


def _baseline(draft: Draft, _: Period) -> Period:
    """Return the baseline of the survey that the whole question names, or the only one there is."""
    baselines = draft.known.baselines
    if draft.survey:
        baselines = {slug: baselines[slug] for slug in baselines if slug == draft.survey}
    found = set(baselines.values())
    if len(found) > 1:
        raise Unclear("baseline", "Each survey has a baseline of its own: name one of them.")
    period = found.pop() if found else None
    if period is not None:
        return period
    if baselines:
        reason = "The baseline is a known figure, with which every score is compared already."
        raise Unclear("baseline", reason, draft.survey)
    raise Unclear("baseline", "No baseline has been set to compare with.", "vs last year")


def _just_before(counted: Period, asked: Period) -> Period:
    """Return the previous 30 days, which in a comparison are those before what is asked about."""
    if counted.days == asked.days:
        return asked.previous()
    last_on = asked.start_on - timedelta(days=1)
    before = last_days(counted.days, today=last_on, timezone=asked.timezone)
    return replace(before, label=before.dates)


def _compare_with(draft: Draft, phrase: str, period: Period) -> None:
    if phrase.startswith(_JUST_BEFORE) and period.last_on == draft.known.today:
        draft.against(phrase, partial(_just_before, period), period)
    else:
        meant = partial(_meant, draft.known, phrase, period)
        draft.against(phrase, meant, _implied(draft.known, phrase))


def _meant(known: Known, phrase: str, period: Period, asked: Period) -> Period:
    """Return what a phrase means beside the period asked about: "Q2 2025 vs Q1" is that of 2025."""
    if phrase in _LAST_YEAR and asked.months != 12:
        return asked.year_before()
    if names_year(phrase):
        return period
    until = min(known.today, asked.last_on.replace(month=12, day=31))
    return read_calendar(phrase, until=until, timezone=known.timezone) or period


def _implied(known: Known, phrase: str) -> Period | None:
    """Return this month where somebody compares with the last one and names no other."""
    if phrase == "yesterday":
        return parse_period("today", today=known.today, timezone=known.timezone)
    before, _, unit = phrase.partition(" ")
    if unit not in _THIS_OF_LAST or before not in {"last", "previous", "past", "prev", "prior"}:
        return None
    return parse_period(f"this {unit}", today=known.today, timezone=known.timezone)
