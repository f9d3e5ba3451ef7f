"""The state of one Slack workspace: who is in it, what was said, and what the app did.

No I/O and no HTTP: the Web API, the page and the tests all read and write this.
"""

import asyncio
import dataclasses
import secrets
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.sandbox.block_ids import named_blocks
from bot.sandbox.faults import Faults
from bot.sandbox.records import (
    Channel,
    Draft,
    File,
    Json,
    Message,
    SlackError,
    User,
    View,
)

ALL_SCOPES = (
    "channels:history",
    "channels:read",
    "chat:write",
    "chat:write.public",
    "commands",
    "files:write",
    "groups:history",
    "groups:read",
    "links:read",
    "links:write",
    "users:read",
)
SLACKBOT = User("USLACKBOT", "slackbot", "Slackbot", is_bot=True)
"""Says what Slack itself has to say, such as that a command failed."""
CALLS_KEPT = 100_000


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the Web API, kept for assertions about rate and order."""

    method: str
    arguments: Json
    at: float
    """Seconds on the monotonic clock."""
    fault: str | None
    """The class name of the fault that answered, if one did."""


def _token(prefix: str) -> Callable[[], str]:
    return lambda: f"{prefix}-{secrets.token_hex(12)}"


@dataclass(slots=True)
class Workspace:
    """A workspace with the app installed.

    `address` is where the stand-in itself is served and ends in a slash, for example
    `http://127.0.0.1:8080/demo/slack/`; the Web API is at `address + "api/"`.
    """

    address: str
    team_id: str = "T0PALDIES"
    team_name: str = "Paldies demo"
    app_id: str = "A0PALDIES"
    bot: User = field(
        default_factory=lambda: User("U0PALDIES", "paldies", "Paldies", is_bot=True, tz="UTC")
    )
    bot_id: str = "B0PALDIES"
    bot_token: str = field(default_factory=_token("xoxb"))
    app_token: str = field(default_factory=_token("xapp-1"))
    scopes: tuple[str, ...] = ALL_SCOPES
    clock: Callable[[], float] = time.time

    faults: Faults = field(default_factory=Faults)
    calls: deque[Call] = field(default_factory=lambda: deque(maxlen=CALLS_KEPT))
    channels: dict[str, Channel] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    views: dict[str, View] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    tickets: set[str] = field(default_factory=set)
    """Socket addresses handed out and not used yet."""
    revision: int = 0
    _messages: dict[tuple[str, str], Message] = field(default_factory=dict)
    _threads: dict[tuple[str, str], list[Message]] = field(default_factory=dict)
    _triggers: dict[str, str] = field(default_factory=dict)
    _last_ts: int = 0
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.users |= {self.bot.id: self.bot, SLACKBOT.id: SLACKBOT}

    # Who and where

    def add_channel(self, channel_id: str, name: str, topic: str = "") -> Channel:
        channel = self.channels[channel_id] = Channel(channel_id, name, topic)
        return channel

    def add_user(self, user_id: str, name: str, real_name: str) -> User:
        user = self.users[user_id] = User(user_id, name, real_name)
        return user

    def channel(self, channel_id: str) -> Channel:
        """Return the channel; raise `channel_not_found`."""
        try:
            return self.channels[channel_id]
        except KeyError:
            raise SlackError("channel_not_found") from None

    def user(self, user_id: str) -> User:
        """Return the user; raise `user_not_found`."""
        try:
            return self.users[user_id]
        except KeyError:
            raise SlackError("user_not_found") from None

    @property
    def people(self) -> list[User]:
        return [user for user in self.users.values() if not user.is_bot]

    # What was said

    def post(
        self,
        channel: str,
        draft: Draft,
        *,
        user: str | None = None,
        thread_ts: str | None = None,
        visible_to: str | None = None,
    ) -> Message:
        """Add a message; without a user it is the app's."""
        message = Message(
            channel=self.channel(channel).id,
            ts=self.new_ts(),
            user=user or self.bot.id,
            draft=self._checked(draft),
            thread_ts=thread_ts,
            visible_to=visible_to,
        )
        self._messages[channel, message.ts] = message
        if message.is_reply and thread_ts is not None:
            self._threads.setdefault((channel, thread_ts), []).append(message)
        self._touch(message)
        return message

    def edit(self, message: Message, draft: Draft) -> Message:
        """Replace what a message says; absent metadata stays as it was."""
        if draft.metadata is None:
            draft = Draft(draft.text, draft.blocks, message.metadata)
        message.draft = self._checked(draft)
        message.edited_ts = self.new_ts()
        message.edit_is_marked = not draft.blocks
        self._touch(message)
        return message

    def unfurl(self, message: Message, unfurls: Json) -> None:
        """Show what links of a message lead to."""
        message.unfurls = message.unfurls | unfurls
        self._touch(message)

    def _checked(self, draft: Draft) -> Draft:
        """Give each block a name; raise `invalid_blocks` for a picture whose file is not there yet."""
        for index, block in enumerate(draft.blocks):
            file = self.files.get(str(block.get("slack_file", {}).get("id")))
            if "slack_file" in block and (file is None or not file.is_complete):
                problem = f"[ERROR] invalid slack file [json-pointer:/blocks/{index}/slack_file]"
                raise SlackError("invalid_blocks", response_metadata={"messages": [problem]})
        return dataclasses.replace(draft, blocks=named_blocks(draft.blocks))

    def delete(self, message: Message) -> None:
        message.is_deleted = True
        self._touch(message)

    def find(self, channel: str, ts: str) -> Message:
        """Return the message; raise `message_not_found`, also when it was deleted."""
        message = self._messages.get((channel, ts))
        if message is None or message.is_deleted:
            raise SlackError("message_not_found")
        return message

    def messages(self, channel: str | None = None) -> list[Message]:
        """Return what stands in a channel (or anywhere), oldest first, ephemeral ones too."""
        return [
            message
            for message in self._messages.values()
            if not message.is_deleted and channel in {None, message.channel}
        ]

    def replies(self, channel: str, root_ts: str) -> list[Message]:
        """Return the replies that everybody sees in a thread, oldest first."""
        thread = self._threads.get((channel, root_ts), [])
        return [reply for reply in thread if not reply.is_deleted and not reply.is_ephemeral]

    def cards(self, channel: str | None = None) -> list[Message]:
        """Return the app's top-level messages that everybody sees."""
        return [
            message
            for message in self.messages(channel)
            if message.user == self.bot.id and not message.is_ephemeral and not message.is_reply
        ]

    def changed_since(self, revision: int) -> list[Message]:
        """Return the messages that came, changed or went after a revision, in order of change."""
        changed = [m for m in self._messages.values() if m.revision > revision]
        return sorted(changed, key=lambda message: message.revision)

    def new_ts(self) -> str:
        """Return a message timestamp: seconds with six decimals, unique and increasing."""
        self._last_ts = max(self._last_ts + 1, int(self.clock() * 1_000_000))
        seconds, micros = divmod(self._last_ts, 1_000_000)
        return f"{seconds}.{micros:06d}"

    # Triggers and views

    def new_trigger(self, user: str) -> str:
        trigger = f"{self.new_ts()}.{secrets.token_hex(8)}"
        self._triggers[trigger] = user
        return trigger

    def spend_trigger(self, trigger: str) -> str:
        """Return whose action it was; a trigger opens one view only."""
        try:
            return self._triggers.pop(trigger)
        except KeyError:
            raise SlackError("invalid_trigger_id") from None

    def keep_view(self, view: View) -> View:
        """Show a view to its user, or what became of it."""
        blocks = named_blocks(view.content.get("blocks", ()))
        view.content = view.content | {"blocks": list(blocks)}
        self.views[view.id] = view
        self.announce()
        view.revision = self.revision
        return view

    # What happened

    def note_call(self, method: str, arguments: Json, fault: str | None) -> None:
        self.calls.append(Call(method, arguments, time.monotonic(), fault))
        self.announce()

    def calls_of(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    def _touch(self, message: Message) -> None:
        self.announce()
        message.revision = self.revision

    def announce(self) -> None:
        """Wake whoever waits for a change."""
        self.revision += 1
        self._changed.set()
        self._changed = asyncio.Event()

    async def change_after(self, revision: int) -> None:
        """Return once the workspace has a newer revision."""
        while self.revision <= revision:
            await self._changed.wait()

    async def until(self, condition: Callable[[], bool], within: float = 10) -> None:
        """Wait until a condition on the workspace holds; raise TimeoutError after `within` s."""
        async with asyncio.timeout(within):
            while not condition():
                await self.change_after(self.revision)
