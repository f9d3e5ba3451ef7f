"""What people do in the workspace, sent to the app as Slack sends it.

Signed over HTTP, or through Socket Mode while the app has a socket open.
"""

import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from aiohttp import ClientError, ClientSession

from bot.sandbox.answers import Answer, take_answer, tell
from bot.sandbox.payloads import (
    command_payload,
    event_payload,
    press_action,
    press_payload,
    submission_payload,
)
from bot.sandbox.records import Json, Message, View
from bot.sandbox.response_urls import ResponseUrl, ResponseUrls
from bot.sandbox.sign import signed_headers
from bot.sandbox.socket_mode import Sockets
from bot.sandbox.workspace import Workspace

ACK_TIMEOUT_S = 3.0
STAYS_OPEN = {"errors", "update"}
"""The response_actions after which a modal is still there."""
LINK = re.compile(r"https?://[^\s<>]+")
FORM = "application/x-www-form-urlencoded"


@dataclass(slots=True)
class SlackSender:
    """Sends as one user at a time; the first person of the workspace unless another is named."""

    workspace: Workspace
    events_url: str
    """The app's one URL for commands, actions and events."""
    signing_secret: str
    commands: tuple[str, ...] = ()
    """The slash commands that the app has; empty: whatever is typed is sent to it."""
    session: ClientSession | None = None
    """Set while the stand-in runs."""
    ack_timeout: float = ACK_TIMEOUT_S
    response_urls: ResponseUrls = field(default_factory=ResponseUrls)
    sockets: Sockets = field(init=False)

    def __post_init__(self) -> None:
        self.sockets = Sockets(self.workspace.app_id, self.ack_timeout)

    async def command(
        self, typed: str, *, channel: str | None = None, user: str | None = None
    ) -> Answer:
        """Type a slash command (`/scores csat 30d`); the answer is shown to whoever asked."""
        where = self.workspace.channel(channel or next(iter(self.workspace.channels)))
        who = self.workspace.user(user or self.workspace.people[0].id)
        url = self.response_urls.make(where.id, who.id, typed=typed)
        form = command_payload(self.workspace, typed, where, who, self._address(url))
        if self.commands and form["command"] not in self.commands:
            tell(self.workspace, url, f"{form['command']} is not a valid command.")
            return Answer(0, failure="unknown_command")
        answer = await self._send("slash_commands", form, urlencode(form).encode(), FORM)
        take_answer(self.workspace, url, answer)
        return answer

    async def press(
        self,
        channel: str,
        ts: str,
        action_id: str,
        *,
        option: str | None = None,
        user: str | None = None,
    ) -> Answer:
        """Press a button, or choose an option of a menu by its value.

        The app answers by changing messages or through the response_url.
        """
        message = self.workspace.find(channel, ts)
        who = self.workspace.user(user or self.workspace.people[0].id)
        action = press_action(self.workspace, message, action_id, option)
        url = self.response_urls.make(channel, who.id, source=message)
        payload = press_payload(self.workspace, message, action, who, self._address(url))
        return await self._interact(payload)

    async def submit(self, view: View, values: Json) -> Answer:
        """Send a modal off; its answer may keep it open with errors or anew."""
        who = self.workspace.user(view.user)
        answer = await self._interact(submission_payload(self.workspace, view, values, who))
        view.errors = answer.json.get("errors", {})
        view.content = answer.json.get("view", view.content)
        view.is_open = answer.status != 200 or answer.json.get("response_action") in STAYS_OPEN
        self.workspace.keep_view(view)
        return answer

    async def event(self, event: Json, *, event_id: str | None = None, retry: int = 0) -> Answer:
        """Tell the app of an event; `retry` is the count in X-Slack-Retry-Num."""
        payload = event_payload(self.workspace, event, event_id)
        body = json.dumps(payload).encode()
        retried = {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_timeout"}
        headers = retried if retry else {}
        return await self._send("events_api", payload, body, "application/json", headers)

    async def tell_of_links(self, message: Message, text: str) -> None:
        """Tell the app of links of its domain in what somebody posted."""
        domain = urlsplit(self.events_url).netloc
        urls = [url for url in LINK.findall(text) if urlsplit(url).netloc == domain]
        if urls:
            links = [{"domain": domain, "url": url} for url in urls]
            where = {"channel": message.channel, "message_ts": message.ts, "user": message.user}
            await self.event({"type": "link_shared", "links": links, **where})

    async def open_home(self, user: str) -> None:
        """Open the app's Home tab as somebody."""
        who = self.workspace.user(user)
        known = self.workspace.views.get(f"V{who.id}HOME")
        view = {"view": known.describe(self.workspace.team_id)} if known else {}
        event = {"type": "app_home_opened", "user": who.id, "channel": "D0HOME", "tab": "home"}
        await self.event(event | view)

    async def post(self, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Send raw bytes over HTTP, for requests that Slack would never make."""
        if self.session is None:
            raise RuntimeError("the stand-in for Slack is not running")
        try:
            async with self.session.post(self.events_url, data=body, headers=headers) as response:
                return Answer(response.status, response.content_type, await response.text())
        except TimeoutError:
            return Answer.timed_out()
        except ClientError:
            return Answer.unreachable()

    async def _interact(self, payload: Json) -> Answer:
        body = urlencode({"payload": json.dumps(payload)}).encode()
        return await self._send("interactive", payload, body, FORM)

    async def _send(
        self,
        kind: str,
        payload: Mapping[str, object],
        body: bytes,
        content_type: str,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        if self.sockets.count:
            return await self._deliver(kind, payload)
        timestamp = str(int(time.time()))
        signed = signed_headers(self.signing_secret, timestamp, body)
        return await self.post(body, {"Content-Type": content_type, **signed, **(headers or {})})

    async def _deliver(self, kind: str, payload: Mapping[str, object]) -> Answer:
        try:
            answer = await self.sockets.deliver(kind, payload)
        except (TimeoutError, ConnectionError):
            return Answer.timed_out()
        return Answer(200, "application/json", json.dumps(answer) if answer else "")

    def _address(self, url: ResponseUrl) -> str:
        return f"{self.workspace.address}response/{url.id}"
