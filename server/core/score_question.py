"""The grammar of /scores: what was asked, as data. The same for Slack and the terminal."""

import html
import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Final

from server.core.bands import Metric
from server.core.periods import DEFAULT_DAYS, PERIOD_PHRASES, Period, last_days, parse_period
from server.core.score_filter import By, Grouping, ScoreFilter

# What people put around a question without meaning anything by it.
_FILLERS: Final = frozenset(
    [
        *("-", "–", "—", "/scores", "a", "all", "and", "during", "for", "from", "in", "me", "my"),
        *("of", "on", "our", "over", "please", "score", "scores", "show", "the", "what"),
    ]
)
_GROUPING: Final = frozenset({"by", "per"})
_PHRASE_STARTS: Final = frozenset({"this", "current", "last", "past", "previous"})
_LONGEST_PHRASE: Final = 3
_LONGEST_WORD: Final = 40


@dataclass(frozen=True, slots=True)
class ScoreQuestion:
    """One question. Neither survey nor metric: every survey; a metric: every survey of it."""

    period: Period
    survey: str | None = None
    metric: Metric | None = None
    by: tuple[By, ...] = ()
    only: ScoreFilter = field(default_factory=ScoreFilter)
    versus: Period | None = None
    share: bool = False


@dataclass(frozen=True, slots=True)
class Help:
    """Somebody asked how to ask."""


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """The words that stopped us, why in a sentence, and what we would have understood instead.

    They repeat what was typed: escape them where they are shown.
    """

    word: str
    reason: str
    suggestion: str | None = None


def parse(
    text: str, *, surveys: Collection[str], today: date, timezone: str
) -> ScoreQuestion | Help | NotUnderstood:
    """Read `[metric or survey] [period] [by agent]` in any order, as Slack or a shell sends it.

    A word that is the slug of a survey means that survey, even when it is a metric's name too.
    """
    words = _words_of(text)
    if text.strip() == "?" or "help" in words[:1] + words[-1:]:
        return Help()
    reader = _Reader({slug.casefold(): slug for slug in surveys}, today, timezone)
    while words:
        taken = reader.take(words)
        if isinstance(taken, NotUnderstood):
            return taken
        words = words[taken:]
    return reader.question()


@dataclass(slots=True)
class _Reader:
    """Takes words from the front of a question until none are left.

    Each `_take` method returns how many words it took, 0 when they are not for it to take.
    """

    surveys: Mapping[str, str]
    today: date
    timezone: str
    subject: str | None = None
    period: Period | None = None
    by: tuple[By, ...] = ()

    def question(self) -> ScoreQuestion:
        default = last_days(DEFAULT_DAYS, today=self.today, timezone=self.timezone)
        survey = self.surveys.get(self.subject or "")
        return ScoreQuestion(
            period=self.period or default,
            survey=survey,
            metric=Metric(self.subject) if self.subject and not survey else None,
            by=self.by,
        )

    def take(self, words: Sequence[str]) -> int | NotUnderstood:
        return (
            self._take_subject(words)
            or int(words[0] in _FILLERS)
            or self._take_period(words)
            or self._take_grouping(words)
            or self._not_understood(words)
        )

    def _take_subject(self, words: Sequence[str]) -> int | NotUnderstood:
        word = words[0]
        if word not in self.surveys and word not in set(Metric):
            return 0
        if self.subject not in {None, word}:
            reason = f"One survey at a time, please: {self.subject} or {word}?"
            return NotUnderstood(word, reason)
        self.subject = word
        return 1

    def _take_period(self, words: Sequence[str]) -> int | NotUnderstood:
        for count in range(min(_LONGEST_PHRASE, len(words)), 0, -1):
            phrase = " ".join(words[:count])
            period = parse_period(phrase, today=self.today, timezone=self.timezone)
            if not period:
                continue
            if self.period not in {None, period}:
                reason = f"One period at a time, please: {self.period.label} or {period.label}?"
                return NotUnderstood(phrase, reason)
            self.period = period
            return count
        return 0

    def _take_grouping(self, words: Sequence[str]) -> int | NotUnderstood:
        if words[0] not in _GROUPING:
            return 0
        if len(words) == 1:
            return NotUnderstood(words[0], "By what? I can group by agent.", "by agent")
        if words[1] not in {"agent", "agents"}:
            phrase = " ".join(words[:2])
            return NotUnderstood(
                phrase, f"I can group by agent, not {_quoted(phrase)}.", "by agent"
            )
        self.by = (Grouping.AGENT,)
        return 2

    def _not_understood(self, words: Sequence[str]) -> NotUnderstood:
        phrase = " ".join(words[: _phrase_length(words)])
        if phrase.startswith("@"):
            reason = f"I cannot tell {phrase} from the others yet, but I can group by agent."
            return NotUnderstood(phrase, reason, "by agent")
        known = (*self.surveys, *Metric, *PERIOD_PHRASES, "by agent", "help")
        nearest = next(iter(get_close_matches(phrase, known, n=1)), None)
        suggestion = self.surveys.get(nearest, nearest) if nearest else None
        return NotUnderstood(phrase, f"I do not know {_quoted(phrase)}.", suggestion)


def _words_of(text: str) -> list[str]:
    """Split a question into bare lower-case words, none longer than anyone would type."""
    plain = html.unescape(re.sub(r"<([@#]?)([^<>|]*)(?:\|([^<>]*))?>", _label_of, text))
    seen = "".join(" " if unicodedata.category(char)[0] == "C" else char for char in plain)
    folded = unicodedata.normalize("NFKC", seen).casefold()
    # A phone turns ".." and "-" between two dates into other signs and puts spaces around them.
    joined = re.sub(r"(?<=\d)\s*(?:\.{2,3}|–|—)\s*(?=\d)", "..", folded)
    words = (word.strip(",;:!?.\"'“”‘’`*()")[:_LONGEST_WORD] for word in joined.split())
    return [word for word in words if word]


def _label_of(reference: re.Match[str]) -> str:
    """Return what a person sees of Slack's `<@U024|mari>`: `@mari`."""
    sigil, target, label = reference.groups()
    return sigil + (label or target)


def _phrase_length(words: Sequence[str]) -> int:
    """Return how many words belong together in what was meant, most likely, as a period."""
    count = 1
    while count < min(_LONGEST_PHRASE, len(words)) and _expects_more(words[count - 1]):
        count += 1
    return count


def _expects_more(word: str) -> bool:
    return word in _PHRASE_STARTS or word.isdigit()


def _quoted(phrase: str) -> str:
    return f"“{phrase}”"
