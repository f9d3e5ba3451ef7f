"""Themes: words and phrases that comments to low scores have and those to high scores have not, or the other way.

A comment counts once for each stem and each pair of neighbouring stems in it. Whether one is said more often on one
side than chance makes it is told by Fisher's exact test (R. A. Fisher, Statistical Methods for Research Workers, 1934),
and the many that are tried are held to a false discovery rate (Y. Benjamini, Y. Hochberg, Journal of the Royal
Statistical Society B 57, 1995): in noise alone nearly never anything is found. How strongly it belongs there is the log
odds ratio with an informative Dirichlet prior, in standard errors (B. L. Monroe, M. P. Colaresi, K. M. Quinn, Fightin'
Words, Political Analysis 16, 2008, equations 15, 16, 19 and 20), so that rare words do not come first.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise
from math import exp, lgamma, log, sqrt
from typing import Final, Literal, TypeAlias

from server.core.false_discovery import discovered

LEAST_COMMENTS: Final = 20
"""Fewer in one language say too little."""
LEAST_CUSTOMERS: Final = 3
"""A theme is what several customers speak of."""
PRIOR: Final = 10.0
"""How many comments the prior weighs."""
COVERED: Final = 0.8
"""A word is left out when a phrase with it is a theme and stands in this share of its comments."""
LONGEST_EXAMPLE: Final = 200

Stem: TypeAlias = Callable[[str], str]
Term: TypeAlias = tuple[str, ...]

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Comment:
    """What one customer wrote beside a score that was low or high."""

    rating_id: str
    customer: str
    """Tells customers apart; a rating of nobody in particular is its own."""
    text: str
    side: Literal["low", "high"]


@dataclass(frozen=True, slots=True)
class Theme:
    """A word or a phrase that belongs to one side."""

    words: str
    """As customers write it most often."""
    side: Literal["low", "high"]
    low: int
    high: int
    """How many comments to low and to high scores have it."""
    lows: int
    highs: int
    """Of how many."""
    strength: float
    """The z value of its log odds ratio; the larger, the surer."""
    example: str
    rating_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TooFew:
    """Why no themes are looked for."""

    reason: str


@dataclass(slots=True)
class Counts:
    """How many comments of each side have a term."""

    low: int = 0
    high: int = 0

    def add(self, side: Literal["low", "high"]) -> None:
        if side == "low":
            self.low += 1
        else:
            self.high += 1


@dataclass(frozen=True, slots=True)
class _Read:
    """A comment with its terms, each with the words it was written in."""

    comment: Comment
    terms: Mapping[Term, str]


def find_themes(
    comments: Sequence[Comment], stem: Stem, stop_words: AbstractSet[str]
) -> list[Theme] | TooFew:
    """Return the themes of comments in one language, the surest first; or why none are looked for."""
    sides = Counter(comment.side for comment in comments)
    if len(comments) < LEAST_COMMENTS:
        return TooFew(f"too few comments: {len(comments)}, and themes need {LEAST_COMMENTS}")
    if min(sides["low"], sides["high"]) < LEAST_CUSTOMERS:
        return TooFew("comments to low and to high scores are needed, to compare them")
    read = [_Read(comment, _terms(comment.text, stem, stop_words)) for comment in comments]
    heard = _heard(read)
    lows, highs = sides["low"], sides["high"]
    found = discovered(
        {term: fisher(counts, lows, highs) for term, counts in sorted(heard.items())}
    )
    strengths = {term: _strength(heard[term], lows, highs) for term in found}
    said = {term: [one for one in read if term in one.terms] for term in found}
    kept = [term for term in found if not _is_covered(term, said)]
    kept.sort(key=lambda term: (-abs(strengths[term]), term))
    return [_theme(term, said[term], strengths[term], sides) for term in kept]


def _terms(text: str, stem: Stem, stop_words: AbstractSet[str]) -> dict[Term, str]:
    """Return the stems and pairs of neighbouring stems of a text; a stop word or a sign between them parts them."""
    terms: dict[Term, str] = {}
    for clause in re.split(r"[.,;:!?()\n\"“”«»]+", text):
        words = list(_WORD.findall(clause))
        stems = [None if word.casefold() in stop_words else stem(word.casefold()) for word in words]
        for one, word in zip(stems, words, strict=True):
            if one and len(one) > 1:
                terms.setdefault((one,), word.lower())
        for (first, left), (second, right) in pairwise(zip(stems, words, strict=True)):
            if first and second:
                terms.setdefault((first, second), f"{left} {right}".lower())
    return terms


def _heard(read: Iterable[_Read]) -> dict[Term, Counts]:
    """Return how often each term is heard on each side, for those that several customers use."""
    heard: dict[Term, Counts] = {}
    customers: dict[Term, set[str]] = {}
    for one in read:
        for term in one.terms:
            heard.setdefault(term, Counts()).add(one.comment.side)
            customers.setdefault(term, set()).add(one.comment.customer)
    return {
        term: counts for term, counts in heard.items() if len(customers[term]) >= LEAST_CUSTOMERS
    }


def _strength(counts: Counts, lows: int, highs: int) -> float:
    """Return the z value of the log odds ratio of a term, above 0 when it belongs to low scores."""
    share = (counts.low + counts.high) / (lows + highs)
    has, lacks = PRIOR * share, PRIOR * (1 - share)

    def log_odds(having: int, of: int) -> float:
        return log((having + has) / (of - having + lacks))

    variance = sum(
        1 / (having + has) + 1 / (of - having + lacks)
        for having, of in ((counts.low, lows), (counts.high, highs))
        if of - having + lacks > 0
    )
    if share == 1:
        return 0.0
    return (log_odds(counts.low, lows) - log_odds(counts.high, highs)) / sqrt(variance)


def fisher(counts: Counts, lows: int, highs: int) -> float:
    """Return the two-sided p of Fisher's exact test: how often chance alone parts a term so unevenly or more so."""
    having = counts.low + counts.high

    def log_chance(low: int) -> float:
        return _log_choose(lows, low) + _log_choose(highs, having - low)

    possible = range(max(0, having - highs), min(lows, having) + 1)
    total = _log_choose(lows + highs, having)
    # As likely as what was seen, or less; rounding must not part equals.
    limit = log_chance(counts.low) + 1e-7
    return min(
        1.0, sum(exp(each - total) for low in possible if (each := log_chance(low)) <= limit)
    )


def _log_choose(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)


def _is_covered(term: Term, said: Mapping[Term, Sequence[_Read]]) -> bool:
    """Tell whether another theme says the same: a word's phrase, or a phrase that adds nothing to a stronger one."""
    if len(term) > 1:
        return False
    return any(
        len(other) > 1 and term[0] in other and len(said[other]) >= COVERED * len(said[term])
        for other in said
    )


def _theme(
    term: Term, read: Sequence[_Read], strength: float, sides: Mapping[Literal["low", "high"], int]
) -> Theme:
    counts = Counter(one.comment.side for one in read)
    written = Counter(one.terms[term] for one in read)
    side: Literal["low", "high"] = "low" if strength > 0 else "high"
    examples = [one.comment.text for one in read if one.comment.side == side]
    return Theme(
        words=min(written, key=lambda words: (-written[words], words)),
        side=side,
        low=counts["low"],
        high=counts["high"],
        lows=sides["low"],
        highs=sides["high"],
        strength=abs(strength),
        example=_clipped(min(examples, key=lambda text: (abs(len(text) - 80), text))),
        rating_ids=tuple(one.comment.rating_id for one in read),
    )


def _clipped(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST_EXAMPLE else f"{plain[: LONGEST_EXAMPLE - 1]}…"
