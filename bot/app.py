"""The bot: everything about Slack behind a few methods."""

import asyncio
from collections.abc import Iterable, Mapping
from functools import partial
from zoneinfo import ZoneInfo

import structlog
from aiohttp import web
from slack_bolt.app.async_app import AsyncApp

from bot.actions.digest_unfold import DigestUnfold
from bot.actions.rating_switch import RatingSwitch, Wake
from bot.bolt_app import build_bolt
from bot.card_or_digest import CardOrDigest
from bot.catalogue import Catalogue
from bot.client import SlackClient
from bot.commands.channel_mute import ChannelMute
from bot.commands.channel_rules import ChannelRules
from bot.commands.rule_list import RuleList
from bot.commands.rule_subscribe import RuleSubscribe
from bot.commands.rule_unsubscribe import RuleUnsubscribe
from bot.commands.scores import ScoresCommand, Verb
from bot.deliver import CardDelivery
from bot.deliver_digest import DigestDelivery
from bot.events_endpoint import EventsEndpoint
from bot.health import WORKSPACE, SlackHealth, SlackState, SocketStatus
from bot.ids import ActionId, CommandName
from bot.in_hand import InHand
from bot.pace import Backoff, Pace
from bot.request_gate import RequestGate
from bot.setbacks import Setbacks
from bot.settings import SlackSettings, Waits
from bot.socket_mode import SocketMode
from bot.troubles import trouble_of
from server.core.instants import Clock
from server.core.jobs import Job, JobResult
from server.core.ratings import State
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
        socket: SocketMode | None,
        health: SlackHealth,
        in_hand: InHand,
        waits: Waits,
    ) -> None:
        self._client = client
        self._endpoint = endpoint
        self._cards = cards
        self._digests = digests
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
        """Do a job of kind "digest": make its message show the ratings in it as they are now."""
        return await self._digests.deliver(job)

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
    wake: Wake | None = None,
    waits: Waits | None = None,
) -> Bot:
    """Wire the bot. ValueError when it could not tell Slack's requests from others'.

    `timezone` is the company's, an IANA name; `wake` tells the worker of jobs that a button made.
    """
    waits = waits or Waits()
    gate = _gate(slack, clock)
    zone = ZoneInfo(timezone)
    client = SlackClient(slack, waits)
    health = SlackHealth(SocketStatus.CONNECTING if slack.over_socket else SocketStatus.OFF)
    wake = wake or _wake_nobody
    channel = ChannelRules(client, database, rules, catalogue, clock, zone, wake)
    scores = ScoresCommand(client, database, catalogue, clock, zone, waits.answer, _verbs(channel))
    switch = partial(RatingSwitch, client, database, clock, wake)
    actions = {
        ActionId.RATING_WITHDRAW: switch(State.COUNTED, State.WITHDRAWN).press,
        ActionId.RATING_RESTORE: switch(State.WITHDRAWN, State.COUNTED).press,
        ActionId.DIGEST_UNFOLD: DigestUnfold(client, database, zone).press,
    }
    pace = Pace(waits.between_messages)
    setbacks = Setbacks(health, Backoff(waits.first_pause, waits.longest_pause))
    cards = CardDelivery(
        client,
        database=database,
        surveys=catalogue,
        clock=clock,
        setbacks=setbacks,
        pace=pace,
        timezone=zone,
        look_again=waits.look_again,
    )
    digests = DigestDelivery(
        client,
        database=database,
        clock=clock,
        setbacks=setbacks,
        pace=pace,
        timezone=zone,
        look_again=waits.look_again,
    )
    in_hand = InHand()
    bolt = build_bolt(
        client,
        commands={CommandName.SCORES: scores.listen},
        actions=actions,
        in_hand=in_hand,
    )
    return Bot(
        client=client,
        endpoint=EventsEndpoint(bolt, gate, clock, in_hand),
        cards=CardOrDigest(cards, database, rules, clock, zone, wake),
        digests=digests,
        socket=_socket(bolt, client, slack, health=health, in_hand=in_hand, waits=waits),
        health=health,
        in_hand=in_hand,
        waits=waits,
    )


def _verbs(channel: ChannelRules) -> Mapping[str, Verb]:
    """Return what `/scores` does beside answering questions, by its first word."""
    return {
        "subscribe": RuleSubscribe(channel).answer,
        "unsubscribe": RuleUnsubscribe(channel).answer,
        "rules": RuleList(channel).answer,
        "mute": ChannelMute(channel).answer,
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
