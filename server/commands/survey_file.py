"""Reads a survey document from a file."""

import json
import mimetypes
import tomllib
from base64 import b64encode
from pathlib import Path
from typing import Any

import click

from server.core.survey_check import BadSurvey, read_survey
from server.core.survey_document import SurveyDocument


def read_survey_file(path: Path) -> SurveyDocument:
    """Return the survey that a TOML or JSON file holds; end with a line for each fault.

    A logo that is named as a file beside it is taken into the document.
    """
    table = _parsed(path)
    try:
        return read_survey(_with_logo(table, path))
    except BadSurvey as error:
        lines = "\n".join(f"{path}: {fault}" for fault in error.faults)
        raise click.ClickException(lines) from None


def _parsed(path: Path) -> object:
    text = _text(path)
    is_json = path.suffix == ".json" or text.lstrip().startswith("{")
    try:
        return json.loads(text) if is_json else tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        kind = "JSON" if is_json else "TOML"
        raise click.ClickException(f"{path}: is not {kind}: {error}") from None


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except OSError as error:
        raise click.ClickException(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise click.ClickException(f"{path}: is not UTF-8 text; save it as UTF-8") from None


def _with_logo(table: Any, path: Path) -> object:  # noqa: ANN401  anything may stand in a file
    theme = table.get("theme") if isinstance(table, dict) else None
    if not isinstance(theme, dict):
        return table
    logo = theme.get("logo")
    if not isinstance(logo, str) or logo.startswith("data:"):
        return table
    try:
        picture = b64encode((path.parent / logo).read_bytes()).decode()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise click.ClickException(f"{path}: theme.logo: {logo}: {reason}") from None
    kind = mimetypes.guess_type(logo)[0] or "application/octet-stream"
    return table | {"theme": theme | {"logo": f"data:{kind};base64,{picture}"}}
