"""A question while it is read: what has been said so far, each thing once."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from server.core.bands import Band, Metric
from server.core.periods import DEFAULT_DAYS, Period, last_days
from server.core.question_known import Known, Unclear
from server.core.question_words import shown
from server.core.ratings import Source
from server.core.score_filter import By, ScoreFilter

Comparison: TypeAlias = Callable[[Period], Period]
"""Returns what a period is compared with."""

MOST_GROUPINGS: Final = 2


@dataclass(slots=True)
class Draft:
    """What was said of a question; `low` is how many low ratings were asked for."""

    known: Known
    survey: str | None = None
    metric: Metric | None = None
    period: Period | None = None
    implied: Period | None = None
    """What is asked about when no period is named: this month, if it is compared with the last."""
    comparison: Comparison | None = None
    comparing: bool = False
    """Whether "compare" was said, so that "with" means against."""
    by: list[By] = field(default_factory=list)
    narrowed: dict[str, str] = field(default_factory=dict)
    """Fields of a filter but for the attributes."""
    attributes: dict[str, str] = field(default_factory=dict)
    share: bool = False
    low: int | None = None

    def ask_about(self, word: str, *, survey: str | None, metric: Metric | None) -> None:
        if (self.survey or self.metric) and (self.survey, self.metric) != (survey, metric):
            subject = self.survey or self.metric
            raise Unclear(word, f"One survey at a time, please: {subject} or {survey or metric}?")
        self.survey, self.metric = survey, metric

    def within(self, phrase: str, period: Period) -> None:
        if self.period and self.period != period:
            reason = f"One period at a time, please: {self.period.label} or {period.label}?"
            raise Unclear(phrase, reason, f"{self.period.label} vs {period.label}")
        self.period = period

    def against(self, phrase: str, comparison: Comparison, implied: Period | None = None) -> None:
        if self.comparison:
            raise Unclear(phrase, "I can compare with one period at a time.")
        self.comparison, self.implied = comparison, implied

    def group(self, phrase: str, by: By) -> None:
        if by in self.by:
            return
        if len(self.by) == MOST_GROUPINGS:
            raise Unclear(phrase, "I can group by two things at a time, not by three.")
        self.by.append(by)

    def narrow(self, name: str, value: str) -> None:
        self._set(self.narrowed, name, value)

    def narrow_attribute(self, key: str, value: str) -> None:
        self._set(self.attributes, key, value)

    def asked_period(self) -> Period:
        default = last_days(DEFAULT_DAYS, today=self.known.today, timezone=self.known.timezone)
        return self.period or self.implied or default

    def versus(self) -> Period | None:
        if not self.comparison:
            return None
        period = self.asked_period()
        other = self.comparison(period)
        if (other.start_on, other.end_on) == (period.start_on, period.end_on):
            raise Unclear(other.label, f"That compares {period.label} with itself.", "vs previous")
        return other

    def only(self) -> ScoreFilter:
        source, band = self.narrowed.get("source"), self.narrowed.get("band")
        return ScoreFilter(
            agent=self.narrowed.get("agent"),
            team=self.narrowed.get("team"),
            source=Source(source) if source else None,
            language=self.narrowed.get("language"),
            band=Band(band) if band else None,
            attributes=dict(self.attributes),
        )

    @staticmethod
    def _set(chosen: dict[str, str], name: str, value: str) -> None:
        before = chosen.setdefault(name, value)
        if before != value:
            ends = f"{shown(before)} or {shown(value)}"
            raise Unclear(f"{name}:{shown(value)}", f"One {shown(name)} at a time, please: {ends}?")
