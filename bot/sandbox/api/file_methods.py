"""files.*: an upload in three steps, as a picture in a message needs it."""

import secrets

from bot.sandbox.arguments import json_of, text_of
from bot.sandbox.records import File, Json, SlackError
from bot.sandbox.workspace import Workspace


def upload_url(workspace: Workspace, arguments: Json) -> Json:
    """Return where the bytes of a file go, and its id."""
    name, length = text_of(arguments, "filename"), text_of(arguments, "length")
    if not name or not length.isdecimal() or not int(length):
        raise SlackError("invalid_arguments")
    file = File(f"F{secrets.token_hex(5).upper()}", name, int(length))
    workspace.files[file.id] = file
    return {"upload_url": f"{workspace.address}upload/{file.id}", "file_id": file.id}


def complete_upload(workspace: Workspace, arguments: Json) -> Json:
    """Make uploaded files known; without a channel nobody is told of them."""
    wanted = json_of(arguments, "files", "invalid_arguments")
    if not isinstance(wanted, list) or not wanted:
        raise SlackError("invalid_arguments")
    files = [workspace.files.get(str(one.get("id"))) for one in wanted]
    found = [file for file in files if file is not None and file.content is not None]
    if len(found) < len(wanted):
        raise SlackError("file_not_found")
    for file, one in zip(found, wanted, strict=True):
        file.title, file.is_complete = str(one.get("title") or file.name), True
    return {"files": [{"id": file.id, "title": file.title} for file in found]}
