"""Takes what arrives on a rating link: kept as a hit, judged, and made into a rating where it is one."""

from dataclasses import dataclass

from aiohttp import web

from server.core.bands import Band
from server.core.evidence import Answer, Judgement, Rules
from server.core.hits import Hit
from server.core.links import Link, LinkKind
from server.core.ratings import NewRating, Said, State
from server.core.surveys import Survey
from server.keys import CATALOGUE, CLOCK, DATABASE, DAYS, RULES, SETTLE_MS, WORKER
from server.store import ballots, links
from server.store.ballots import Ballot, BallotPlace
from server.store.ids import new_id
from server.store.ratings import EVIDENCE_LANE
from server.store.steps import Steps


@dataclass(frozen=True, slots=True)
class LinkQuestion:
    """What is asked by a link: which survey, about which conversation, of whom."""

    link: Link
    survey: Survey
    conversation: str | None
    client: str
    """Tells customers apart where nothing else does."""

    @property
    def place(self) -> BallotPlace:
        is_ask = self.link.kind is LinkKind.ASK
        nameless = not is_ask and self.conversation is None
        return BallotPlace(
            link_id=self.link.id,
            conversation=self.conversation or "",
            client=self.client if nameless else "",
            is_single=is_ask,
        )


async def take_hit(
    app: web.Application, asked: LinkQuestion, hit: Hit, language: str, said: Said
) -> Judgement:
    """Keep a hit and let the rating follow what it shows. Raises `Flooded` and `AlreadyAnswered`."""
    make = RatingMaker(app, asked, language)
    rules = rules_of(app, asked.survey)
    judgement = await app[DATABASE].write(ballots.arrive, hit, asked.place, rules, make, said)
    app[WORKER].wake([EVIDENCE_LANE, *app[RULES].destinations(State.COUNTED)])
    return judgement


async def settle_ballot(app: web.Application, ballot_id: str) -> Judgement | None:
    """Judge a ballot again; `None` when its survey is no longer there."""
    ballot, link = await app[DATABASE].read(ballot_with_link, ballot_id)
    asked = question_of(app, ballot, link)
    if asked is None:
        return None
    make = RatingMaker(app, asked, link.language or asked.survey.languages[0])
    rules = rules_of(app, asked.survey)
    return await app[DATABASE].write(ballots.settle, ballot_id, rules, make, app[CLOCK]())


def rules_of(app: web.Application, survey: Survey) -> Rules:
    """Return by what the hits on links to a survey are judged."""
    return Rules(settle=app[SETTLE_MS], rerate=survey.rerate_ms)


def ballot_with_link(ballot_id: str) -> Steps[tuple[Ballot, Link]]:
    """Return a ballot and the link it is about."""
    ballot = yield from ballots.by_id(ballot_id)
    link = yield from links.by_id(ballot.place.link_id)
    if link is None:
        raise LookupError(ballot.place.link_id)
    return ballot, link


def question_of(app: web.Application, ballot: Ballot, link: Link) -> LinkQuestion | None:
    """Return what was asked on a ballot."""
    survey = survey_of(app, link)
    if survey is None:
        return None
    return LinkQuestion(link, survey, ballot.place.conversation or None, ballot.place.client)


def survey_of(app: web.Application, link: Link) -> Survey | None:
    """Return the survey that a link asks, as it is asked now."""
    known = app[CATALOGUE].surveys()
    return next((survey for survey in known if survey.id == link.survey_id), None)


@dataclass(frozen=True, slots=True)
class RatingMaker:
    """Makes the rating that an answer on a link is."""

    app: web.Application
    asked: LinkQuestion
    language: str

    def __call__(self, answer: Answer) -> NewRating:
        link, survey = self.asked.link, self.asked.survey
        score = answer.hit.score or 0
        return NewRating(
            id=new_id(),
            survey_id=survey.id,
            survey_version=survey.version,
            scale=survey.scale,
            score=score,
            # A score that an edit has taken off the scale keeps the band it had, see `ratings.judge_again`.
            band=survey.bands.get(score, Band.NEUTRAL),
            state=answer.state,
            source=link.source,
            language=self.language,
            evidence=answer.evidence,
            rated_on=self.app[DAYS].day_on(answer.since),
            created_at=answer.since,
            rerate_since=answer.since - survey.rerate_ms,
            once=survey.document.once,
            agent_key=link.agent_key,
            team=link.team,
            conversation=self.asked.conversation,
            customer=link.customer,
            attributes=link.attributes,
            destinations=self.app[RULES].destinations(answer.state),
        )
