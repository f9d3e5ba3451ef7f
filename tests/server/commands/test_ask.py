from pathlib import Path

import pytest

from tests.server.commands.running import Terminal


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path)


def test_it_prints_a_personal_link_alone(terminal: Terminal) -> None:
    terminal.call("agent", "add", "mari", "--name", "Mari Tamm")
    one = terminal.call("ask", "--survey", "csat", "--agent", "mari", "--customer", "k@example.ee")
    two = terminal.call("ask", "--survey", "csat", PALDIES_PUBLIC_URL="https://f.example")
    assert one.out.startswith("http://localhost:8080/r/")
    assert two.out.startswith("https://f.example/r/")
    assert one.out.count("\n") == 1
    assert one.out.strip()[-22:] != two.out.strip()[-22:]


def test_it_tells_that_a_customer_was_asked_lately(terminal: Terminal) -> None:
    document = terminal.call("survey", "show", "csat", "--toml").out
    (terminal.folder / "csat.toml").write_text("ask_again_days = 30\n" + document)
    assert terminal.call("survey", "put", "csat.toml").code == 0
    wanted = ("ask", "--survey", "csat", "--customer", "k@example.ee")
    assert terminal.call(*wanted).code == 0
    refused = terminal.call(*wanted)
    assert (refused.code, refused.out) == (1, "")
    assert "k@example.ee was asked csat on" in refused.err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--survey", "nope"), "there is no survey 'nope', only ces, csat, nps"),
        (("--survey", "csat", "--agent", "mari"), "there is no agent 'mari'"),
    ],
)
def test_it_says_what_there_is_not(terminal: Terminal, words: tuple[str, ...], says: str) -> None:
    refused = terminal.call("ask", *words)
    assert (refused.code, says in refused.err) == (1, True)
