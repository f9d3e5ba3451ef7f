"""conversations.*: what stands in a channel, and which channels there are."""

from bot.sandbox.api.message_json import message_json
from bot.sandbox.arguments import flag_of, limit_of, text_of
from bot.sandbox.records import Channel, Json, Message, SlackError
from bot.sandbox.workspace import Workspace

BEGINNING = "0"
END = "9999999999.999999"


def history(workspace: Workspace, arguments: Json) -> Json:
    """Newest first, without replies and without what only one user sees."""
    channel = _readable(workspace, arguments)
    messages = [
        message
        for message in reversed(workspace.messages(channel.id))
        if not message.is_ephemeral and not message.is_reply and _in_window(message, arguments)
    ]
    return _page(workspace, messages, arguments)


def replies(workspace: Workspace, arguments: Json) -> Json:
    """Return the thread's root and then its replies, oldest first."""
    channel = _readable(workspace, arguments)
    try:
        root = workspace.find(channel.id, text_of(arguments, "ts"))
    except SlackError:
        raise SlackError("thread_not_found") from None
    thread = workspace.replies(channel.id, root.ts)
    messages = [root, *(reply for reply in thread if _in_window(reply, arguments))]
    return _page(workspace, messages, arguments)


def info(workspace: Workspace, arguments: Json) -> Json:
    return {"channel": workspace.channel(text_of(arguments, "channel")).describe()}


def listing(workspace: Workspace, arguments: Json) -> Json:
    types = set((text_of(arguments, "types") or "public_channel").split(","))
    without_archived = flag_of(arguments, "exclude_archived")
    channels = [
        channel.describe()
        for channel in workspace.channels.values()
        if _kind(channel) in types and not (without_archived and channel.is_archived)
    ]
    start, limit = _offset(arguments), limit_of(arguments)
    return {
        "channels": channels[start : start + limit],
        **_cursor(start + limit, len(channels)),
    }


def _readable(workspace: Workspace, arguments: Json) -> Channel:
    channel = workspace.channel(text_of(arguments, "channel"))
    if not channel.is_member:
        raise SlackError("not_in_channel")
    return channel


def _kind(channel: Channel) -> str:
    return "private_channel" if channel.is_private else "public_channel"


def _in_window(message: Message, arguments: Json) -> bool:
    oldest = _instant(text_of(arguments, "oldest") or BEGINNING, "invalid_ts_oldest")
    latest = _instant(text_of(arguments, "latest") or END, "invalid_ts_latest")
    at = _instant(message.ts, "fatal_error")
    if flag_of(arguments, "inclusive"):
        return oldest <= at <= latest
    return oldest < at < latest


def _instant(text: str, error: str) -> tuple[int, int]:
    """Return a timestamp to compare: floats are too coarse for six decimals."""
    seconds, _, micros = text.partition(".")
    try:
        return int(seconds), int(micros.ljust(6, "0")[:6])
    except ValueError:
        raise SlackError(error) from None


def _page(workspace: Workspace, messages: list[Message], arguments: Json) -> Json:
    start, limit = _offset(arguments), limit_of(arguments)
    with_metadata = flag_of(arguments, "include_all_metadata")
    shown = messages[start : start + limit]
    return {
        "messages": [message_json(workspace, m, with_metadata=with_metadata) for m in shown],
        "has_more": start + limit < len(messages),
        "pin_count": 0,
        **_cursor(start + limit, len(messages)),
    }


def _offset(arguments: Json) -> int:
    cursor = text_of(arguments, "cursor")
    if not cursor:
        return 0
    number = cursor.removeprefix("next:")
    if number == cursor or not number.isdecimal():
        raise SlackError("invalid_cursor")
    return int(number)


def _cursor(after: int, total: int) -> Json:
    return {"response_metadata": {"next_cursor": f"next:{after}" if after < total else ""}}
