"""The one way to Slack: one session, one timeout, and nothing taken from the environment."""

import logging
from typing import Final

import structlog
from aiohttp import ClientError, ClientSession, ClientTimeout, DummyCookieJar
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.message import SlackMessage
from bot.settings import SlackSettings, Waits

OK: Final = 200

log = structlog.get_logger()


class SlackClient:
    """Calls the Web API and answers at response URLs. Calls before `open` use a session each."""

    def __init__(self, slack: SlackSettings, waits: Waits) -> None:
        self._waits = waits
        self.web = AsyncWebClient(
            token=slack.bot_token,
            base_url=slack.api_url,
            timeout=round(waits.request) or 1,
            trust_env_in_session=False,
            # The SDK's own retries post a message twice when only the answer was lost.
            retry_handlers=[],
            logger=quiet_logger(),
        )
        # The SDK fills this from HTTPS_PROXY, and would send even 127.0.0.1 there.
        self.web.proxy = None

    async def open(self) -> None:
        timeout = ClientTimeout(total=self._waits.request, connect=self._waits.connect)
        self.web.session = ClientSession(
            timeout=timeout, trust_env=False, cookie_jar=DummyCookieJar()
        )

    async def close(self) -> None:
        if self.web.session is not None:
            await self.web.session.close()

    async def respond(
        self,
        response_url: str,
        message: SlackMessage,
        *,
        to_all: bool = False,
        in_place: bool = False,
    ) -> bool | None:
        """Show a message to the person who asked, or `to_all`; `in_place` of the one they pressed.

        Return whether Slack took it, None when nobody knows; a failure is logged and not repeated.
        Not Bolt's `respond`, which takes a proxy from the environment and may post twice.
        """
        if self.web.session is None or self.web.session.closed:
            log.warning("slack_response_lost", error="closed")
            return None
        kind = "in_channel" if to_all else "ephemeral"
        body = {"response_type": kind, "replace_original": in_place, **message.arguments()}
        try:
            async with self.web.session.post(response_url, json=body) as answer:
                if answer.status != OK:
                    log.warning("slack_response_refused", status=answer.status)
                return answer.status == OK
        except (ClientError, TimeoutError) as error:
            log.warning("slack_response_lost", error=type(error).__name__)
            return None


def quiet_logger() -> logging.Logger:
    """Return a logger for Slack's libraries: we report what goes wrong ourselves, and once."""
    logger = logging.getLogger("paldies.slack")
    logger.setLevel(logging.CRITICAL)
    return logger
