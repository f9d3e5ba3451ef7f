"""chat.*: posting, changing and deleting messages."""

from bot.sandbox.api.message_json import message_json
from bot.sandbox.arguments import json_of, text_of
from bot.sandbox.block_rules import check_blocks
from bot.sandbox.drafts import MAX_UPDATED_TEXT, read_draft
from bot.sandbox.records import Channel, Draft, Json, Message, SlackError
from bot.sandbox.workspace import Workspace


def post_message(workspace: Workspace, arguments: Json) -> Json:
    channel = _writable(workspace, arguments)
    draft = read_draft(arguments)
    message = workspace.post(channel.id, draft, thread_ts=_thread(workspace, channel, arguments))
    return {
        "channel": channel.id,
        "ts": message.ts,
        "message": message_json(workspace, message),
    }


def update(workspace: Workspace, arguments: Json) -> Json:
    channel = workspace.channel(text_of(arguments, "channel"))
    message = workspace.find(channel.id, text_of(arguments, "ts"))
    if message.user != workspace.bot.id or message.is_ephemeral:
        raise SlackError("cant_update_message")
    draft = read_draft(arguments, MAX_UPDATED_TEXT)
    _check_skeleton(message, draft)
    workspace.edit(message, draft)
    return {
        "channel": channel.id,
        "ts": message.ts,
        "text": message.text,
        "message": message_json(workspace, message),
    }


def post_ephemeral(workspace: Workspace, arguments: Json) -> Json:
    channel = _writable(workspace, arguments)
    user = text_of(arguments, "user")
    if user not in workspace.users:
        raise SlackError("user_not_in_channel")
    draft = read_draft(arguments)
    thread = _thread(workspace, channel, arguments)
    message = workspace.post(channel.id, draft, thread_ts=thread, visible_to=user)
    return {"message_ts": message.ts}


def unfurl(workspace: Workspace, arguments: Json) -> Json:
    """Show what links lead to under the message that has them."""
    channel = workspace.channel(text_of(arguments, "channel"))
    message = workspace.find(channel.id, text_of(arguments, "ts"))
    unfurls = json_of(arguments, "unfurls", "missing_unfurls")
    if not isinstance(unfurls, dict) or not unfurls:
        raise SlackError("missing_unfurls")
    for shown in unfurls.values():
        check_blocks(shown.get("blocks", []))
    workspace.unfurl(message, unfurls)
    return {}


def delete(workspace: Workspace, arguments: Json) -> Json:
    channel = workspace.channel(text_of(arguments, "channel"))
    message = workspace.find(channel.id, text_of(arguments, "ts"))
    if message.user != workspace.bot.id or message.is_ephemeral:
        raise SlackError("cant_delete_message")
    workspace.delete(message)
    return {"channel": channel.id, "ts": message.ts}


def _writable(workspace: Workspace, arguments: Json) -> Channel:
    channel = workspace.channel(text_of(arguments, "channel"))
    if channel.is_archived:
        raise SlackError("is_archived")
    if not channel.is_member:
        raise SlackError("not_in_channel")
    return channel


def _thread(workspace: Workspace, channel: Channel, arguments: Json) -> str | None:
    """Return the thread's root; Slack takes a reply's ts for its thread."""
    ts = text_of(arguments, "thread_ts")
    if not ts:
        return None
    try:
        root = workspace.find(channel.id, ts)
    except SlackError:
        raise SlackError("cannot_reply_to_message") from None
    return root.thread_ts or root.ts


def _check_skeleton(message: Message, draft: Draft) -> None:
    """Refuse to put other blocks where rich text was, as Slack documents for chat.update."""
    if draft.blocks and _has_rich_text(message.draft) and not _has_rich_text(draft):
        raise SlackError("block_mismatch")


def _has_rich_text(draft: Draft) -> bool:
    return any(block["type"] == "rich_text" for block in draft.blocks)
