"""A rating for cards to show."""

from dataclasses import replace

from server.core.bands import Band, Metric
from server.core.ratings import Customer, Evidence, Rating, Source, State


def rating(**given: object) -> Rating:
    """Return a good rating of Mari's; anything may be given."""
    return replace(_RATING, **given)  # type: ignore[arg-type]  # fields by name


_RATING = Rating(
    id="0198c0de-0000-7000-8000-000000000001",
    survey="csat",
    survey_id="0198c0de-0000-7000-8000-000000000002",
    survey_version=1,
    survey_name="Satisfaction with support",
    metric=Metric.CSAT,
    scale=5,
    score=4,
    band=Band.POSITIVE,
    state=State.COUNTED,
    agent_key="mari",
    agent_name="Mari Tamm",
    team=None,
    conversation="C-1042",
    customer=Customer("7", "jaan@example.com", "Jaan Kask"),
    source=Source.WIDGET,
    language="et",
    comment=None,
    reasons=(),
    answers={},
    attributes={},
    evidence=Evidence(2, "a click in the widget"),
    revision=1,
    rated_on="2026-11-22",
    created_at=1_795_336_200_000,
    updated_at=1_795_336_200_000,
)
