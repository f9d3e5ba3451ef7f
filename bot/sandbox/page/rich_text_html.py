"""rich_text blocks to HTML. Text in them is literal: no mrkdwn, nothing to escape by the sender."""

from collections.abc import Callable

from markupsafe import Markup, escape

from bot.sandbox.page.dates import time_html
from bot.sandbox.page.emoji import NAMES
from bot.sandbox.page.links import link_html
from bot.sandbox.page.mrkdwn import mention
from bot.sandbox.page.names import Names
from bot.sandbox.records import Json

STYLE_TAGS = {
    "bold": Markup("<strong>{}</strong>"),
    "italic": Markup("<em>{}</em>"),
    "strike": Markup("<s>{}</s>"),
    "underline": Markup("<u>{}</u>"),
    "code": Markup("<code>{}</code>"),
}
PARTS = {
    "rich_text_section": Markup("<p>{}</p>"),
    "rich_text_quote": Markup("<blockquote>{}</blockquote>"),
    "rich_text_preformatted": Markup('<pre tabindex="0">{}</pre>'),
}


LISTS = {
    True: Markup('<ol class="indent-{}">{}</ol>'),
    False: Markup('<ul class="indent-{}">{}</ul>'),
}


def rich_text_html(block: Json, names: Names) -> Markup:
    return Markup().join(_part(part, names) for part in block["elements"])


def _part(part: Json, names: Names) -> Markup:
    if part["type"] == "rich_text_list":
        return _list(part, names)
    return PARTS[part["type"]].format(_leaves(part, names))


def _list(part: Json, names: Names) -> Markup:
    items = Markup().join(
        Markup("<li>{}</li>").format(_leaves(item, names)) for item in part["elements"]
    )
    indent = min(int(part.get("indent", 0)), 8)
    return LISTS[part.get("style") == "ordered"].format(indent, items)


def _leaves(part: Json, names: Names) -> Markup:
    return Markup().join(_leaf(leaf, names) for leaf in part["elements"])


def _leaf(leaf: Json, names: Names) -> Markup:
    content = LEAVES[leaf["type"]](leaf, names)
    for style, tag in STYLE_TAGS.items():
        if leaf.get("style", {}).get(style):
            content = tag.format(content)
    return content


def _text(leaf: Json, names: Names) -> Markup:
    del names
    return escape(leaf["text"]).replace("\n", Markup("<br>"))


def _link(leaf: Json, names: Names) -> Markup:
    del names
    return link_html(str(leaf.get("url", "")), str(leaf.get("text", "")))


def _emoji(leaf: Json, names: Names) -> Markup:
    del names
    name = str(leaf.get("name", ""))
    return escape(NAMES.get(name, f":{name}:"))


def _date(leaf: Json, names: Names) -> Markup:
    del names
    return time_html(int(leaf["timestamp"]), str(leaf["format"]), str(leaf.get("fallback", "")))


LEAVES: dict[str, Callable[[Json, Names], Markup]] = {
    "text": _text,
    "link": _link,
    "emoji": _emoji,
    "date": _date,
    "user": lambda leaf, names: mention(names.person(leaf["user_id"])),
    "channel": lambda leaf, names: mention(names.channel(leaf["channel_id"])),
    "usergroup": lambda leaf, names: mention("@group"),
    "broadcast": lambda leaf, names: mention(f"@{leaf['range']}"),
}
