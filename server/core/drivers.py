"""What moves the score of a survey in a period: its reasons and its attributes, as drivers.

A reason is named by its key, an attribute with a value as `region=EE`. Only ratings that were
offered a driver are compared: a reason is offered to those whose band has it, an attribute with a
value to those that have the attribute at all.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final, NamedTuple

from server.core.bands import Band
from server.core.driver_importance import MOST_DRIVERS, Importances, TooThin, importances_of
from server.core.driver_lift import Lift, Pattern, lifts_of, sides_of
from server.core.periods import Period
from server.core.rates import Rate
from server.core.scores import ENOUGH_FOR_SCORE, Score, score_of
from server.core.surveys import Survey

Offers = dict[tuple[int, Band], frozenset[str]]
"""Which reasons a version of the survey offers after a score of a band."""

MOST_VALUES: Final = 30
"""An attribute with more values tells single customers and orders apart, and not kinds of them."""

_SEED: Final = 1
"""The same ratings give the same intervals, whoever asks and however often."""


class Alike(NamedTuple):
    """How many ratings of a survey have all this in common."""

    version: int
    scale: int
    score: int
    band: Band
    reasons: frozenset[str]
    attributes: tuple[tuple[str, str], ...]
    n: int

    @property
    def drivers(self) -> frozenset[str]:
        """The drivers that these ratings name."""
        return self.reasons | {f"{key}={value}" for key, value in self.attributes}


@dataclass(frozen=True, slots=True)
class Drivers:
    """What moves the score; `whole` is the score of all ratings that were looked at.

    `performance` is the score of those that name each driver of `importances`. `one_sided` are
    reasons that were offered to good scores alone, or to none of them.
    """

    title: str
    period: Period
    whole: Score
    lifts: tuple[Lift, ...]
    importances: Importances | TooThin
    performance: Mapping[str, Score]
    one_sided: tuple[str, ...]
    labels: Mapping[str, str]


def offers_of(version: Survey) -> Offers:
    """Return which reasons a version of a survey offers."""
    reasons = version.document.reasons
    return {(version.version, band): frozenset(reasons.get(band, ())) for band in Band}


def drivers_of(survey: Survey, period: Period, given: Sequence[Alike], offers: Offers) -> Drivers:
    """Look for what moves the score of a survey; it may take seconds, so call it in a thread."""
    told = _told(given)
    offered = {name: _offered(name, told, offers) for name in _named(told)}
    one_sided = {name for name, among in offered.items() if _is_one_sided(name, among)}
    sides = {name: _sides(name, among) for name, among in offered.items() if name not in one_sided}
    importances = _importances(told, _weighed(sides, told, offers))
    shown = importances.drivers if isinstance(importances, Importances) else ()
    texts = next(iter(survey.document.texts.values()))
    return Drivers(
        title=survey.name,
        period=period,
        whole=_score(survey, told),
        lifts=lifts_of(sides),
        importances=importances,
        performance={
            one.driver: _score(survey, [each for each in told if one.driver in each.drivers])
            for one in shown
        },
        one_sided=tuple(sorted(one_sided)),
        labels={name: texts.reasons.get(name, name) for name in offered},
    )


def _told(given: Sequence[Alike]) -> list[Alike]:
    """Return the same ratings without the attributes of too many values."""
    values: defaultdict[str, set[str]] = defaultdict(set)
    for each in given:
        for key, value in each.attributes:
            values[key].add(value)
    counts = Counter[Alike]()
    for each in given:
        kept = (pair for pair in each.attributes if len(values[pair[0]]) <= MOST_VALUES)
        counts[each._replace(attributes=tuple(sorted(kept)), n=0)] += each.n
    return [each._replace(n=n) for each, n in counts.items()]


def _named(told: Iterable[Alike]) -> list[str]:
    """Return the drivers that enough ratings name to say anything of them."""
    named = Counter[str]()
    for each in told:
        for driver in each.drivers:
            named[driver] += each.n
    return sorted(driver for driver, n in named.items() if n >= ENOUGH_FOR_SCORE)


def _offered(name: str, told: Sequence[Alike], offers: Offers) -> list[Alike]:
    """Return the ratings that were offered a driver."""
    key, is_attribute, _ = name.partition("=")
    if is_attribute:
        return [each for each in told if any(key == its for its, _ in each.attributes)]
    return [each for each in told if name in offers[each.version, each.band]]


def _is_one_sided(name: str, among: Sequence[Alike]) -> bool:
    """Tell whether a reason was offered to one kind of answer alone, so that it says nothing."""
    return "=" not in name and len({each.band is Band.POSITIVE for each in among}) < 2


def _sides(name: str, among: Iterable[Alike]) -> tuple[Rate, Rate]:
    answers = Counter[Pattern]()
    for each in among:
        answers[Pattern(each.band is Band.POSITIVE, each.drivers & {name})] += each.n
    return sides_of(answers).get(name, (Rate(0, 0), Rate(0, 0)))


def _weighed(
    sides: Mapping[str, tuple[Rate, Rate]], told: Sequence[Alike], offers: Offers
) -> set[str]:
    """Return the drivers to weigh against each other: attributes, and reasons that all were offered.

    Of more than can be told apart, those with the most ratings on their smaller side.
    """
    met = {offers[each.version, each.band] for each in told}
    least = {
        name: min(rate.of for rate in pair)
        for name, pair in sides.items()
        if "=" in name or all(name in reasons for reasons in met)
    }
    known = [name for name, n in least.items() if n >= ENOUGH_FOR_SCORE]
    return set(sorted(known, key=lambda name: (-least[name], name))[:MOST_DRIVERS])


def _importances(told: Iterable[Alike], weighed: set[str]) -> Importances | TooThin:
    answers = Counter[Pattern]()
    for each in told:
        answers[Pattern(each.band is Band.POSITIVE, each.drivers & weighed)] += each.n
    return importances_of(answers, Random(_SEED))  # noqa: S311  a bootstrap, not a secret


def _score(survey: Survey, given: Sequence[Alike]) -> Score:
    distribution, bands = Counter[int](), Counter[Band]()
    for each in given:
        distribution[each.score] += each.n
        bands[each.band] += each.n
    scales = {each.scale for each in given} or {survey.scale}
    return score_of(
        survey.metric,
        distribution=distribution,
        bands=bands,
        scale=scales.pop() if len(scales) == 1 else None,
        formula=survey.formula,
    )
