"""The bot: everything about Slack behind a few methods."""

import asyncio
from collections.abc import Iterable, Mapping
from zoneinfo import ZoneInfo

import structlog
from aiohttp import web
from slack_bolt.app.async_app import AsyncApp

from bot.actions.answer_share import AnswerShare
from bot.actions.digest_unfold import DigestUnfold
from bot.actions.jobs_replay import JobsReplay
from bot.actions.rating_act import RatingAct, Wake
from bot.actions.rating_modal import RatingModal
from bot.blocks import rating_said, reply_form
from bot.bolt_app import build_bolt
from bot.card_or_digest import CardOrDigest
from bot.catalogue import Catalogue
from bot.channels import Channels
from bot.chart_follow import ChartFollow
from bot.client import SlackClient
from bot.commands.answers import Answers
from bot.commands.channel_rules import ChannelRules
from bot.commands.question_read import QuestionReader
from bot.commands.rating_lists import RatingLists
from bot.commands.score_answer import ScoreAnswer
from bot.commands.scores import ScoresCommand
from bot.commands.status_show import StatusShow
from bot.deliver import CardDelivery
from bot.deliver_digest import DigestDelivery
from bot.deliver_note import NoteDelivery
from bot.digest_told import DigestTold
from bot.events.home_opened import HomeOpened
from bot.events.link_shared import LinkShared
from bot.events_endpoint import EventsEndpoint
from bot.health import WORKSPACE, SlackHealth, SlackState, SocketStatus
from bot.home import Home
from bot.ids import ActionId, CommandName, EventName, ViewId
from bot.in_hand import InHand
from bot.once import Once
from bot.pace import Backoff, Pace
from bot.permalinks import Permalinks
from bot.pictures import Pictures
from bot.request_gate import RequestGate
from bot.safe import Listener
from bot.score_hour import ScoreHour
from bot.settings import SlackSettings, Waits
from bot.socket_mode import SocketMode
from bot.troubles import trouble_of
from bot.views.rating_show import RatingShow
from bot.views.reply import ReplyView
from server.core.follow_ups import EventKind
from server.core.instants import Clock
from server.core.jobs import Job, JobResult
from server.core.phrases import Phrases
from server.store.database import Database
from server.store.rule_book import RuleBook

log = structlog.get_logger()


class Bot:
    """Answers Slack, delivers cards, and tells how it is. Built by `build_bot`."""

    def __init__(
        self,
        *,
        client: SlackClient,
        endpoint: EventsEndpoint,
        cards: CardOrDigest,
        digests: DigestDelivery,
        hours: ScoreHour,
        notes: NoteDelivery,
        socket: SocketMode | None,
        health: SlackHealth,
        in_hand: InHand,
        waits: Waits,
        permalinks: Permalinks,
    ) -> None:
        self._permalinks = permalinks
        self._client = client
        self._endpoint = endpoint
        self._cards = cards
        self._digests = digests
        self._hours = hours
        self._notes = notes
        self._socket = socket
        self._health = health
        self._in_hand = in_hand
        self._waits = waits
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Open what is needed and return; Slack is checked and connected to in the background."""
        await self._client.open()
        self._tasks.append(asyncio.create_task(self._check_token()))
        if self._socket is not None:
            self._tasks.append(asyncio.create_task(self._socket.run()))

    async def close(self) -> None:
        """Finish what is being answered, while Slack can still hear it, then let go of Slack."""
        await self._in_hand.finish(self._waits.finish)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._client.close()

    async def handle(self, request: web.Request) -> web.Response:
        """Answer a command, a button or an event that came over HTTP."""
        return await self._endpoint.handle(request)

    async def deliver(self, job: Job) -> JobResult:
        """Do a job of kind "card": make its card show the rating as it is now."""
        return await self._cards.deliver(job)

    async def deliver_digest(self, job: Job) -> JobResult:
        """Do a job of kind "digest": make its message show what is in it as it is now."""
        return await self._digests.deliver(job)

    async def tell_scores(self, job: Job) -> JobResult:
        """Do a job of kind "scores": make the digest of a rule whose hour has come."""
        return await self._hours.run(job)

    async def say(self, job: Job) -> JobResult:
        """Do a job of kind "note": say one event of a rating in the thread of its card."""
        return await self._notes.deliver(job)

    def state(self) -> SlackState:
        """Tell how the bot stands with Slack."""
        return self._health.state()

    def health(self) -> dict[str, str]:
        """Tell the same for /readyz, in words."""
        return self.state().as_words()

    async def _check_token(self) -> None:
        """Ask Slack who we are until it answers; ratings are taken and kept meanwhile."""
        backoff = Backoff(self._waits.first_pause, self._waits.longest_pause)
        while True:
            try:
                answer = await self._client.web.auth_test()
            except Exception as error:  # the SDK raises what it likes; none may end this
                self._health.ill(WORKSPACE, trouble_of(error))
                await asyncio.sleep(backoff.grow(WORKSPACE))
                continue
            self._health.well(WORKSPACE)
            self._permalinks.workspace_url = str(answer.get("url") or "")
            log.info("slack_accepted", team=answer.get("team_id"), bot=answer.get("user_id"))
            return


def build_bot(
    slack: SlackSettings,
    *,
    database: Database,
    catalogue: Catalogue,
    rules: RuleBook,
    clock: Clock,
    timezone: str,
    phrases: Phrases,
    mail_from: str = "",
    public_url: str = "",
    wake: Wake | None = None,
    waits: Waits | None = None,
) -> Bot:
    """Wire the bot. ValueError when it could not tell Slack's requests from others'.

    `timezone` is the company's, an IANA name; `mail_from` is whom replies to customers come from,
    empty while no e-mail can be sent; `public_url` is whose links are unfurled; `wake` tells the
    worker of jobs that a button made.
    """
    waits = waits or Waits()
    wake = wake or _wake_nobody
    gate = _gate(slack, clock)
    zone = ZoneInfo(timezone)
    client = SlackClient(slack, waits)
    health = SlackHealth(SocketStatus.CONNECTING if slack.over_socket else SocketStatus.OFF)
    channels = Channels(
        health,
        Pace(waits.between_messages),
        Backoff(waits.first_pause, waits.longest_pause),
        waits.look_again,
    )
    rooms = ChannelRules(client, database, rules, catalogue, clock, zone, wake)
    permalinks = Permalinks()
    answers = Answers(
        QuestionReader(database, catalogue, clock, zone),
        ScoreAnswer(database, catalogue),
        RatingLists(database, catalogue, zone, permalinks),
        StatusShow(database, health),
        rooms,
    )
    pictures = Pictures(client)
    follow = ChartFollow(client, pictures, waits.look_again)
    once = Once(clock)
    home = Home(client, database, catalogue, rules, clock, zone, health, permalinks)
    scores = ScoresCommand(client, answers, follow, waits.answer)
    reply = ReplyView(database, phrases, clock, wake, mail_from)
    show = RatingShow(database, catalogue)
    cards = CardDelivery(
        client,
        database=database,
        surveys=catalogue,
        rules=rules,
        clock=clock,
        channels=channels,
        timezone=zone,
    )
    in_hand = InHand()
    bolt = build_bolt(
        client,
        commands={CommandName.SCORES: scores.listen},
        actions={
            **_acts(client, database, clock, wake, home),
            ActionId.RATING_REPLY: RatingModal(client, reply_form.TITLE, reply.fill).press,
            ActionId.ANSWER_SHARE: AnswerShare(client, database, answers, once, follow).press,
            ActionId.JOBS_REPLAY: JobsReplay(client, database, clock, wake).press,
            ActionId.DIGEST_UNFOLD: DigestUnfold(client, database, zone).press,
            ActionId.RATING_SHOW: RatingModal(client, rating_said.TITLE, show.fill).press,
        },
        views={ViewId.REPLY: reply.submit},
        events={
            EventName.HOME_OPENED: HomeOpened(home).listen,
            EventName.LINK_SHARED: LinkShared(client, database, catalogue, zone, public_url).listen,
        },
        once=once,
        in_hand=in_hand,
    )
    return Bot(
        client=client,
        endpoint=EventsEndpoint(bolt, gate, clock, in_hand),
        cards=CardOrDigest(cards, database, rules, clock, zone, wake),
        digests=DigestDelivery(
            client, database, clock, DigestTold(database, catalogue, zone, pictures), channels
        ),
        hours=ScoreHour(database, rules, clock, zone, wake),
        notes=NoteDelivery(client, database=database, rules=rules, clock=clock, channels=channels),
        socket=_socket(bolt, client, slack, health=health, in_hand=in_hand, waits=waits),
        health=health,
        in_hand=in_hand,
        waits=waits,
        permalinks=permalinks,
    )


def _acts(
    client: SlackClient, database: Database, clock: Clock, wake: Wake, home: Home
) -> Mapping[ActionId, Listener]:
    kinds = {
        ActionId.RATING_CLAIM: EventKind.CLAIMED,
        ActionId.RATING_RELEASE: EventKind.RELEASED,
        ActionId.RATING_RESOLVE: EventKind.RESOLVED,
        ActionId.RATING_REOPEN: EventKind.REOPENED,
        ActionId.RATING_WITHDRAW: EventKind.WITHDRAWN,
        ActionId.RATING_RESTORE: EventKind.RESTORED,
    }
    return {
        action_id: RatingAct(client, database, clock, wake, kind, home.refresh).press
        for action_id, kind in kinds.items()
    }


def _gate(slack: SlackSettings, clock: Clock) -> RequestGate | None:
    if slack.signing_secret.strip():
        return RequestGate(slack.signing_secret, clock)
    if slack.over_socket:
        return None
    raise ValueError("SLACK_SIGNING_SECRET is empty; it is under Basic Information of the app")


def _socket(
    bolt: AsyncApp,
    client: SlackClient,
    slack: SlackSettings,
    *,
    health: SlackHealth,
    in_hand: InHand,
    waits: Waits,
) -> SocketMode | None:
    if not slack.app_token:
        return None
    return SocketMode(bolt, client, slack.app_token, health=health, in_hand=in_hand, waits=waits)


def _wake_nobody(lanes: Iterable[str]) -> None:
    """Leave it to the worker to look by itself, within a second."""
