"""views.*: modals and the Home tab, kept for the page and for tests."""

import secrets

from bot.sandbox.arguments import json_of, text_of
from bot.sandbox.block_rules import check_view
from bot.sandbox.records import Json, SlackError, View
from bot.sandbox.workspace import Workspace


def open_view(workspace: Workspace, arguments: Json) -> Json:
    content = _content(arguments)
    user = workspace.spend_trigger(text_of(arguments, "trigger_id"))
    return _kept(workspace, View(_new_id(), user, content, _new_hash()))


def update(workspace: Workspace, arguments: Json) -> Json:
    view = workspace.views.get(text_of(arguments, "view_id"))
    if view is None:
        raise SlackError("not_found")
    _check_hash(view, arguments)
    view.content, view.hash, view.errors = _content(arguments), _new_hash(), {}
    return _kept(workspace, view)


def publish(workspace: Workspace, arguments: Json) -> Json:
    """Show the Home tab of a user; it has one view, whatever was there before."""
    user = workspace.user(text_of(arguments, "user_id"))
    content = _content(arguments)
    home_id = f"V{user.id}HOME"
    known = workspace.views.get(home_id)
    if known is not None:
        _check_hash(known, arguments)
    return _kept(workspace, View(home_id, user.id, content, _new_hash()))


def _kept(workspace: Workspace, view: View) -> Json:
    return {"view": workspace.keep_view(view).describe(workspace.team_id)}


def _content(arguments: Json) -> Json:
    view = json_of(arguments, "view", "invalid_arguments")
    if not isinstance(view, dict) or view.get("type") not in {"modal", "home"}:
        raise SlackError("invalid_arguments")
    check_view(view)
    return view


def _check_hash(view: View, arguments: Json) -> None:
    expected = text_of(arguments, "hash")
    if expected and expected != view.hash:
        raise SlackError("hash_conflict")


def _new_id() -> str:
    return f"V{secrets.token_hex(5).upper()}"


def _new_hash() -> str:
    return secrets.token_hex(8)
