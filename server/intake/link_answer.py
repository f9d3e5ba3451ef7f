"""Takes what arrives on a rating link: kept as a hit, judged, and made into a rating where it is one."""

from collections.abc import Iterable
from dataclasses import dataclass

from aiohttp import web

from server.core.bands import Band
from server.core.evidence import Answer, Judgement, Rules, Verdict
from server.core.hits import Hit
from server.core.instants import Days
from server.core.links import Link, LinkKind
from server.core.ratings import NewRating, Said
from server.core.surveys import Survey
from server.keys import CATALOGUE, CLOCK, DATABASE, DAYS, SETTLE_MS, WORKER
from server.store import ballots, links
from server.store.ballots import Ballot, BallotPlace
from server.store.ids import new_id
from server.store.ratings import EVIDENCE_LANE, ROUTES
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
    def default_language(self) -> str:
        return self.link.language or self.survey.languages[0]

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
    make = _maker(app, asked, language)
    rules = rules_of(app, asked.survey)
    judgement = await app[DATABASE].write(ballots.arrive, hit, asked.place, rules, make, said)
    _wake(app)
    return judgement


async def settle_ballot(app: web.Application, ballot_id: str) -> Judgement | None:
    """Judge a ballot again; `None` when its survey is no longer there."""
    ballot, asked = await app[DATABASE].read(ballot_question, ballot_id, app[CATALOGUE].surveys())
    if asked is None:
        return None
    make = _maker(app, asked, asked.default_language)
    rules = rules_of(app, asked.survey)
    judgement = await app[DATABASE].write(ballots.settle, ballot.id, rules, make, app[CLOCK]())
    _wake(app)
    return judgement


async def verdicts_of(app: web.Application, ballot_id: str) -> tuple[Verdict, ...]:
    """Return what each hit of a ballot is taken for now; nothing is changed."""
    ballot, asked = await app[DATABASE].read(ballot_question, ballot_id, app[CATALOGUE].surveys())
    if asked is None:
        return ()
    rules = rules_of(app, asked.survey)
    return (await app[DATABASE].read(ballots.preview, ballot, rules, app[CLOCK]())).verdicts


def rules_of(app: web.Application, survey: Survey) -> Rules:
    """Return by what the hits on links to a survey are judged."""
    return Rules(settle=app[SETTLE_MS], rerate=survey.rerate_ms)


def ballot_question(
    ballot_id: str, surveys: Iterable[Survey]
) -> Steps[tuple[Ballot, LinkQuestion | None]]:
    """Return a ballot and what was asked on it; nothing when the survey is gone."""
    ballot = yield from ballots.by_id(ballot_id)
    link = yield from links.by_id(ballot.place.link_id)
    survey = survey_of(link, surveys) if link else None
    if link is None or survey is None:
        return ballot, None
    place = ballot.place
    return ballot, LinkQuestion(link, survey, place.conversation or None, place.client)


def survey_of(link: Link, surveys: Iterable[Survey]) -> Survey | None:
    """Return the survey that a link asks, as it is asked now."""
    return next((survey for survey in surveys if survey.id == link.survey_id), None)


@dataclass(frozen=True, slots=True)
class RatingMaker:
    """Makes the rating that an answer on a link is."""

    asked: LinkQuestion
    language: str
    days: Days
    is_news: bool = True

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
            rated_on=self.days.day_on(answer.since),
            created_at=answer.since,
            rerate_since=answer.since - survey.rerate_ms,
            once=survey.document.once,
            agent_key=link.agent_key,
            team=link.team,
            conversation=self.asked.conversation,
            customer=link.customer,
            attributes=link.attributes,
            is_news=self.is_news,
        )


def _maker(app: web.Application, asked: LinkQuestion, language: str) -> RatingMaker:
    return RatingMaker(asked, language, app[DAYS])


def _wake(app: web.Application) -> None:
    app[WORKER].wake([EVIDENCE_LANE, ROUTES])
