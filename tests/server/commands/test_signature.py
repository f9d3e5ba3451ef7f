from pathlib import Path

import pytest

from server.core.help_desks import HELP_DESKS
from tests.server.commands.running import Terminal
from tests.server.email.markup import read


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    terminal = Terminal(tmp_path)
    terminal.call("agent", "add", "mari", "--name", "Mari Tamm", "--team", "chat")
    return terminal


def hrefs(html: str) -> list[str]:
    return [a.attributes["href"] for a in read(html).all("a")]


def test_it_prints_a_block_that_leads_here(terminal: Terminal) -> None:
    public = {"PALDIES_PUBLIC_URL": "https://feedback.example"}
    ran = terminal.call("signature", "--survey", "csat", "--agent", "mari", **public)
    assert (ran.code, ran.err) == (0, "")
    assert "How was the help you got from Mari Tamm?" in ran.out
    *scores, trap = hrefs(ran.out)
    page = scores[0].removesuffix("/1")
    assert page.startswith("https://feedback.example/r/")
    assert scores == [f"{page}/{score}" for score in range(1, 6)]
    assert trap == f"{page}/more"


def test_it_has_the_same_links_each_time_and_others_in_another_language(terminal: Terminal) -> None:
    words = ("signature", "--survey", "nps", "--agent", "mari")
    first, again = terminal.call(*words).out, terminal.call(*words, "--style", "stars").out
    assert hrefs(first) == hrefs(again)
    assert first != again
    estonian = terminal.call(*words, "--language", "et").out
    assert 'lang="et"' in estonian
    assert not set(hrefs(first)) & set(hrefs(estonian))


@pytest.mark.parametrize("name", HELP_DESKS)
def test_it_names_the_conversation_as_the_help_desk_does(terminal: Terminal, name: str) -> None:
    ran = terminal.call("signature", "--survey", "csat", "--agent", "mari", "--for", name)
    query = f"?c={HELP_DESKS[name]}" if HELP_DESKS[name] else ""
    assert [href.rpartition("/")[2] for href in hrefs(ran.out)] == [
        f"{choice}{query}" for choice in (1, 2, 3, 4, 5, "more")
    ]


def test_it_takes_a_placeholder_of_any_other_help_desk(terminal: Terminal) -> None:
    words = ("signature", "--survey", "csat", "--agent", "mari", "--conversation", "[[case]]")
    assert terminal.call(*words).out.count("?c=%5B%5Bcase%5D%5D") == 6


def test_it_prints_plain_text(terminal: Terminal) -> None:
    ran = terminal.call("signature", "--survey", "csat", "--agent", "mari", "--text")
    assert "<" not in ran.out
    assert ran.out.splitlines()[2].startswith("Very bad: http://localhost:8080/r/")


@pytest.mark.parametrize(
    ("words", "code", "complaint"),
    [
        (("--survey", "joy", "--agent", "mari"), 1, "there is no survey 'joy', only ces, csat, nps"),
        (("--survey", "csat", "--agent", "bob"), 1, "there is no agent 'bob', only mari"),
        (("--survey", "csat", "--agent", "mari", "--language", "xx"), 1, "csat is not asked in 'xx'"),
        (("--survey", "csat", "--agent", "mari", "--style", "hearts"), 2, "hearts"),
        (("--survey", "csat", "--agent", "mari", "--for", "fax"), 2, "fax"),
        (("--survey", "csat"), 2, "--agent"),
    ],
)  # fmt: skip
def test_it_says_what_is_wrong(
    terminal: Terminal, words: tuple[str, ...], code: int, complaint: str
) -> None:
    ran = terminal.call("signature", *words)
    assert ran.code == code
    assert complaint in ran.err
    assert code == 2 or len(ran.err.splitlines()) == 1
