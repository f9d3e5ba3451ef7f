"""What an app answers, at once or through a response_url, and how the channel shows it."""

import html
import json
from dataclasses import dataclass
from typing import Self

from bot.sandbox.drafts import read_draft
from bot.sandbox.records import Draft, Json, SlackError
from bot.sandbox.response_urls import ResponseUrl
from bot.sandbox.workspace import SLACKBOT, Workspace


@dataclass(frozen=True, slots=True)
class Answer:
    """The app's answer to one request; status 0 means that none came."""

    status: int
    content_type: str = ""
    body: str = ""
    failure: str = ""
    """Slack's code for an answer that never came."""

    @classmethod
    def timed_out(cls) -> Self:
        return cls(0, failure="operation_timeout")

    @classmethod
    def unreachable(cls) -> Self:
        return cls(0, failure="dispatch_failed")

    @property
    def json(self) -> Json:
        """The body as a JSON object, empty when it is anything else."""
        try:
            value = json.loads(self.body)
        except ValueError:
            return {}
        return value if isinstance(value, dict) else {}


def take_answer(workspace: Workspace, url: ResponseUrl, answer: Answer) -> None:
    """Show the answer to a command, or what Slack says when there is none to show."""
    try:
        said = _said(answer)
        if said.get("text") or said.get("blocks"):
            _show(workspace, url, said)
    except SlackError as error:
        command = url.typed.partition(" ")[0]
        tell(workspace, url, f"{command} failed with the error “{error.code}”")


def take_response(workspace: Workspace, url: ResponseUrl, said: Json) -> None:
    """Do what a post to a response_url asks; raise SlackError with Slack's refusal."""
    if url.source is not None and said.get("delete_original"):
        workspace.delete(url.source)
    elif url.source is not None and said.get("replace_original"):
        workspace.edit(url.source, read_draft(said))
    else:
        _show(workspace, url, said)


def tell(workspace: Workspace, url: ResponseUrl, text: str) -> None:
    """Let Slackbot say something to the one who typed."""
    draft = Draft(html.escape(text, quote=False))
    workspace.post(url.channel, draft, user=SLACKBOT.id, visible_to=url.user)


def _said(answer: Answer) -> Json:
    if answer.status != 200:
        raise SlackError(answer.failure or "dispatch_failed")
    return answer.json if answer.content_type == "application/json" else {"text": answer.body}


def _show(workspace: Workspace, url: ResponseUrl, said: Json) -> None:
    draft = read_draft(said)
    if said.get("response_type") != "in_channel":
        workspace.post(url.channel, draft, visible_to=url.user)
        return
    if url.typed:
        # Whoever reads a shared answer sees what was asked, once.
        asked, url.typed = Draft(html.escape(url.typed, quote=False)), ""
        workspace.post(url.channel, asked, user=url.user)
    workspace.post(url.channel, draft)
