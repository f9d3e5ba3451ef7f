"""`POST /api/v1/ratings/{id}`: the customer adds a comment or reasons, or changes the score."""

from aiohttp import web

from server.api.body import read_body
from server.api.rating_answer import rating_answer
from server.api.rating_body import REVISION, RevisionBody, check_score, said
from server.core.edit_tokens import BadTokenError, ExpiredTokenError
from server.core.problems import Problem, bad_field
from server.core.ratings import Rating, Revision
from server.core.surveys import Survey
from server.keys import CATALOGUE, CLOCK, DATABASE, RULES, TOKENS, WORKER
from server.store import ratings, surveys


async def rating_revise(request: web.Request) -> web.Response:
    """Change what is named in the body and leave the rest."""
    app = request.app
    body = await read_body(request, REVISION)
    rating_id = request.match_info["id"]
    now = app[CLOCK]()
    _check_token(app, body.edit_token, rating_id, now)
    rating = await app[DATABASE].read(ratings.by_id, rating_id)
    if rating is None:
        raise Problem(404, "Unknown rating", "there is no such rating")
    survey = await _answered(app, rating)
    change = _revision(body, rating, survey, now, app)
    recorded = await app[DATABASE].write(ratings.revise, change)
    if recorded is None:
        raise Problem(404, "Unknown rating", "there is no such rating")
    app[WORKER].wake(change.destinations)
    return rating_answer(recorded, survey, app[TOKENS])


def _check_token(app: web.Application, token: str, rating_id: str, now: int) -> None:
    try:
        app[TOKENS].check(token, rating_id, now)
    except BadTokenError:
        raise bad_field("edit_token", "does not belong to this rating") from None
    except ExpiredTokenError:
        raise Problem(
            409, "Expired", "the time to change this rating is over", field="edit_token"
        ) from None


async def _answered(app: web.Application, rating: Rating) -> Survey:
    """Return the survey in the version that the rating answered."""
    current = app[CATALOGUE].survey(rating.survey)
    if current is not None and current.version == rating.survey_version:
        return current
    return await app[DATABASE].read(surveys.version, rating.survey_id, rating.survey_version)


def _revision(
    body: RevisionBody, rating: Rating, survey: Survey, now: int, app: web.Application
) -> Revision:
    if body.score is not None:
        check_score(body.score, survey)
    return Revision(
        rating_id=rating.id,
        changed_at=now,
        said=said(body, survey),
        score=body.score,
        band=None if body.score is None else survey.bands[body.score],
        destinations=app[RULES].destinations(rating.state),
    )
