"""A small real Bolt app, served the way reference applications serve it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from tests.bot.slack import SIGNING_SECRET, RunningSlack


def build_bolt(client: AsyncWebClient, seen: list[dict[str, Any]]) -> AsyncApp:
    """Return an app that notes what it was sent and answers in each of the possible ways."""
    bolt = AsyncApp(
        client=client, signing_secret=SIGNING_SECRET, raise_error_for_unhandled_request=False
    )

    async def scores(ack: AsyncAck, command: dict[str, Any]) -> None:
        seen.append(command)
        await ack(f"you asked for: {command['text']}")

    async def later(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        await respond(text="for everybody", response_type="in_channel")

    async def claim(ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond) -> None:
        seen.append(body)
        await ack()
        await respond(text="claimed", replace_original=True)

    async def reply(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        view = {"type": "modal", "callback_id": "reply", "title": plain("Reply"), "blocks": []}
        await client.views_open(trigger_id=body["trigger_id"], view=view)

    async def submitted(ack: AsyncAck, view: dict[str, Any]) -> None:
        seen.append(view)
        await ack(response_action="errors", errors={"words": "Say something"})

    async def thanked(ack: AsyncAck) -> None:
        await ack(response_action="update", view={"type": "modal", "title": plain("Sent")})

    async def mentioned(event: dict[str, Any]) -> None:
        seen.append(event)

    bolt.command("/scores")(scores)
    bolt.command("/later")(later)
    bolt.action("claim")(claim)
    bolt.action("reply")(reply)
    bolt.view("reply")(submitted)
    bolt.view("thank")(thanked)
    bolt.event("app_mention")(mentioned)
    return bolt


def plain(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


@asynccontextmanager
async def serving(bolt: AsyncApp, slack: RunningSlack) -> AsyncIterator[None]:
    """Serve the app over HTTP, and let the stand-in know where."""

    async def events(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await bolt.async_dispatch(await to_bolt_request(request)))

    app = web.Application()
    app.router.add_post("/slack/events", events)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    slack.sender.events_url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    try:
        yield
    finally:
        await runner.cleanup()
