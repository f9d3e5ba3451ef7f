"""The real bot, worker and database between a customer who rates and the stand-in for Slack."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

import msgspec
from aiohttp import web

from bot.app import Bot, build_bot
from bot.ids import DIGEST_EVENT
from bot.sandbox.records import Message, View
from bot.settings import SlackSettings, Waits
from server.core.bands import Band
from server.core.deliveries import Delivery
from server.core.instants import Clock, day_of
from server.core.jobs import Done, Job, JobHandler, JobResult
from server.core.mail import MailServer, sender
from server.core.phrases import Phrases
from server.core.ratings import (
    Customer,
    Evidence,
    NewRating,
    Revision,
    Said,
    Source,
    State,
)
from server.core.rules import first_facts
from server.jobs.rating_route import RatingRoute
from server.jobs.reply_send import ReplySend
from server.jobs.worker import Worker
from server.locale import languages, load_translations
from server.store import deliveries, jobs, notes, ratings, replies
from server.store.catalogue import Catalogue
from server.store.database import Database
from server.store.digests import DIGEST
from server.store.ids import new_id
from server.store.rule_book import RuleBook
from server.store.score_digests import SCORES
from tests.bot.slack import ANA, CHANNEL, SIGNING_SECRET, RunningSlack

LANE = f"slack:{CHANNEL}"
TIMEZONE = "Europe/Tallinn"
SENDER = "Kadaka Pood <help@kadaka.example>"

PUBLIC_URL = "https://feedback.example"

HELD_MS = 60_000
"""What waits for longer than this is held, and not tried again."""

QUICK = Waits(
    request=0.5,
    connect=0.3,
    between_messages=0.0,
    first_pause=0.01,
    longest_pause=0.1,
    look_again=0.01,
    socket_check=0.1,
    socket_patience=0.4,
)


@dataclass(slots=True)
class Stage:
    """One install with its Slack. `rate` is what a customer does."""

    slack: RunningSlack
    database: Database
    catalogue: Catalogue
    clock: Clock
    bot: Bot
    book: RuleBook
    route: RatingRoute
    worker: Worker
    handlers: Mapping[str, JobHandler]
    rated: list[str] = field(default_factory=list)

    async def rate(self, score: int = 5, survey: str = "csat", **given: object) -> str:
        """Record a rating as the API does and return its id."""
        new = msgspec.structs.replace(
            new_rating(self.catalogue, self.clock, score, survey), **given
        )
        if "destinations" not in given:
            new = msgspec.structs.replace(new, destinations=self._destinations(new, survey))
        recorded = await self.database.write(ratings.record, new)
        self.rated.append(recorded.rating_id)
        self.worker.wake(new.destinations)
        return recorded.rating_id

    def _destinations(self, new: NewRating, slug: str) -> tuple[str, ...]:
        survey = self.catalogue.survey(slug)
        assert survey is not None
        return self.book.destinations(first_facts(new, survey, None))

    async def say(self, rating_id: str, comment: str, *reasons: str) -> None:
        """Add a comment, and reasons if given."""
        said = Said(comment, reasons or None)
        await self.database.write(ratings.revise, Revision(rating_id, self.clock(), said))
        self.worker.wake([ratings.ROUTES])

    async def command(self, words: str, *, channel: str = CHANNEL) -> str:
        """Type `/scores WORDS` in a channel and return what it answers, as text."""
        answer = await self.slack.sender.command(f"/scores {words}", channel=channel)
        assert answer.status == 200
        return text_of(answer.json["blocks"])

    async def rescore(self, rating_id: str, score: int, band: Band) -> None:
        """Choose another score."""
        revision = Revision(rating_id, self.clock(), Said(), score=score, band=band)
        await self.database.write(ratings.revise, revision)
        self.worker.wake([ratings.ROUTES])

    async def press(self, card: Message, action_id: str, user: str = ANA) -> None:
        """Press a button of a card and wait until all that follows from it is in Slack."""
        answer = await self.slack.sender.press(CHANNEL, card.ts, action_id, user=user)
        assert answer.status == 200
        await self.all_delivered()

    async def opened(self, card: Message, action_id: str, user: str = ANA) -> View:
        """Press a button that opens a modal, and return it once it is filled."""
        workspace, before = self.slack.workspace, len(self.slack.workspace.calls_of("views.update"))
        answer = await self.slack.sender.press(CHANNEL, card.ts, action_id, user=user)
        assert answer.status == 200
        await workspace.until(lambda: len(workspace.calls_of("views.update")) > before)
        return list(workspace.views.values())[-1]

    async def deliver_next(self) -> JobResult:
        """Do what a worker would do next in the channel, once the worker has been stopped."""
        job = await self._next()
        return await self.handlers[job.kind](job)

    async def deliver_next_and_finish(self) -> Job:
        """Do what a worker would do next, to its end, once the worker has been stopped."""
        job = await self._next()
        assert isinstance(await self.handlers[job.kind](job), Done)
        await self.database.write(jobs.finish, job)
        return job

    async def _next(self) -> Job:
        """Return the next job of the channel, after the rules have been asked what they were to be."""
        while route := await self.database.read(jobs.next_in_lane, ratings.ROUTES, self.clock()):
            await self.route.run(route)
            await self.database.write(jobs.finish, route)
        job = await self.database.read(jobs.next_in_lane, LANE, self.clock())
        assert job is not None
        return job

    async def delivery(self, rating_id: str) -> Delivery:
        found = await self.database.read(deliveries.get, rating_id, LANE)
        assert found is not None
        return found

    async def all_delivered(self, within: float = 15) -> None:
        """Wait until no job is left but those that are held."""

        async def nothing_waits() -> bool:
            lanes = await self.database.read(jobs.lanes, self.clock())
            soon = self.clock() + HELD_MS
            return not any(lane.due or (lane.next_at or soon) < soon for lane in lanes)

        await until(nothing_waits, within)

    def cards(self) -> list[Message]:
        return self.slack.workspace.cards(CHANNEL)

    def thread(self, card: Message | None = None) -> list[str]:
        """What is said in the thread of a card, the only one unless told, as text."""
        card = card or self.cards()[0]
        return [reply.text for reply in self.slack.workspace.replies(CHANNEL, card.ts)]

    def told(self, user: str) -> list[str]:
        """What only one person has been told, as text."""
        messages = self.slack.workspace.messages(CHANNEL)
        return [message.text for message in messages if message.visible_to == user]

    def shown(self) -> list[str]:
        """The ids of the ratings that have a card, one for each card."""
        return [rating_of(card) for card in self.cards()]


def new_rating(catalogue: Catalogue, clock: Clock, score: int, slug: str) -> NewRating:
    """Return a counted rating of Mari's help to Jaan, given this moment."""
    survey = catalogue.survey(slug)
    assert survey is not None
    now = clock()
    return NewRating(
        id=new_id(),
        survey_id=survey.id,
        survey_version=survey.version,
        scale=survey.scale,
        score=score,
        band=survey.bands[score],
        state=State.COUNTED,
        source=Source.WIDGET,
        language="en",
        evidence=Evidence(2, "a click in the widget"),
        rated_on=day_of(now, ZoneInfo(TIMEZONE)).isoformat(),
        created_at=now,
        rerate_since=now,
        agent_key="mari",
        customer=Customer(name="Jaan Kask"),
    )


def rating_of(card: Message) -> str:
    assert card.metadata is not None
    return str(card.metadata["event_payload"]["rating_id"])


def is_digest(card: Message) -> bool:
    return card.metadata is not None and card.metadata["event_type"] == DIGEST_EVENT


def text_of(blocks: Iterable[object]) -> str:
    """Return every text in blocks, in order, whatever it is in."""
    found: list[str] = []
    for part in blocks:
        if isinstance(part, dict):
            if isinstance(part.get("text"), str):
                found.append(part["text"])
            found.append(text_of(part.values()))
        elif isinstance(part, list):
            found.append(text_of(part))
    return " ".join(filter(None, found))


async def until(condition: Callable[[], Awaitable[bool]], within: float = 10) -> None:
    """Wait for something that has no event of its own; raise TimeoutError."""
    async with asyncio.timeout(within):
        while not await condition():
            await asyncio.sleep(0.01)


def slack_settings(slack: RunningSlack, **given: str) -> SlackSettings:
    return replace(
        SlackSettings(
            bot_token=slack.workspace.bot_token,
            signing_secret=SIGNING_SECRET,
            channel=CHANNEL,
            api_url=slack.api_url,
        ),
        **given,
    )


@asynccontextmanager
async def set_stage(
    slack: RunningSlack,
    database: Database,
    clock: Clock,
    *,
    waits: Waits = QUICK,
    settings: SlackSettings | None = None,
    mail: MailServer | None = None,
) -> AsyncIterator[Stage]:
    """Run bot and worker, and serve the bot over HTTP where the stand-in expects it."""
    # One time for both, so that a test may move it.
    slack.workspace.clock = lambda: clock() / 1000
    catalogue = await Catalogue.load(database)
    book = await RuleBook.load(database, ZoneInfo(TIMEZONE), LANE)

    def wake(lanes: Iterable[str]) -> None:
        worker.wake(lanes)

    bot = build_bot(
        settings or slack_settings(slack),
        database=database,
        catalogue=catalogue,
        rules=book,
        clock=clock,
        timezone=TIMEZONE,
        phrases=Phrases(load_translations(languages())),
        mail_from=SENDER if mail else "",
        public_url=PUBLIC_URL,
        wake=wake,
        waits=waits,
    )
    route = RatingRoute(database, catalogue, book, clock, wake)
    handlers: dict[str, JobHandler] = {
        ratings.CARD: bot.deliver,
        ratings.ROUTE: route.run,
        DIGEST: bot.deliver_digest,
        SCORES: bot.tell_scores,
        notes.NOTE: bot.say,
    }
    if mail is not None:
        sending = ReplySend(database, clock, mail, sender(SENDER), wake, timeout=0.5)
        handlers[replies.REPLY] = sending.send
    worker = Worker(database, handlers, clock)
    app = web.Application()
    app.router.add_post("/slack/events", bot.handle)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    slack.sender.events_url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    await bot.start()
    worker.start()
    try:
        yield Stage(slack, database, catalogue, clock, bot, book, route, worker, handlers)
    finally:
        await worker.stop()
        await bot.close()
        await runner.cleanup()
