"""Socket Mode: the app connects to us, we send envelopes, it acknowledges each by its id."""

import asyncio
import json
import uuid
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from aiohttp import WSCloseCode, WSMsgType, web

from bot.sandbox.records import Json


@dataclass(slots=True)
class Sockets:
    """The connections of one app; an envelope goes to the newest, as Slack may choose any."""

    app_id: str
    ack_timeout: float
    """Seconds that an app has to acknowledge an envelope."""
    _open: list[web.WebSocketResponse] = field(default_factory=list)
    _waiting: dict[str, asyncio.Future[Json]] = field(default_factory=dict)
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def count(self) -> int:
        return len(self._open)

    async def until(self, count: int, within: float = 10) -> None:
        """Wait until so many connections are open; raise TimeoutError after `within` seconds."""
        async with asyncio.timeout(within):
            while self.count != count:
                await self._changed.wait()

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Keep one connection until either side closes it."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._set_open([*self._open, socket])
        try:
            await socket.send_json(self._hello())
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._take(message.data)
        finally:
            self._set_open([other for other in self._open if other is not socket])
        return socket

    async def deliver(self, kind: str, payload: Mapping[str, object]) -> Json:
        """Send an envelope and return the payload of its acknowledgement, `{}` when it has none.

        `kind` is `slash_commands`, `interactive` or `events_api`; raises TimeoutError.
        """
        envelope_id = str(uuid.uuid4())
        envelope = {
            "envelope_id": envelope_id,
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
        }
        answer: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._waiting[envelope_id] = answer
        try:
            async with asyncio.timeout(self.ack_timeout):
                await self._open[-1].send_json(envelope)
                return await answer
        finally:
            del self._waiting[envelope_id]

    async def refresh(self, reason: str = "refresh_requested") -> None:
        """Ask every connection to come again, as Slack does every few hours, and close it."""
        for socket in tuple(self._open):
            await socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {}})
            await socket.close(code=WSCloseCode.GOING_AWAY)

    async def close(self) -> None:
        for socket in tuple(self._open):
            await socket.close(code=WSCloseCode.GOING_AWAY)

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": self.count,
            "connection_info": {"app_id": self.app_id},
            "debug_info": {"host": "sandbox", "approximate_connection_time": 18060},
        }

    def _take(self, text: str) -> None:
        """Hand an acknowledgement to who waits for it; pings of the SDK are text, not JSON."""
        with suppress(ValueError):
            answer = json.loads(text)
            waiting = self._waiting.get(str(answer.get("envelope_id")))
            if waiting is not None and not waiting.done():
                waiting.set_result(answer.get("payload") or {})

    def _set_open(self, sockets: list[web.WebSocketResponse]) -> None:
        self._open = sockets
        self._changed.set()
        self._changed = asyncio.Event()
