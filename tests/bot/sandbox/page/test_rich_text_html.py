from typing import Any

import pytest

from bot.sandbox.page.names import Names
from bot.sandbox.page.rich_text_html import rich_text_html
from tests.bot.sandbox.samples import quote, rich_text
from tests.bot.slack import ANA, new_workspace

NAMES = Names(new_workspace("http://127.0.0.1/"))


def text(words: str, **style: bool) -> dict[str, Any]:
    return {"type": "text", "text": words, "style": style}


def part(kind: str, *elements: dict[str, Any], **more: object) -> dict[str, Any]:
    return {"type": f"rich_text_{kind}", "elements": list(elements), **more}


def test_it_shows_a_quote_literally() -> None:
    html = rich_text_html(quote("*not bold* <!channel>\n:star: &amp;"), NAMES)
    assert html == ("<blockquote>*not bold* &lt;!channel&gt;<br>:star: &amp;amp;</blockquote>")


@pytest.mark.parametrize(
    ("given", "html"),
    [
        (part("section", text("a", bold=True), text("b")), "<p><strong>a</strong>b</p>"),
        (part("section", text("a", italic=True, strike=True)), "<p><s><em>a</em></s></p>"),
        (part("section", text("a", code=True)), "<p><code>a</code></p>"),
        (part("preformatted", text("<a>")), '<pre tabindex="0">&lt;a&gt;</pre>'),
        (
            part("list", part("section", text("a")), style="ordered", indent=1),
            '<ol class="indent-1"><li>a</li></ol>',
        ),
        (
            part("section", {"type": "user", "user_id": ANA}),
            '<p><span class="mention">@ana</span></p>',
        ),
        (part("section", {"type": "link", "url": "javascript:x", "text": "a"}), "<p>a</p>"),
        (part("section", {"type": "emoji", "name": "star"}), "<p>⭐</p>"),
    ],
)
def test_it_shows_rich_text_as_slack_does(given: dict[str, Any], html: str) -> None:
    assert rich_text_html(rich_text(given), NAMES) == html
