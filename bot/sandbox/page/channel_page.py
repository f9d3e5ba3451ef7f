"""What the page shows: the channel as one person sees it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from zlib import crc32

from jinja2 import Environment

from bot.sandbox.page.block_html import build_templates
from bot.sandbox.page.names import Names
from bot.sandbox.records import Channel, Json, Message, User, View
from bot.sandbox.workspace import Workspace

NEWEST_SHOWN = 200
AVATAR_COLOURS = 6
STRANGER = User("", "someone", "Someone")


@dataclass(frozen=True, slots=True)
class Entry:
    """A top-level message and the replies under it."""

    ts: str
    html: str
    replies: list[str]


@dataclass(slots=True)
class ChannelPage:
    workspace: Workspace
    home: str | None
    """Where the demo's own first page is, when there is one."""
    examples: tuple[str, ...]
    """Commands that a newcomer can try with one click."""
    templates: Environment = field(init=False)

    def __post_init__(self) -> None:
        self.templates = build_templates(Names(self.workspace))
        self.templates.filters |= {"initials": initials, "avatar_colour": avatar_colour}

    def html(self, channel: Channel, viewer: User, after: str) -> str:
        return self.templates.get_template("channel.html").render(
            workspace=self.workspace,
            channel=channel,
            viewer=viewer,
            entries=list(self._entries(channel, viewer)),
            home=self.home,
            examples=self.examples,
            after=after,
        )

    def home_html(self, channel: Channel, viewer: User, after: str) -> str:
        """Return the page with the app's Home tab in place of a channel."""
        return self.templates.get_template("home.html").render(
            workspace=self.workspace,
            channel=channel,
            viewer=viewer,
            home=self.home,
            after=after,
            shown=self._home_tab(viewer),
        )

    def _home_tab(self, viewer: User) -> str:
        view = self.workspace.views.get(f"V{viewer.id}HOME")
        return (
            "" if view is None else self.templates.get_template("home_tab.html").render(view=view)
        )

    def changes(self, channel: Channel, viewer: User, revision: int) -> list[tuple[int, Json]]:
        """Return what the browser has to do to catch up, each with the revision it reaches."""
        messages = [
            (message.revision, self._change(message))
            for message in self.workspace.changed_since(revision)
            if message.channel == channel.id and _is_visible(message, viewer)
        ]
        views = [
            (view.revision, self._view_change(view, viewer))
            for view in self.workspace.views.values()
            if view.revision > revision and view.user == viewer.id
        ]
        return sorted([*messages, *views], key=lambda change: change[0])

    def _change(self, message: Message) -> Json:
        if message.is_deleted:
            return {"kind": "gone", "ts": message.ts}
        thread = message.thread_ts if message.is_reply else None
        html = self._message(message)
        return {"kind": "message", "ts": message.ts, "thread": thread, "html": html}

    def _entries(self, channel: Channel, viewer: User) -> Iterator[Entry]:
        shown = [m for m in self.workspace.messages(channel.id) if _is_visible(m, viewer)]
        top = [message for message in shown if not message.is_reply][-NEWEST_SHOWN:]
        for message in top:
            replies = [self._message(m) for m in shown if m.is_reply and m.thread_ts == message.ts]
            yield Entry(message.ts, self._message(message), replies)

    def _message(self, message: Message) -> str:
        author = self.workspace.users.get(message.user, STRANGER)
        template = self.templates.get_template("message.html")
        return template.render(message=message, author=author)

    def _view_change(self, view: View, viewer: User) -> Json:
        if view.content["type"] == "home":
            return {"kind": "home", "html": self._home_tab(viewer)}
        return {"kind": "view", "html": self._view(view)}

    def _view(self, view: View) -> str:
        if not view.is_open or view.content["type"] != "modal":
            return ""
        return self.templates.get_template("view.html").render(view=view)


def _is_visible(message: Message, viewer: User) -> bool:
    return message.visible_to in {None, viewer.id}


def initials(name: str) -> str:
    """Return the first letters of the first and the last word."""
    words = name.split() or ["?"]
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def avatar_colour(user_id: str) -> int:
    """Return which of the avatar colours a person has, the same each time."""
    return crc32(user_id.encode()) % AVATAR_COLOURS
