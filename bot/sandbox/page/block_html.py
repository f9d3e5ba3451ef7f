"""The templates, and the filters with which they turn blocks into HTML."""

from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from bot.sandbox.page.dates import time_html
from bot.sandbox.page.emoji import with_emoji
from bot.sandbox.page.links import is_safe_link
from bot.sandbox.page.mrkdwn import mrkdwn_html
from bot.sandbox.page.names import Names
from bot.sandbox.page.rich_text_html import rich_text_html
from bot.sandbox.records import Json

TEMPLATES = Path(__file__).parent / "templates"


def build_templates(names: Names) -> Environment:
    """Return the templates; `names` says whom and what an id stands for."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "mrkdwn": partial(mrkdwn_html, names=names),
        "rich_text": partial(rich_text_html, names=names),
        "text_object": partial(text_object_html, names=names),
        "clock": clock_html,
    }
    environment.tests["safe_link"] = is_safe_link
    return environment


def text_object_html(text: Json, names: Names) -> Markup:
    """Return a text object as HTML: mrkdwn is styled, plain text is not."""
    if text["type"] == "mrkdwn":
        return mrkdwn_html(text["text"], names)
    shown = with_emoji(text["text"]) if text.get("emoji", True) else text["text"]
    return escape(shown).replace("\n", Markup("<br>"))


def clock_html(ts: str) -> Markup:
    """Return a message's ts as the time that stands beside its author."""
    return time_html(int(ts.partition(".")[0]), "{time}")
