"""`paldies doctor`: what is ill, and how to mend it."""

from collections.abc import AsyncIterator
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import click

from bot.checkup import slack_complaint
from server.app import slack_settings
from server.commands.options import env_file, runs_async
from server.core.rules import destination_of
from server.settings import Settings, SettingsError, load_settings
from server.store import jobs, meta, tally_recount
from server.store.database import Database, open_database
from server.store.migrate import SCHEMA_VERSION
from server.store.unavailable import Unavailable

MOST_TROUBLES = 20
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


class State(StrEnum):
    """How one thing is; only what is ill makes the command fail."""

    WELL = "well"
    NOTE = "note"
    ILL = "ill"


class Finding(NamedTuple):
    """How one thing is, and what to do about it."""

    state: State
    thing: str
    words: str

    def __str__(self) -> str:
        return f"{self.state:<4}  {self.thing}: {self.words}"


@click.command()
@click.option("--mend", is_flag=True, help="Count the tallies anew when they are not true.")
@env_file
@runs_async
async def doctor(env_file: Path | None, *, mend: bool) -> None:
    """Look at the settings, the database, the tallies, the public address and Slack.

    One line for each; exit code 1 when something is ill.
    """
    ill = False
    async for finding in _findings(env_file, mend=mend):
        click.echo(str(finding))
        ill = ill or finding.state is State.ILL
    if ill:
        raise click.exceptions.Exit(1)


async def _findings(env_file: Path | None, *, mend: bool) -> AsyncIterator[Finding]:
    try:
        settings = load_settings(env_file)
    except SettingsError as error:
        for line in str(error).splitlines():
            yield Finding(State.ILL, "settings", line)
        return
    yield Finding(State.WELL, "settings", "each can be used")
    async for finding in _of_database(settings, mend=mend):
        yield finding
    yield _of_address(settings.public_url)
    yield await _of_slack(settings)


async def _of_database(settings: Settings, *, mend: bool) -> AsyncIterator[Finding]:
    """Look without making or changing anything but, to mend them, the tallies."""
    if _is_absent(settings.database_url):
        words = f"there is none at {settings.database_url}; `paldies serve` makes it"
        yield Finding(State.ILL, "database", words)
        return
    try:
        database = await open_database(settings.database_url)
    except (Unavailable, ValueError) as error:
        yield Finding(State.ILL, "database", f"PALDIES_DATABASE_URL: {error}")
        return
    try:
        async for finding in _of_open_database(database, mend=mend):
            yield finding
    except Unavailable as error:
        yield Finding(State.ILL, "database", f"cannot be written: {error}; free it, and its disk")
    finally:
        await database.close()


def _is_absent(url: str) -> bool:
    """Tell whether a file of SQLite has yet to be made, since opening would make it."""
    return url.startswith("sqlite:///") and not Path(url.removeprefix("sqlite:///")).exists()


async def _of_open_database(database: Database, *, mend: bool) -> AsyncIterator[Finding]:
    version = None
    if await database.has_table("meta"):
        version = await database.read(meta.value, "schema_version")
    if version is None:
        yield Finding(State.ILL, "database", "is empty; `paldies serve` fills it")
        return
    await database.write(meta.put, "schema_version", version)
    yield Finding(State.WELL, "database", "can be read and written")
    if version != SCHEMA_VERSION:
        newer = version > SCHEMA_VERSION
        cure = "start the newer Paldies that made it" if newer else "`paldies serve` brings it up"
        words = f"is {version}, and this Paldies has {SCHEMA_VERSION}; {cure}"
        yield Finding(State.ILL, "schema", words)
        return
    yield Finding(State.WELL, "schema", f"is {version}")
    yield await _of_tallies(database, mend=mend)
    for finding in await _of_deliveries(database):
        yield finding


async def _of_deliveries(database: Database) -> list[Finding]:
    """Say what could not be told to anybody, and how to mend it; starting Paldies tries it again."""
    given_up = [
        trouble for trouble in await database.read(jobs.troubles, MOST_TROUBLES) if trouble.given_up
    ]
    if not given_up:
        return [Finding(State.WELL, "deliveries", "none was given up")]
    return [
        Finding(
            State.ILL,
            "deliveries",
            f"{trouble.n:,} to {destination_of(trouble.lane)} given up: {trouble.error}"
            " Then: the button of `/scores status`, or start Paldies again.",
        )
        for trouble in given_up
    ]


async def _of_tallies(database: Database, *, mend: bool) -> Finding:
    wrong = await database.read(tally_recount.differences)
    if not wrong:
        return Finding(State.WELL, "tallies", "are what the ratings come to")
    found = f"{len(wrong):,} counts differ from the ratings"
    if not mend:
        words = f"{found}, such as {wrong[0][0]}; `paldies doctor --mend` counts them anew"
        return Finding(State.ILL, "tallies", words)
    await database.write(tally_recount.recount)
    return Finding(State.NOTE, "tallies", f"{found}; they were counted anew")


def _of_address(url: str) -> Finding:
    parts = urlsplit(url)
    state, words = State.WELL, "is such as customers can reach"
    if not parts.hostname or parts.query or parts.fragment:
        state, words = State.ILL, "is not such as https://feedback.example"
    elif parts.hostname in LOCAL:
        state, words = State.NOTE, "reaches nobody but this machine; set it for customers"
    elif parts.scheme != "https":
        state, words = State.NOTE, "is not https; widgets on https sites cannot use it"
    return Finding(state, "address", f"PALDIES_PUBLIC_URL: {url} {words}")


async def _of_slack(settings: Settings) -> Finding:
    slack = slack_settings(settings)
    if slack is None:
        return Finding(State.NOTE, "Slack", "is not set up; README.md says how, in three steps")
    complaint = await slack_complaint(slack)
    if complaint is not None:
        return Finding(State.ILL, "Slack", complaint)
    if slack.channel is None:
        words = "takes our token, but gets no cards; set PALDIES_SLACK_CHANNEL"
        return Finding(State.NOTE, "Slack", words)
    return Finding(State.WELL, "Slack", "takes our token, with every scope")
