"""What several commands share: the env file, one-line errors and an open database."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

import click
import uvloop

from server.core.agents import Agent
from server.core.instants import day_of
from server.core.period_phrase import parse_period
from server.core.periods import Period, last_days
from server.core.surveys import Survey
from server.settings import Settings, SettingsError, load_settings
from server.store import agents, surveys
from server.store.database import Database, open_database
from server.store.migrate import TooNew, migrate
from server.store.unavailable import Unavailable
from server.surveys import default_surveys
from server.system_clock import system_clock

P = ParamSpec("P")
T = TypeVar("T")

env_file = click.option(
    "--env-file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Read settings from this file; the environment wins over it.",
)


def settings_from(path: Path | None, given: Mapping[str, object] | None = None) -> Settings:
    """Read the settings, `given` ones first, or end with one line for each that is wrong."""
    try:
        return load_settings(path, given=given)
    except SettingsError as error:
        raise click.ClickException(str(error)) from None


@asynccontextmanager
async def database_of(settings: Settings) -> AsyncIterator[Database]:
    """Open the database, made or migrated when needed, or end with one line."""
    try:
        database = await open_database(settings.database_url)
    except (Unavailable, ValueError) as error:
        raise click.ClickException(f"PALDIES_DATABASE_URL: {error}") from None
    try:
        await migrate(database, default_surveys, system_clock())
        yield database
    except TooNew as error:
        raise click.ClickException(str(error)) from None
    except Unavailable as error:
        raise click.ClickException(f"PALDIES_DATABASE_URL: {error}") from None
    finally:
        await database.close()


def period_named(words: tuple[str, ...], timezone: ZoneInfo, *, days: int) -> Period:
    """Return the period that words name, without words the last days, or end with a usage error."""
    today = day_of(system_clock(), timezone)
    if not words:
        return last_days(days, today=today, timezone=timezone.key)
    phrase = " ".join(words)
    period = parse_period(phrase, today=today, timezone=timezone.key)
    if period is None:
        raise click.UsageError(f"I do not know the period {phrase!r}; one is 30d")
    return period


async def survey_named(database: Database, slug: str) -> Survey:
    """Return a survey in the version that is asked now, or end with one line."""
    found = {one.slug: one for one in await database.read(surveys.current)}
    if slug not in found:
        raise click.ClickException(f"there is no survey {slug!r}, only {', '.join(found)}")
    return found[slug]


async def agent_named(database: Database, key: str) -> Agent:
    """Return an agent, or end with one line."""
    found = {one.key: one for one in await database.read(agents.listing)}
    if key not in found:
        known = ", ".join(found) or "none; add one: paldies agent add KEY --name NAME"
        raise click.ClickException(f"there is no agent {key!r}, only {known}")
    return found[key]


def runs_async(command: Callable[P, Coroutine[Any, Any, T]]) -> Callable[P, T]:
    """Let click call a coroutine function."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            return runner.run(command(*args, **kwargs))

    return run
