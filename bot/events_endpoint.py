"""`POST /slack/events`: commands, buttons and events over HTTP, from the door to the answer."""

from functools import partial

import structlog
from aiohttp import web
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.in_hand import InHand
from bot.replay_guard import Answer, ReplayGuard
from bot.request_gate import Refused, RequestGate, SlackRequest
from server.core.instants import Clock

log = structlog.get_logger()


class EventsEndpoint:
    """Hands what the gate lets in to Bolt. Without a gate, under Socket Mode, nothing is let in."""

    def __init__(
        self, bolt: AsyncApp, gate: RequestGate | None, clock: Clock, in_hand: InHand
    ) -> None:
        self._bolt = bolt
        self._gate = gate
        self._in_hand = in_hand
        self._replays = ReplayGuard(clock)

    async def handle(self, request: web.Request) -> web.Response:
        try:
            incoming = await self._read(request)
        except Refused as refused:
            log.info("slack_request_refused", status=refused.status, why=refused.why)
            return web.json_response({"error": refused.why}, status=refused.status)
        answer = await self._replays.once(incoming.signature, partial(self._dispatch, incoming))
        return web.Response(
            status=answer.status, text=answer.text, content_type=answer.content_type
        )

    async def _read(self, request: web.Request) -> SlackRequest:
        if self._gate is None:
            raise Refused(401, "this install hears Slack over Socket Mode")
        return await self._gate.read(request)

    async def _dispatch(self, incoming: SlackRequest) -> Answer:
        try:
            # As over a socket: read, verified, and the same to every listener.
            request = AsyncBoltRequest(
                mode="socket_mode", body=incoming.body, headers={**incoming.retry_headers}
            )
        except Exception:  # Bolt looks for names deep in the body before it checks its shape
            log.info("slack_request_refused", status=400, why="not of a shape that Slack sends")
            return Answer(400, '{"error": "unknown shape"}', "application/json")
        with self._in_hand.held():
            return _answer_of(await self._bolt.async_dispatch(request))


def _answer_of(response: BoltResponse) -> Answer:
    is_json = response.body.startswith("{")
    return Answer(response.status, response.body, "application/json" if is_json else "text/plain")
