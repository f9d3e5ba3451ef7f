"""What a workspace holds. Field names are Slack's own wherever Slack has a name."""

from dataclasses import dataclass, field
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]
"""A JSON object as it travels: a block, a view, an API answer."""


class SlackError(Exception):
    """A refusal in Slack's words: `{"ok": false, "error": code, …details}`."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details

    def body(self) -> Json:
        return {"ok": False, "error": self.code, **self.details}


@dataclass(frozen=True, slots=True)
class User:
    id: str
    name: str
    real_name: str
    is_bot: bool = False
    tz: str = "Europe/Tallinn"

    def describe(self, team_id: str) -> Json:
        """Return the user as users.info gives it."""
        return {
            "id": self.id,
            "team_id": team_id,
            "name": self.name,
            "real_name": self.real_name,
            "is_bot": self.is_bot,
            "deleted": False,
            "tz": self.tz,
            "profile": {"real_name": self.real_name, "display_name": self.name},
        }


@dataclass(slots=True)
class Channel:
    id: str
    name: str
    topic: str = ""
    is_private: bool = False
    is_member: bool = True
    """Whether the app was invited."""
    is_archived: bool = False

    def describe(self) -> Json:
        """Return the channel as conversations.info gives it."""
        return {
            "id": self.id,
            "name": self.name,
            "is_channel": not self.is_private,
            "is_group": self.is_private,
            "is_private": self.is_private,
            "is_member": self.is_member,
            "is_archived": self.is_archived,
            "topic": {"value": self.topic},
        }


@dataclass(frozen=True, slots=True)
class Draft:
    """What a caller wants a message to say, checked against Slack's limits."""

    text: str = ""
    blocks: tuple[Json, ...] = ()
    metadata: Json | None = None


@dataclass(slots=True)
class Message:
    channel: str
    ts: str
    user: str
    draft: Draft
    thread_ts: str | None = None
    visible_to: str | None = None
    """The one user who sees it, for an ephemeral message."""
    edited_ts: str | None = None
    edit_is_marked: bool = False
    """Slack writes "(edited)" only after an edit that carried no blocks."""
    is_deleted: bool = False
    unfurls: Json = field(default_factory=dict)
    """What is shown of links in it, by their addresses."""
    revision: int = 0
    """The workspace's revision when this message last changed."""

    @property
    def text(self) -> str:
        return self.draft.text

    @property
    def blocks(self) -> tuple[Json, ...]:
        return self.draft.blocks

    @property
    def metadata(self) -> Json | None:
        return self.draft.metadata

    @property
    def is_ephemeral(self) -> bool:
        return self.visible_to is not None

    @property
    def is_reply(self) -> bool:
        return self.thread_ts is not None and self.thread_ts != self.ts


@dataclass(slots=True)
class File:
    """A file that is uploaded in steps; until it is complete no message may show it."""

    id: str
    name: str
    length: int
    title: str = ""
    content: bytes | None = None
    is_complete: bool = False


@dataclass(slots=True)
class View:
    """A modal or a Home tab as the app last sent it."""

    id: str
    user: str
    content: Json
    hash: str
    is_open: bool = True
    errors: Json = field(default_factory=dict)
    """What is wrong with the last submission, by block_id."""
    revision: int = 0

    def describe(self, team_id: str) -> Json:
        """Return the view as views.open gives it."""
        return {"id": self.id, "team_id": team_id, "hash": self.hash, **self.content}
