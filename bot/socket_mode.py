"""Socket Mode: Slack heard through a connection that we open, for installs it cannot reach.

The SDK's client retries for ever on an address that was good once, and never returns from
connecting with a bad token. So the address is asked for here, where the reason of a refusal is
seen, and a client that has been without connection for too long is replaced by a new one.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from typing import Final, TypeAlias

import structlog
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.client import SlackClient, quiet_logger
from bot.health import SOCKET, SlackHealth, SocketStatus
from bot.in_hand import InHand
from bot.pace import Backoff
from bot.settings import Waits
from bot.troubles import trouble_of

GOODBYE_S: Final = 2.0

Untyped: TypeAlias = Callable[[], Awaitable[None]]
"""What the SDK leaves without annotations."""

log = structlog.get_logger()


class SocketMode:
    """Keeps one connection to Slack open while `run` runs."""

    def __init__(
        self,
        bolt: AsyncApp,
        client: SlackClient,
        app_token: str,
        *,
        health: SlackHealth,
        in_hand: InHand,
        waits: Waits,
    ) -> None:
        self._bolt = bolt
        self._web = client.web
        self._app_token = app_token
        self._health = health
        self._in_hand = in_hand
        self._waits = waits
        self._backoff = Backoff(waits.first_pause, waits.longest_pause)

    async def run(self) -> None:
        """Connect, and connect anew whenever that ends, until cancelled."""
        while True:
            try:
                await self._connect_and_watch()
            except Exception as error:  # the SDK raises what it likes; none may end this
                self._health.ill(SOCKET, trouble_of(error))
            self._health.socket = SocketStatus.CONNECTING
            await asyncio.sleep(self._backoff.grow(SOCKET))

    async def _connect_and_watch(self) -> None:
        opened = await self._web.apps_connections_open(app_token=self._app_token)
        socket = self._new_client(str(opened["url"]))
        try:
            async with asyncio.timeout(self._waits.request):
                connect: Untyped = socket.connect
                await connect()
            self._health.socket = SocketStatus.CONNECTED
            self._health.well(SOCKET)
            self._backoff.clear(SOCKET)
            log.info("slack_socket_connected")
            await self._watch(socket)
            log.warning("slack_socket_lost")
        finally:
            await _close(socket)

    def _new_client(self, address: str) -> SocketModeClient:
        handler = AsyncSocketModeHandler(
            self._bolt,
            self._app_token,
            logger=quiet_logger(),
            web_client=self._web,
            ping_interval=self._waits.socket_check,
        )
        # As in the Web API's client, a proxy of the environment is not for us.
        handler.client.proxy = None
        handler.client.wss_uri = address
        handler.client.socket_mode_request_listeners = [partial(self._handle, handler)]
        return handler.client

    async def _handle(
        self,
        handler: AsyncSocketModeHandler,
        _: AsyncBaseSocketModeClient,
        request: SocketModeRequest,
    ) -> None:
        """Keep a request in hand until its acknowledgement has left."""
        with self._in_hand.held():
            await handler.handle(handler.client, request)

    async def _watch(self, socket: SocketModeClient) -> None:
        """Return when the client, which reconnects by itself, has failed to for too long."""
        lost_for = 0.0
        while lost_for < self._waits.socket_patience:
            await asyncio.sleep(self._waits.socket_check)
            connected = await socket.is_connected()
            lost_for = 0.0 if connected else lost_for + self._waits.socket_check
            status = SocketStatus.CONNECTED if connected else SocketStatus.CONNECTING
            self._health.socket = status


async def _close(socket: SocketModeClient) -> None:
    """Close for good: the SDK cancels its tasks but does not wait for their end."""
    with suppress(Exception):
        async with asyncio.timeout(GOODBYE_S):
            close: Untyped = socket.close
            await close()
    tasks = (socket.message_processor, socket.current_session_monitor, socket.message_receiver)
    running = [task for task in tasks if task is not None]
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)
    await socket.aiohttp_client_session.close()
