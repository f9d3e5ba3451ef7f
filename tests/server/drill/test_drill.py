"""The drill without a browser; tests/browser/test_drill.py has the rest of the cast."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, closing
from functools import partial
from pathlib import Path
from typing import NoReturn

import pytest
from aiohttp.test_utils import TestServer

from server.app import build_app
from server.commands import drill as command
from server.core.evidence import Answer, Judgement, Rules
from server.core.hits import Hit
from server.core.instants import Instant
from server.core.ratings import Evidence, State
from server.drill.cast import CAST, MACHINES
from server.drill.chromium import NoChromium
from server.drill.install import CannotDrill, Install, open_web
from server.drill.play import Drill, Outcome, Verdict, hold
from server.drill.report import report
from server.keys import CATALOGUE, CLOCK, DATABASE
from server.store import api_keys, surveys
from server.store.database import Database, open_database
from server.surveys import drill_survey
from tests.bot.slack import free_port
from tests.clock import TestClock
from tests.conftest import test_settings
from tests.server.commands.running import Terminal

KEY = "the-key-of-the-drill"


@pytest.fixture
async def address(tmp_path: Path, clock: TestClock) -> AsyncIterator[str]:
    """An installation whose links lead to where it listens."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    settings = test_settings(tmp_path, PALDIES_PUBLIC_URL=address, PALDIES_SETTLE_SECONDS="1")
    app = build_app(settings, clock=clock)
    async with TestServer(app, port=port):
        await app[DATABASE].write(surveys.put, drill_survey(), app[CLOCK]())
        await app[DATABASE].write(api_keys.add, "drill", KEY, "write", app[CLOCK]())
        await app[CATALOGUE].refresh()
        yield address


async def held(address: str, clock: TestClock) -> list[Outcome]:
    async def pause(seconds: float) -> None:
        clock.forward(seconds=seconds)

    async with open_web() as web:
        install = Install(web, address, KEY)
        drill = Drill(
            install=install,
            tell=lambda *_: None,
            patience=20,
            no_chromium="needs a Chromium",
            pause=pause,
            # The clock is moved for all, so each plays alone.
            at_once=1,
        )
        return await hold(drill)


def gullible(hits: Iterable[Hit], _: Rules, now: Instant, __: Iterable[Hit] = ()) -> Judgement:
    """A judge who believes whoever comes last."""
    last = max(hits, key=lambda hit: hit.at)
    if last.score is None:
        return Judgement((), None, None)
    answer = Answer(last, last.at, State.COUNTED, Evidence(1, "believed"))
    return Judgement((), answer, None)


async def test_it_counts_every_person_and_nothing_of_a_machine(
    address: str, clock: TestClock
) -> None:
    outcomes = await held(address, clock)
    assert [one.case for one in outcomes] == list(CAST)
    assert [one for one in outcomes if one.verdict is Verdict.WRONG] == []
    played = [one for one in outcomes if one.case.over_http]
    assert [one.counted for one in played] == [one.case.counted for one in played]
    assert all(one.verdict is Verdict.OK and one.sent for one in played)
    browsers = {one.verdict for one in outcomes if not one.case.over_http}
    assert browsers == {Verdict.NOT_PLAYED}


async def test_it_leaves_nothing_behind_that_counts(address: str, clock: TestClock) -> None:
    await held(address, clock)
    headers = {"Authorization": f"Bearer {KEY}"}
    async with (
        open_web() as web,
        web.get(f"{address}/api/v1/scores?survey=drill", headers=headers) as answer,
    ):
        assert (await answer.json())["n"] == 0


async def test_it_finds_out_a_judge_who_believes_everything(
    address: str, clock: TestClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.store.ballots.judge", gullible)
    outcomes = await held(address, clock)
    wrong = {one.case.what for one in outcomes if one.verdict is Verdict.WRONG}
    assert {
        "Safe Links opens the clicked link",
        "Slack unfurls every link",
        "a scanner imitates every page's script",
        "Safe Links submits 1 after a click",
    } <= wrong
    assert "clicks, and the mouse moves" not in wrong


async def test_it_needs_a_survey_that_is_asked_there(address: str) -> None:
    async with open_web() as web:
        wrong_key = Drill(install=Install(web, address, "nope"), tell=print, patience=1)
        with pytest.raises(CannotDrill, match="401"):
            await hold(wrong_key)


def no_chromium() -> NoReturn:
    raise NoChromium("needs a Chromium that starts")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A drill with some machines only, and no browser."""
    monkeypatch.setattr(command, "open_chromium", no_chromium)
    monkeypatch.setattr(command, "Drill", partial(Drill, cast=MACHINES[:4] + MACHINES[11:13]))


@pytest.mark.usefixtures("quick")
async def test_it_ends_well_when_no_machine_was_counted(address: str, tmp_path: Path) -> None:
    ran = await asyncio.to_thread(Terminal(tmp_path).call, "drill", f"{address}/", "--key", KEY)
    assert ran.code == 0, ran.out
    assert "Nothing was counted from any machine" in ran.out
    assert "2 cases were not played: each needs a Chromium that starts" in ran.out


@pytest.mark.usefixtures("quick")
async def test_it_ends_with_1_when_a_machine_was_counted(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.store.ballots.judge", gullible)
    ran = await asyncio.to_thread(Terminal(tmp_path).call, "drill", address, PALDIES_KEY=KEY)
    assert ran.code == 1
    assert "4 of 4 cases came out WRONG." in ran.out


@pytest.mark.usefixtures("quick")
async def test_it_needs_no_key_where_it_is_installed(address: str, tmp_path: Path) -> None:
    environment = {
        "PALDIES_DATABASE_URL": f"sqlite:///{tmp_path / 'test.db'}",
        "PALDIES_PUBLIC_URL": address,
    }
    ran = await asyncio.to_thread(partial(Terminal(tmp_path).call, "drill", **environment))
    assert ran.code == 0, ran.err
    with closing(sqlite3.connect(tmp_path / "test.db")) as database:
        keys = database.execute("SELECT count(*) FROM api_key").fetchone()
    assert keys == (1,), "the key that it made is gone, the one of the test is there"


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["drill"], "nothing answers at http://localhost:8080: is `paldies serve` running?"),
        (["drill", "http://127.0.0.1:9"], "nothing answers at http://127.0.0.1:9"),
        (["drill", "feedback.example"], "must begin with http:// or https://"),
    ],
)
@pytest.mark.usefixtures("quick")
def test_it_says_in_one_line_why_it_cannot_be_held(
    tmp_path: Path, words: list[str], complaint: str
) -> None:
    ran = Terminal(tmp_path).call(*words)
    assert ran.code in {1, 2}
    assert complaint in ran.err


async def test_it_asks_for_a_key_of_an_installation_that_is_no_demo(
    address: str, tmp_path: Path
) -> None:
    ran = await asyncio.to_thread(Terminal(tmp_path).call, "drill", address)
    assert ran.code == 1
    assert "paldies key add drill --scope write" in ran.err


def test_it_keeps_a_survey_of_yours_that_has_its_name(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    own = terminal.call("survey", "template", "csat-3").out.replace('"csat-3"', '"drill"')
    (tmp_path / "own.toml").write_text(own)
    assert terminal.call("survey", "put", "own.toml").code == 0
    ran = terminal.call("drill")
    assert ran.code == 1
    assert "the survey 'drill' is one of yours" in ran.err


async def test_it_leaves_a_survey_alone_whose_ratings_count(address: str, tmp_path: Path) -> None:
    real = drill_survey().model_copy(update={"rehearsal": False})
    async with opened(tmp_path) as database:
        await database.write(surveys.put, real, 0)
    async with open_web() as web:
        install = Install(web, address, KEY)
        with pytest.raises(CannotDrill, match="needs rehearsal = true"):
            await until_refused(install)


async def until_refused(install: Install) -> None:
    """Ask until the server has seen what was put."""
    async with asyncio.timeout(10):
        while True:
            await install.ask("C-1")
            await asyncio.sleep(0.05)


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[Database]:
    database = await open_database(f"sqlite:///{folder / 'test.db'}")
    yield database
    await database.close()


@pytest.mark.parametrize("width", [80, 120])
async def test_it_fits_the_terminal(address: str, clock: TestClock, width: int) -> None:
    outcomes = [Outcome(case, Verdict.OK, "a long reason " * 9, in_chromium=True) for case in CAST]
    for line in report(outcomes, width).splitlines():
        plain = line.replace("\033[0m", "").replace("\033[2m", "").replace("\033[1m", "")
        assert len(plain.replace("\033[32m", "")) <= width
