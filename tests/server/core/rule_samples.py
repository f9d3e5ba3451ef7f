"""Rules and facts for tests, and what hypothesis may make of them."""

from typing import TypeVar

from hypothesis import strategies as st
from msgspec.structs import replace

from server.core.agents import Agent
from server.core.bands import Band, Metric
from server.core.ratings import Source, State
from server.core.rule_text import Known
from server.core.rule_times import Every
from server.core.rules import (
    DigestTime,
    Filter,
    Manner,
    QuietHours,
    RatingFacts,
    Rule,
    Threads,
    Trigger,
)

AGENTS = [
    Agent("mari", "Mari Tamm", "mari@kadaka.example", "chat", "U0MARI"),
    Agent("Jüri", "Jüri"),
]
KNOWN = Known(
    surveys=["csat", "ces", "nps", "After Sale"],
    agents=Known.names_of(AGENTS),
)

T = TypeVar("T")

given = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
times = st.tuples(st.integers(0, 23), st.integers(0, 59)).map(lambda at: f"{at[0]:02}:{at[1]:02}")


def maybe(strategy: st.SearchStrategy[T]) -> st.SearchStrategy[T | None]:
    return st.none() | strategy


@st.composite
def filters(draw: st.DrawFn) -> Filter:
    low = draw(maybe(st.integers(0, 10)))
    high = draw(maybe(st.integers(low or 0, 10)))
    return Filter(
        survey=draw(maybe(st.sampled_from(list(KNOWN.surveys)))),
        metric=draw(maybe(st.sampled_from(Metric))),
        band=draw(maybe(st.sampled_from(Band))),
        score_min=low,
        score_max=high,
        agent=draw(maybe(st.sampled_from([agent.key for agent in AGENTS]))),
        team=draw(maybe(given)),
        source=draw(maybe(st.sampled_from(Source))),
        language=draw(maybe(st.sampled_from(["et", "pt-BR"]))),
        attributes=draw(st.dictionaries(given, given, max_size=3)),
        has_comment=draw(st.booleans()),
        text=draw(maybe(given)),
    )


@st.composite
def manners(draw: st.DrawFn) -> Manner:
    begins, ends = draw(st.lists(times, min_size=2, max_size=2, unique=True))
    zone = draw(st.sampled_from([None, "Europe/Riga"]))
    digest = DigestTime(draw(st.sampled_from(Every)), draw(times))
    return Manner(
        digest=draw(st.sampled_from([None, digest])),
        quiet=draw(st.sampled_from([None, QuietHours(begins, ends, zone)])),
        mention=draw(st.booleans()),
        threads=draw(st.sampled_from(Threads)),
    )


rules = st.builds(
    Rule,
    id=st.just("r1"),
    destination=st.just("slack:C1"),
    trigger=st.sampled_from(Trigger),
    filter=filters(),
    manner=manners(),
)


USUAL = RatingFacts(
    survey="csat",
    metric=Metric.CSAT,
    band=Band.POSITIVE,
    score=5,
    state=State.COUNTED,
    source=Source.WIDGET,
    language="en",
)


def facts(**given: object) -> RatingFacts:
    """Return a counted 5 of csat from the widget, with what is given changed."""
    return replace(USUAL, **given)
