"""Slack's mrkdwn to HTML: `*bold* _italic_ ~struck~`, code, quotes, and `<…>` entities.

Whoever writes mrkdwn escapes `&`, `<` and `>`. What stands in angle brackets is therefore meant
as an entity; everything else is text, whatever it looks like.
"""

import html
import re
from collections.abc import Iterator
from itertools import groupby

from markupsafe import Markup, escape

from bot.sandbox.page.dates import date_html
from bot.sandbox.page.emoji import with_emoji
from bot.sandbox.page.links import link_html
from bot.sandbox.page.names import Names

FENCE = re.compile(r"```\n?(.+?)\n?```", re.DOTALL)
PIECE = re.compile(r"`(?P<code>[^`\n]+)`|<(?P<entity>[^<>\n]+)>")
STYLE = re.compile(
    r"(?<![\w*~])(?P<mark>[*_~])(?!\s|(?P=mark))(?P<inner>.+?)(?<!\s)(?P=mark)(?![\w*~])"
)
TAGS = {
    "*": Markup("<strong>{}</strong>"),
    "_": Markup("<em>{}</em>"),
    "~": Markup("<s>{}</s>"),
}
QUOTE = re.compile(r"(?:&gt;|>) ?")

HOLD = "\ue000{}\ue001"
"""Stands for a finished piece while the text around it is styled: two private characters."""
HELD = re.compile("\ue000(\\d+)\ue001")


def mrkdwn_html(text: str, names: Names) -> Markup:
    """Return the text as HTML; nothing in it can become markup of its own."""
    clean = text.replace("\ue000", "").replace("\ue001", "")
    parts: list[Markup] = []
    for index, part in enumerate(FENCE.split(clean)):
        if index % 2:
            parts.append(Markup('<pre tabindex="0">{}</pre>').format(html.unescape(part)))
        elif part.strip("\n"):
            parts.extend(_paragraphs(part.strip("\n"), names))
    return Markup().join(parts)


def _paragraphs(text: str, names: Names) -> Iterator[Markup]:
    for quoted, lines in groupby(text.split("\n"), key=lambda line: bool(QUOTE.match(line))):
        if quoted:
            bare = "\n".join(QUOTE.sub("", line, count=1) for line in lines)
            yield Markup("<blockquote>{}</blockquote>").format(_inline(bare, names))
        else:
            yield _inline("\n".join(lines), names)


def _inline(text: str, names: Names) -> Markup:
    """Set code and entities aside, style the rest, and put them back."""
    held: list[Markup] = []

    def hold(match: re.Match[str]) -> str:
        held.append(_piece(match, names))
        return HOLD.format(len(held) - 1)

    return _styled(PIECE.sub(hold, text), held)


def _piece(match: re.Match[str], names: Names) -> Markup:
    if match["code"] is not None:
        return Markup("<code>{}</code>").format(html.unescape(match["code"]))
    return entity_html(html.unescape(match["entity"]), names)


def _styled(text: str, held: list[Markup]) -> Markup:
    parts: list[Markup] = []
    end = 0
    for match in STYLE.finditer(text):
        parts.append(_plain(text[end : match.start()], held))
        parts.append(TAGS[match["mark"]].format(_styled(match["inner"], held)))
        end = match.end()
    return Markup().join([*parts, _plain(text[end:], held)])


def _plain(text: str, held: list[Markup]) -> Markup:
    pieces = HELD.split(text)
    return Markup().join(
        held[int(piece)] if index % 2 else _literal(piece) for index, piece in enumerate(pieces)
    )


def _literal(text: str) -> Markup:
    return escape(with_emoji(html.unescape(text))).replace("\n", Markup("<br>"))


def entity_html(entity: str, names: Names) -> Markup:
    """Return what `<entity>` shows: a person, a channel, a group, a date or a link."""
    target, _, label = entity.partition("|")
    if target.startswith("@"):
        return mention(names.person(target[1:], label))
    if target.startswith("#"):
        return mention(names.channel(target[1:], label))
    if target.startswith("!date^"):
        return date_html(target, label)
    if target.startswith("!subteam^"):
        return mention(label or "@group")
    if target.startswith("!"):
        return mention(f"@{target[1:]}")
    return link_html(target, label)


def mention(text: str) -> Markup:
    return Markup('<span class="mention">{}</span>').format(text)
