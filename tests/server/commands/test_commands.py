import json
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from server.core.instants import day_of
from server.core.ratings import NewRating
from server.core.surveys import Survey
from server.store import api_keys, ratings, surveys
from server.store.database import open_database
from tests.clock import TestClock
from tests.server.commands.running import Terminal
from tests.server.store.new_ratings import new_rating


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path)


async def test_it_prints_a_key_alone_on_the_last_line(terminal: Terminal) -> None:
    ran = terminal.run("key", "add", "zapier", "--scope", "write")
    assert ran.code == 0
    secret = ran.out.splitlines()[-1]
    assert ran.out == f"{secret}\n"
    database = await open_database(f"sqlite:///{terminal.folder / 'paldies.db'}")
    key = await database.read(api_keys.by_secret, secret)
    await database.close()
    assert key is not None
    assert (key.name, key.scope) == ("zapier", "write")


def test_it_adds_and_lists_agents(terminal: Terminal) -> None:
    assert "No agents yet" in terminal.call("agent", "list").out
    added = terminal.call("agent", "add", "mari", "--name", "Mari Tamm", "--team", "chat")
    assert (added.code, added.out) == (0, "mari: Mari Tamm\n")
    assert terminal.call("agent", "list").out == "mari  Mari Tamm  chat\n"


def test_it_changes_an_agent_that_is_added_again(terminal: Terminal) -> None:
    terminal.call("agent", "add", "mari", "--name", "Mari Tamm")
    terminal.call("agent", "add", "mari", "--name", "Mari Kask")
    assert terminal.call("agent", "list").out == "mari  Mari Kask\n"


def test_it_lists_and_shows_surveys(terminal: Terminal) -> None:
    listed = terminal.call("survey", "list").out.splitlines()
    assert [line.split()[:3] for line in listed] == [
        ["ces", "ces", "1-7"],
        ["csat", "csat", "1-5"],
        ["nps", "nps", "0-10"],
    ]
    shown = json.loads(terminal.call("survey", "show", "nps").out)
    assert (shown["metric"], shown["scale"]) == ("nps", 10)
    missing = terminal.call("survey", "show", "joy")
    assert (missing.code, missing.err) == (
        1,
        "Error: there is no survey 'joy', only ces, csat, nps\n",
    )


async def test_it_answers_scores_in_the_terminal(terminal: Terminal, clock: TestClock) -> None:
    terminal.run("agent", "add", "mari", "--name", "Mari Tamm")
    database = await open_database(f"sqlite:///{terminal.folder / 'paldies.db'}")
    csat = next(each for each in await database.read(surveys.current) if each.slug == "csat")
    for score in (5, 5, 4, 4, 1):
        await database.write(ratings.record, of_today(csat, score, clock))
    await database.close()
    ran = terminal.run("scores", "csat", "30d", "by", "agent")
    assert ran.code == 0
    assert "80 %" in ran.out
    assert "38" in ran.out
    assert "96" in ran.out
    assert "n = 5" in ran.out
    assert "Mari Tamm" in ran.out


def test_it_says_what_it_did_not_understand(terminal: Terminal) -> None:
    ran = terminal.call("scores", "cast", "30d")
    assert ran.code == 2
    assert "csat" in ran.err
    assert terminal.call("scores", "help").code == 0


def test_it_takes_quotes_as_a_shell_leaves_them(terminal: Terminal) -> None:
    terminal.call("agent", "add", "mari", "--name", "Mari Tamm")
    assert terminal.call("scores", "csat", "agent:Mari Tamm", "last week").code == 0
    assert terminal.call("scores", "csat last week", "@Mari Tamm").code == 0
    assert "agent “Mari Tam”" in terminal.call("scores", "agent:Mari Tam").err


def test_it_answers_before_the_first_rating(terminal: Terminal) -> None:
    ran = terminal.call("scores")
    assert (ran.code, ran.err) == (0, "")


@pytest.mark.parametrize("word", ["serve", "key", "agent", "survey", "scores", "slack", "demo"])
def test_it_explains_every_command(terminal: Terminal, word: str) -> None:
    ran = terminal.call(word, "--help")
    assert ran.code == 0
    assert ran.out.startswith("Usage: ")


@pytest.mark.parametrize(
    ("words", "environment", "code", "complaint"),
    [
        (("serve",), {"PALDIES_PORT": "x"}, 1, "PALDIES_PORT"),
        (("serve",), {"PALDIES_DATABASE_URL": "mysql://x"}, 1, "PALDIES"),
        (
            ("agent", "list"),
            {"PALDIES_DATABASE_URL": "sqlite:////nowhere/x.db"},
            1,
            "PALDIES_DATABASE_URL",
        ),
        (
            ("serve",),
            {"PALDIES_DATABASE_URL": "sqlite:////nowhere/x.db"},
            1,
            "PALDIES_DATABASE_URL",
        ),
        (("agent", "add"), {}, 2, "KEY"),
        (("dance",), {}, 2, "dance"),
        (("agent", "list", "--env-file", "nowhere"), {}, 1, "nowhere"),
    ],
)
def test_it_ends_with_one_line_that_says_what_is_wrong(
    terminal: Terminal,
    words: tuple[str, ...],
    environment: dict[str, str],
    code: int,
    complaint: str,
) -> None:
    # A process of its own: what serves sets up the logs of the process for good.
    ran = terminal.run(*words, **environment)
    assert ran.code == code
    assert complaint in ran.err
    assert "Traceback" not in ran.err
    assert code == 2 or len(ran.err.splitlines()) == 1


def test_it_prints_a_manifest_for_this_installation(terminal: Terminal) -> None:
    printed = terminal.call("slack", "manifest", PALDIES_PUBLIC_URL="https://feedback.example").out
    manifest = json.loads(printed)
    (command,) = manifest["features"]["slash_commands"]
    assert command["command"] == "/scores"
    assert command["url"] == "https://feedback.example/slack/events"


def test_it_prints_a_manifest_for_socket_mode_before_there_is_a_token(terminal: Terminal) -> None:
    manifest = json.loads(terminal.call("slack", "manifest", "--socket-mode").out)
    assert manifest["settings"]["socket_mode_enabled"] is True
    assert "url" not in manifest["features"]["slash_commands"][0]


def of_today(survey: Survey, score: int, clock: TestClock) -> NewRating:
    today = day_of(clock(), ZoneInfo("Europe/Riga")).isoformat()
    return new_rating(survey, score, clock(), rated_on=today, agent_key="mari")
