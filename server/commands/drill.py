"""`paldies drill`: mail scanners and people, played against an installation."""

import shutil
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import click
from aiohttp import ClientSession

from server.commands.options import database_of, env_file, runs_async, settings_from
from server.drill.chromium import NoChromium, open_chromium
from server.drill.install import SURVEY, CannotDrill, Install, demo_key, open_web
from server.drill.play import Drill, Outcome, Verdict, hold
from server.drill.report import report
from server.settings import Settings
from server.store import api_keys, surveys
from server.store.database import Database
from server.surveys import drill_survey
from server.system_clock import system_clock

PATIENCE = 90


@click.command()
@click.argument("url", required=False)
@click.option(
    "--key",
    envvar="PALDIES_KEY",
    help="An API key of scope write; or PALDIES_KEY in the environment.",
)
@click.option(
    "--patience",
    type=click.IntRange(1, 3600),
    default=PATIENCE,
    show_default=True,
    help="For how many seconds answers may take to settle.",
)
@env_file
@runs_async
async def drill(url: str | None, key: str | None, patience: int, env_file: Path | None) -> None:
    """Play mail scanners and people against the installation at URL, and show what was counted.

    Without URL it is the one of the settings, and needs no key. A demo gives its own key. What is asked is a survey
    named drill, whose ratings are told to nobody and enter no score. Ends with exit code 1 when a machine was counted
    or a person was not.
    """
    async with AsyncExitStack() as closing:
        web = await closing.enter_async_context(open_web())
        try:
            if url is None:
                install = await closing.enter_async_context(_own(web, settings_from(env_file)))
            else:
                install = await _named(web, url.rstrip("/"), key)
            outcomes = await _held(install, patience)
        except CannotDrill as error:
            raise click.ClickException(str(error)) from None
    click.echo(report(outcomes, shutil.get_terminal_size().columns))
    if any(outcome.verdict is Verdict.WRONG for outcome in outcomes):
        sys.exit(1)


async def _held(install: Install, patience: int) -> list[Outcome]:
    click.echo(f"Paldies drill at {install.address}", err=True)
    progress = _Progress()
    async with AsyncExitStack() as closing:
        chromium, missing = None, ""
        try:
            chromium = await closing.enter_async_context(open_chromium())
        except NoChromium as error:
            missing = str(error)
        outcomes = await hold(
            Drill(
                install=install,
                tell=progress.tell,
                patience=patience,
                chromium=chromium,
                no_chromium=missing,
            )
        )
    progress.end()
    return outcomes


async def _named(web: ClientSession, url: str, key: str | None) -> Install:
    if not url.startswith(("http://", "https://")):
        raise click.UsageError(f"{url!r} must begin with http:// or https://")
    known = key or await demo_key(web, url)
    if known is None:
        raise click.ClickException(
            "this needs a key: make one with `paldies key add drill --scope write` where it is"
            " installed, and give it as --key or PALDIES_KEY"
        )
    return Install(web, url, known)


@asynccontextmanager
async def _own(web: ClientSession, settings: Settings) -> AsyncIterator[Install]:
    """Prepare the installation of the settings: its survey, and a key for as long as this takes."""
    secret = api_keys.new_secret()
    async with database_of(settings) as database:
        await _put_survey(database)
        await database.write(api_keys.add, "drill", secret, "write", system_clock())
        try:
            yield Install(web, settings.public_url, secret)
        finally:
            await database.write(api_keys.remove, secret)


async def _put_survey(database: Database) -> None:
    found = {one.slug: one for one in await database.read(surveys.current)}
    if SURVEY in found and not found[SURVEY].document.rehearsal:
        raise click.ClickException(
            f"the survey {SURVEY!r} is one of yours: put it with rehearsal = true if nobody real answers it"
        )
    await database.write(surveys.put, drill_survey(), system_clock())


class _Progress:
    """Says on stderr what is being done: in one line that changes, or where nobody watches in a line for each stage."""

    def __init__(self) -> None:
        self._is_watched = sys.stderr.isatty()
        self._said = ""

    def tell(self, doing: str, how_far: str) -> None:
        if self._is_watched:
            click.echo(f"\r\033[K{doing}: {how_far}", err=True, nl=False)
        elif doing != self._said:
            click.echo(f"{doing}: {how_far}", err=True)
        self._said = doing

    def end(self) -> None:
        if self._is_watched:
            click.echo("\r\033[K", err=True, nl=False)
