import asyncio
import sqlite3
from pathlib import Path

import pytest

from server.store import ratings, surveys
from server.store.database import open_database
from server.store.migrate import migrate
from server.surveys import default_surveys
from tests.bot.slack import CHANNEL, SIGNING_SECRET, RunningSlack
from tests.clock import TestClock
from tests.server.commands.running import Ran, Terminal
from tests.server.store.new_ratings import new_rating

PUBLIC = {"PALDIES_PUBLIC_URL": "https://feedback.example"}


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path)


@pytest.fixture
def database(tmp_path: Path, clock: TestClock) -> Path:
    path = tmp_path / "paldies.db"

    async def fill() -> None:
        made = await open_database(f"sqlite:///{path}")
        await migrate(made, default_surveys, clock())
        csat = next(each for each in await made.read(surveys.current) if each.slug == "csat")
        await made.write(ratings.record, new_rating(csat, 5, clock(), agent_key="mari"))
        await made.close()

    asyncio.run(fill())
    return path


@pytest.mark.usefixtures("database")
def test_it_finds_nothing_wrong_with_what_is_well(terminal: Terminal) -> None:
    ran = terminal.call("doctor", **PUBLIC)
    assert ran.code == 0
    assert [line.split(":")[0] for line in ran.out.splitlines()] == [
        "well  settings",
        "well  database",
        "well  schema",
        "well  tallies",
        "well  deliveries",
        "well  address",
        "note  Slack",
    ]


def test_it_says_what_could_not_be_delivered(terminal: Terminal, database: Path) -> None:
    change(
        database,
        "INSERT INTO job (kind, lane, subject, version, run_at, attempts, error, failed_at, created_at)"
        " VALUES ('card', 'slack:C1', 'r1', 1, 1, 1, 'is_archived: Unarchive the channel.', 1, 1)",
    )
    ill = terminal.call("doctor")
    assert ill.code == 1
    assert "ill   deliveries: 1 to slack:C1 given up: is_archived: Unarchive" in ill.out


def test_it_counts_the_tallies_anew_when_asked(terminal: Terminal, database: Path) -> None:
    change(database, "UPDATE agent_tally SET n = 9")
    ill = terminal.call("doctor")
    assert ill.code == 1
    assert "ill   tallies: 2 counts differ" in ill.out
    assert "--mend" in ill.out
    mended = terminal.call("doctor", "--mend")
    assert (mended.code, "counted anew" in mended.out) == (0, True)
    assert "well  tallies" in terminal.call("doctor").out


@pytest.mark.parametrize(("version", "cure"), [(1, "paldies serve"), (999, "newer Paldies")])
def test_it_leaves_a_database_of_another_version_alone(
    terminal: Terminal, database: Path, version: int, cure: str
) -> None:
    change(database, "UPDATE meta SET value = ? WHERE name = 'schema_version'", version)
    ran = terminal.call("doctor")
    assert ran.code == 1
    assert cure in line_of(ran, "schema")


def test_it_makes_no_database(terminal: Terminal) -> None:
    ran = terminal.call("doctor")
    assert ran.code == 1
    assert "paldies serve" in line_of(ran, "database")
    assert not (terminal.folder / "paldies.db").exists()


def test_it_names_every_setting_that_is_wrong(terminal: Terminal) -> None:
    ran = terminal.call("doctor", PALDIES_PORT="x", PALDIES_RATE_LIMIT="often")
    assert ran.code == 1
    assert "PALDIES_PORT" in ran.out
    assert "PALDIES_RATE_LIMIT" in ran.out


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://localhost:8080", "note  address"),
        ("http://feedback.example", "note  address"),
        ("https://feedback.example?x=1", "ill   address"),
        ("https://", "ill   address"),
    ],
)
def test_it_looks_at_the_public_address(terminal: Terminal, url: str, words: str) -> None:
    assert words in terminal.call("doctor", PALDIES_PUBLIC_URL=url).out


@pytest.mark.usefixtures("database")
async def test_it_asks_slack_about_the_token_and_its_scopes(
    terminal: Terminal, slack: RunningSlack
) -> None:
    settings = {
        "PALDIES_SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.workspace.bot_token,
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "PALDIES_SLACK_CHANNEL": CHANNEL,
    }
    assert "well  Slack" in (await doctor(terminal, settings)).out
    slack.workspace.scopes = ("commands",)
    poor = await doctor(terminal, settings)
    assert poor.code == 1
    assert "the token lacks channels:history" in poor.out
    refused = await doctor(terminal, settings | {"SLACK_BOT_TOKEN": "xoxb-other"})
    assert refused.code == 1
    assert "invalid_auth" in line_of(refused, "Slack")


async def doctor(terminal: Terminal, settings: dict[str, str]) -> Ran:
    return await asyncio.to_thread(lambda: terminal.run("doctor", **settings))


def change(database: Path, sql: str, *given: object) -> None:
    with sqlite3.connect(database) as db:
        db.execute(sql, given)
    db.close()


def line_of(ran: Ran, thing: str) -> str:
    return next(line for line in ran.out.splitlines() if f" {thing}:" in line)
