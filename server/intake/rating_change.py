"""Changes a rating while its giver may: a comment, reasons, answers, another score."""

from aiohttp import web

from server.core.edit_tokens import BadTokenError, ExpiredTokenError
from server.core.problems import Problem, bad_field
from server.core.ratings import Rating, Recorded, Revision
from server.core.surveys import Survey
from server.intake.rating_body import RevisionBody, check_score, said
from server.keys import CATALOGUE, CLOCK, DATABASE, TOKENS, WORKER
from server.store import ratings, surveys


async def change_rating(
    app: web.Application, rating_id: str, body: RevisionBody
) -> tuple[Recorded, Survey]:
    """Change what is named in the body and leave the rest.

    Returns the rating as it is now, and its survey in the version that it answered. Raises `Problem`.
    """
    now = app[CLOCK]()
    _check_token(app, body.edit_token, rating_id, now)
    rating = await app[DATABASE].read(ratings.by_id, rating_id)
    if rating is None:
        raise _unknown()
    survey = await answered_survey(app, rating)
    change = _revision(body, rating, survey, now)
    recorded = await app[DATABASE].write(ratings.revise, change)
    if recorded is None:
        raise _unknown()
    app[WORKER].wake([ratings.ROUTES])
    return recorded, survey


async def answered_survey(app: web.Application, rating: Rating) -> Survey:
    """Return the survey in the version that the rating answered."""
    current = app[CATALOGUE].survey(rating.survey)
    if current is not None and current.version == rating.survey_version:
        return current
    return await app[DATABASE].read(surveys.version, rating.survey_id, rating.survey_version)


def _check_token(app: web.Application, token: str, rating_id: str, now: int) -> None:
    try:
        app[TOKENS].check(token, rating_id, now)
    except BadTokenError:
        raise bad_field("edit_token", "does not belong to this rating") from None
    except ExpiredTokenError:
        raise Problem(
            409, "Expired", "the time to change this rating is over", field="edit_token"
        ) from None


def _revision(body: RevisionBody, rating: Rating, survey: Survey, now: int) -> Revision:
    if body.score is not None:
        check_score(body.score, survey)
    return Revision(
        rating_id=rating.id,
        changed_at=now,
        said=said(body, survey),
        score=body.score,
        band=None if body.score is None else survey.bands[body.score],
    )


def _unknown() -> Problem:
    return Problem(404, "Unknown rating", "there is no such rating")
