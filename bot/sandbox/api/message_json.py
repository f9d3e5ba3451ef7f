"""A message as the Web API gives it."""

from bot.sandbox.records import Json, Message
from bot.sandbox.workspace import Workspace


def message_json(workspace: Workspace, message: Message, *, with_metadata: bool = False) -> Json:
    """Return the message object; metadata only for those who asked for it, as Slack does."""
    body: Json = {
        "type": "message",
        "user": message.user,
        "ts": message.ts,
        "team": workspace.team_id,
        "text": message.text,
    }
    if message.user == workspace.bot.id:
        body |= {"bot_id": workspace.bot_id, "app_id": workspace.app_id}
    if message.blocks:
        body["blocks"] = list(message.blocks)
    if message.edited_ts is not None:
        body["edited"] = {"user": message.user, "ts": message.edited_ts}
    if with_metadata and message.metadata:
        body["metadata"] = message.metadata
    return body | _thread(workspace, message)


def _thread(workspace: Workspace, message: Message) -> Json:
    if message.is_reply:
        return {"thread_ts": message.thread_ts}
    replies = workspace.replies(message.channel, message.ts)
    if not replies:
        return {}
    return {
        "thread_ts": message.ts,
        "reply_count": len(replies),
        "reply_users": sorted({reply.user for reply in replies}),
        "latest_reply": replies[-1].ts,
    }
