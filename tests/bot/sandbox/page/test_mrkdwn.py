import pytest

from bot.sandbox.page.mrkdwn import mrkdwn_html
from bot.sandbox.page.names import Names
from tests.bot.slack import ANA, CHANNEL, new_workspace

NAMES = Names(new_workspace("http://127.0.0.1/"))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "*bold* _it_ ~gone~ `code`",
            "<strong>bold</strong> <em>it</em> <s>gone</s> <code>code</code>",
        ),
        ("*both _of them_*", "<strong>both <em>of them</em></strong>"),
        ("snake_case_name 2*3*4 a ~ b", "snake_case_name 2*3*4 a ~ b"),
        ("* not bold *", "* not bold *"),
        ("`*as it is*`", "<code>*as it is*</code>"),
        ("one\ntwo", "one<br>two"),
        ("&lt;b&gt; &amp;amp;", "&lt;b&gt; &amp;amp;"),
        ("<script>alert(1)</script>", "scriptalert(1)/script"),
        ("&gt; said\n&gt; twice\nthen", "<blockquote>said<br>twice</blockquote>then"),
        ("```\na  <b>\n```", '<pre tabindex="0">a  &lt;b&gt;</pre>'),
        (":star: :unheard_of:", "⭐ :unheard_of:"),
        (f"<@{ANA}>", '<span class="mention">@ana</span>'),
        ("<@U0GONE|gone>", '<span class="mention">@gone</span>'),
        (f"<#{CHANNEL}>", '<span class="mention">#feedback</span>'),
        ("<!channel>", '<span class="mention">@channel</span>'),
        ("<!subteam^S1|@helpers>", '<span class="mention">@helpers</span>'),
        ("<javascript:alert(1)|click>", "click"),
    ],
)
def test_it_shows_mrkdwn_as_slack_does(text: str, html: str) -> None:
    assert mrkdwn_html(text, NAMES) == html


def test_it_links_to_pages_only() -> None:
    link = mrkdwn_html('*<https://desk.example/?a=1&amp;b="|C-1 & co>*', NAMES)
    assert link.startswith('<strong><a href="https://desk.example/?a=1&amp;b=&#34;"')
    assert link.endswith(">C-1 &amp; co</a></strong>")


def test_it_shows_a_date_with_its_fallback() -> None:
    html = mrkdwn_html("<!date^1700000000^{date_short} at {time}|14 Nov 2023>", NAMES)
    assert html == (
        '<time datetime="2023-11-14T22:13:20+00:00" data-pattern="{date_short} at {time}">'
        "14 Nov 2023</time>"
    )


@pytest.mark.parametrize("entity", ["!date^soon^{time}|soon", "!date^1e9|soon", "!date|soon"])
def test_it_shows_the_fallback_of_a_broken_date(entity: str) -> None:
    assert "<time" not in mrkdwn_html(f"<{entity}>", NAMES)


def test_it_drops_characters_of_its_own_bookkeeping() -> None:
    assert mrkdwn_html("\ue0000\ue001 `x`", NAMES) == "0 <code>x</code>"
