"""Reads the words of a question from the front until none are left, in whatever order they come.

Each reader takes the words that are for it and returns how many, 0 when none are. A new kind of
phrase is one more reader in `_READERS`, in a file of its own.
"""

import re
from collections.abc import Callable, Sequence
from typing import Final

from server.core.period_phrase import PERIOD_PHRASES, PERIOD_STARTS
from server.core.question_draft import Draft
from server.core.question_filters import BANDS, LANGUAGES, METRICS, take_filter, take_name
from server.core.question_groups import GROUPINGS, take_grouping
from server.core.question_known import Known, Unclear, nearest
from server.core.question_periods import take_comparison, take_period
from server.core.question_verbs import VERBS
from server.core.question_words import Word, in_quotes, quoted, shown, words_of
from server.core.ratings import Source
from server.core.score_filter import Grouping

DEFAULT_LOW: Final = 10
MOST_LOW: Final = 50

_MOST_WORDS: Final = 100
_LONGEST_PHRASE: Final = 3
_SHARE: Final = frozenset({"share", "shared", "publicly", "publish"})
_LOW: Final = frozenset({"low", "lows", "lowest", "worst"})
# What people put around a question without meaning anything by it.
_FILLERS: Final = frozenset(
    [
        *("-", "..", ",", "&", "/scores", "a", "all", "an", "and", "answers", "are", "broken"),
        *("chart", "customers", "did", "do", "does", "down", "during", "feedback", "for", "get"),
        *("give", "group", "grouped", "have", "how", "i", "in", "is", "just", "me", "my", "of"),
        *("on", "only", "our", "over", "paldies", "please", "rating", "ratings", "results"),
        *("score", "scores", "see", "show", "split", "tell", "the", "to", "trend", "us", "was"),
        *("we", "were", "what", "what's", "with", "within"),
    ]
)


def read_question(line: str, known: Known) -> Draft:
    """Return what a line says (see `question_words.spoken`); raise Unclear where it says nothing."""
    words = words_of(line)
    if len(words) > _MOST_WORDS:
        reason = "That is a long question; a few words are enough."
        raise Unclear(shown(words[0].typed), reason, "csat last week by agent")
    draft = Draft(known)
    while words:
        taken = next(filter(None, (take(draft, words) for take in _READERS)), 0)
        if not taken:
            raise _not_understood(draft, words)
        words = words[taken:]
    return draft


def _take_subject(draft: Draft, words: Sequence[Word]) -> int:
    word = words[0].said
    survey = draft.known.surveys.get(word)
    metric = METRICS.get(word) if survey is None else None
    if survey is None and metric is None:
        return 0
    draft.ask_about(word, survey=survey, metric=metric)
    return 1


def _take_filler(_draft: Draft, words: Sequence[Word]) -> int:
    return int(words[0].said in _FILLERS)


def _take_from(_draft: Draft, words: Sequence[Word]) -> int:
    return int(words[0].said == "from")


def _take_share(draft: Draft, words: Sequence[Word]) -> int:
    if words[0].said not in _SHARE:
        return 0
    draft.share = True
    return 1


def _take_low(draft: Draft, words: Sequence[Word]) -> int:
    """Take `low` or `low 5`, but of `low 7 days` only the first word."""
    if words[0].said not in _LOW:
        return 0
    draft.low = DEFAULT_LOW
    number = words[1].said if len(words) > 1 else ""
    if not (number.isascii() and number.isdecimal()) or take_period(Draft(draft.known), words[1:]):
        return 1
    if len(number) > 3 or not 1 <= int(number) <= MOST_LOW:
        reason = f"I can show from 1 to {MOST_LOW} low ratings, not {shown(number)}."
        raise Unclear(f"low {shown(number)}", reason, f"low {DEFAULT_LOW}")
    draft.low = int(number)
    return 2


_READERS: Final[tuple[Callable[[Draft, Sequence[Word]], int], ...]] = (
    *(_take_subject, take_comparison, _take_filler, take_period, take_grouping),
    *(take_filter, _take_share, _take_low, _take_from, take_name),
)


def _not_understood(draft: Draft, words: Sequence[Word]) -> Unclear:
    phrase = shown(" ".join(word.typed for word in words[: _phrase_length(words)]))
    return Unclear(phrase, f"I do not know {quoted(phrase)}.", _meant(draft, words[0].said, phrase))


def _meant(draft: Draft, word: str, phrase: str) -> str | None:
    known = draft.known
    if grouping := GROUPINGS.get(word):
        return f"by {grouping}"
    if word in set(Source):
        return f"source:{word}"
    if re.fullmatch(r"((last|past) )?\d+ ?h(rs?|ours?)?", phrase, re.ASCII | re.IGNORECASE):
        return "today"
    phrases = _phrases(known)
    if near := nearest(phrase.casefold(), phrases) or nearest(word, _names(known)):
        return phrases[near]
    # "By region and product": perhaps another attribute.
    return f"by {word}" if draft.by and known.attributes is None and word.isalpha() else None


def _phrases(known: Known) -> dict[str, str]:
    """Return what may be said, in lower case, and how it is written."""
    phrases = (
        *(*METRICS, *PERIOD_PHRASES, *VERBS, *BANDS, *LANGUAGES),
        *(f"by {grouping}" for grouping in Grouping),
        *("vs previous", "vs last month", "vs last year", "share", "weekly", "monthly"),
    )
    return {**_names(known), **{phrase: phrase for phrase in phrases}, **known.surveys}


def _names(known: Known) -> dict[str, str]:
    teams = {said: f"team:{in_quotes(team)}" for said, team in (known.teams or {}).items()}
    agents = {said: f"agent:{in_quotes(key)}" for said, key in (known.agents or {}).items()}
    return teams | agents


def _phrase_length(words: Sequence[Word]) -> int:
    """Return how many words belong together in what was meant, most likely, as a period."""
    count = 1
    while count < min(_LONGEST_PHRASE, len(words)) and _expects_more(words[count - 1].said):
        count += 1
    return count


def _expects_more(word: str) -> bool:
    return word in PERIOD_STARTS or word.isdigit()
