"""By what a question groups: `by team by month`, `per agent and region`, `weekly`."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import Final

from server.core.question_draft import Draft
from server.core.question_known import Known, Unclear, nearest, said
from server.core.question_words import Word, quoted, shown
from server.core.score_filter import Attribute, By, Grouping

_BY: Final = frozenset({"by", "per"})
_AND: Final = frozenset({",", "and", "then", "&", "+", "x"})
_ADVERBS: Final = MappingProxyType(
    {
        "hourly": Grouping.HOUR,
        "daily": Grouping.DAY,
        "weekly": Grouping.WEEK,
        "monthly": Grouping.MONTH,
    }
)
GROUPINGS: Final = MappingProxyType(
    {grouping.value: grouping for grouping in Grouping}
    | {f"{grouping}s": grouping for grouping in Grouping}
    | dict.fromkeys(["person", "people", "colleague", "rep", "who"], Grouping.AGENT)
    | {"group": Grouping.TEAM, "question": Grouping.SURVEY, "channel": Grouping.SOURCE}
    | {"lang": Grouping.LANGUAGE, "date": Grouping.DAY}
)
_NO_GROUPINGS: Final = MappingProxyType(
    {"quarter": "month", "half": "month", "year": "month", "weekday": "day", "metric": "survey"}
    | dict.fromkeys(["band", "score", "customer", "the", "and"], "agent")
)
"""What people may try that is no attribute, and what is nearest to it."""

_OF_DAY: Final = frozenset({"of", "the", "day"})


def take_grouping(draft: Draft, words: Sequence[Word]) -> int:
    """Take `by` and what follows it, or a word such as `monthly`."""
    if adverb := _ADVERBS.get(words[0].said):
        draft.group(words[0].said, adverb)
        return 1
    if words[0].said not in _BY:
        return 0
    if len(words) == 1:
        raise Unclear(words[0].typed, f"By what? I can group by {_known(draft.known)}.", "by agent")
    phrase = f"{words[0].typed} {words[1].typed}"
    draft.group(phrase, _grouping(draft.known, words[1], phrase))
    taken = 2 + _of_day(words[1:])
    return taken + _more(draft, words[taken:])


def _more(draft: Draft, words: Sequence[Word]) -> int:
    """Take `and team`, where that can be nothing else."""
    if len(words) < 2 or words[0].said not in _AND:
        return 0
    found = _named(draft.known, words[1])
    if found is None:
        return 0
    draft.group(" ".join(word.typed for word in words[:2]), found)
    taken = 2 + _of_day(words[1:])
    return taken + _more(draft, words[taken:])


def _of_day(words: Sequence[Word]) -> int:
    """Count what follows `hour` in `by hour of the day`."""
    if GROUPINGS.get(words[0].said) is not Grouping.HOUR or len(words) < 2:
        return 0
    if words[1].said != "of":
        return 0
    return next(
        (at for at, word in enumerate(words[1:]) if word.said not in _OF_DAY), len(words) - 1
    )


def _named(known: Known, word: Word) -> By | None:
    if word.key:
        return Attribute(word.value) if said(word.key) in {"attribute", "attr"} else None
    if grouping := GROUPINGS.get(word.said):
        return grouping
    key = (known.attributes or {}).get(word.said)
    return Attribute(key) if key else None


def _grouping(known: Known, word: Word, phrase: str) -> By:
    if found := _named(known, word):
        return found
    names = (*GROUPINGS, *(known.attributes or ()))
    near = nearest(word.said, names, cutoff=0.8 if known.attributes is None else 0.6)
    if known.attributes is None and not near and _may_be_attribute(word):
        return Attribute(word.typed)
    reason = f"I can group by {_known(known)}, not {quoted(phrase)}."
    raise Unclear(shown(phrase), reason, f"by {near or _NO_GROUPINGS.get(word.said, 'agent')}")


def _may_be_attribute(word: Word) -> bool:
    return not word.key and word.said[0].isalpha() and word.said not in _NO_GROUPINGS


def _known(known: Known) -> str:
    attributes = [shown(key) for key in (known.attributes or {}).values()][:5]
    names = [*Grouping, *(attributes or ["an attribute"])]
    return f"{', '.join(names[:-1])} or {names[-1]}"
