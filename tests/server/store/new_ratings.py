"""Makes ratings for the store's tests."""

from msgspec.structs import replace

from server.core.ratings import Evidence, NewRating, Source, State
from server.core.surveys import Survey
from server.store.ids import new_id

DAY_MS = 86_400_000


def new_rating(survey: Survey, score: int, now: int, **changes: object) -> NewRating:
    """Return a counted rating of `survey`, changed as said."""
    rating = NewRating(
        id=new_id(),
        survey_id=survey.id,
        survey_version=survey.version,
        scale=survey.scale,
        score=score,
        band=survey.bands[score],
        state=State.COUNTED,
        source=Source.WIDGET,
        language="en",
        evidence=Evidence(2, "clicked in the widget"),
        rated_on="2026-11-22",
        created_at=now,
        rerate_since=now - DAY_MS,
    )
    return replace(rating, **changes)
