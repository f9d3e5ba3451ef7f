"""Takes a rating in: checked against its survey, recorded, and acknowledged when it is safe on disk."""

from contextlib import suppress
from typing import NamedTuple

import msgspec
from aiohttp import web

from server.core.contexts import BadContext, ExpiredContext
from server.core.languages import negotiate
from server.core.problems import Problem, bad_field
from server.core.ratings import Customer, Evidence, NewRating, Recorded, Source, State
from server.core.rules import first_facts
from server.core.surveys import Survey
from server.intake.rating_body import (
    ContextBody,
    CustomerBody,
    RatingBody,
    check_score,
    said,
)
from server.keys import CATALOGUE, CLOCK, CONTEXTS, DAYS, PLACE, RECORDER, RULES, SETTLE_MS, WORKER
from server.middleware.survey_access import check_open
from server.store.ids import new_id
from server.store.ratings import ROUTES, AlreadyAnswered


class Arrival(NamedTuple):
    """The way that a rating came, and what that says about who gave it."""

    source: Source
    evidence: Evidence
    state: State = State.COUNTED


async def take_rating(
    app: web.Application, body: RatingBody, survey: Survey, arrival: Arrival
) -> Recorded:
    """Record a rating of `survey`. Raises `Problem` when it cannot be taken, and then nothing is stored."""
    check_open(app, survey)
    check_score(body.score, survey)
    new = _routed(app, _new_rating(app, body, survey, arrival), survey)
    try:
        recorded = await app[RECORDER].record(new)
    except AlreadyAnswered:
        raise Problem(
            409, "Already answered", f"{survey.slug} is answered once", field=survey.document.once
        ) from None
    app[WORKER].wake(new.destinations if recorded.fresh else [ROUTES])
    return recorded


def _routed(app: web.Application, new: NewRating, survey: Survey) -> NewRating:
    """Give a rating its destinations, by the rules in force; nobody is told of a rehearsal."""
    if survey.document.rehearsal:
        return new
    agent = app[CATALOGUE].agent(new.agent_key) if new.agent_key else None
    facts = first_facts(new, survey, agent.team if agent else None)
    return msgspec.structs.replace(new, destinations=app[RULES].destinations(facts))


def _new_rating(
    app: web.Application, body: RatingBody, survey: Survey, arrival: Arrival
) -> NewRating:
    about = _about(app, body, survey)
    now = app[CLOCK]()
    offered = app[PLACE].languages_of(survey)
    return NewRating(
        id=new_id(),
        survey_id=survey.id,
        survey_version=survey.version,
        scale=survey.scale,
        score=body.score,
        band=survey.bands[body.score],
        state=arrival.state,
        source=arrival.source,
        language=negotiate((body.language,) if body.language else (), offered),
        evidence=arrival.evidence,
        rated_on=app[DAYS].day_on(now),
        created_at=now,
        rerate_since=now - survey.rerate_ms,
        once=survey.document.once,
        request_id=None if body.request_id is None else str(body.request_id),
        agent_key=_name(about.agent),
        team=_name(about.team),
        conversation=_name(about.conversation),
        customer=_customer(about.customer),
        attributes=about.attributes or {},
        said=said(body, survey),
        settles_at=now + app[SETTLE_MS] if arrival.state is State.PROVISIONAL else None,
    )


def _about(app: web.Application, body: RatingBody, survey: Survey) -> RatingBody | ContextBody:
    """Return whom and what the rating is about: what is signed wins over what a visitor could have made up.

    Where context is required, nothing that is not signed is believed.
    """
    if body.context is None:
        if survey.document.context == "required":
            raise bad_field("context", "is missing: this survey takes only signed ratings")
        return body
    signed = signed_context(app, body.context, survey)
    if survey.document.context == "required":
        return signed
    return ContextBody(
        agent=signed.agent or body.agent,
        team=signed.team or body.team,
        conversation=signed.conversation or body.conversation,
        customer=signed.customer or body.customer,
        attributes={**(body.attributes or {}), **(signed.attributes or {})},
    )


def signed_context(app: web.Application, token: str, survey: Survey) -> ContextBody:
    """Return what a host site signed for a survey: 422 when it did not, 409 when its time is over."""
    try:
        return msgspec.convert(_claims(app, token, survey), ContextBody)
    except BadContext as error:
        raise bad_field("context", str(error)) from None
    except ExpiredContext as error:
        raise Problem(409, "Expired", str(error), field="context") from None
    except msgspec.ValidationError as error:
        raise bad_field("context", f"holds what cannot be kept: {error}") from None


def _claims(app: web.Application, token: str, survey: Survey) -> dict[str, object]:
    """Read a context. The second survey of a form comes with the one that was signed for the first."""
    now, contexts = app[CLOCK](), app[CONTEXTS]
    for first in app[CATALOGUE].surveys():
        if first.document.then == survey.slug:
            with suppress(BadContext):
                return contexts.read(token, first, now)
    return contexts.read(token, survey, now)


def _customer(body: CustomerBody | None) -> Customer:
    if body is None:
        return NOBODY
    return Customer(_name(body.id), _name(body.email), _name(body.name))


def _name(text: str | None) -> str | None:
    return text.strip() or None if text else None


NOBODY = Customer()
