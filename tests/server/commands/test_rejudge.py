import sqlite3
from pathlib import Path

import pytest

from tests.conftest import StartApp
from tests.server.api.asking import kept
from tests.server.asked import signature
from tests.server.commands.running import Terminal


async def history(start_app: StartApp) -> str:
    """Let a machine and a person answer; return the path of the rating of the machine."""
    client = await start_app()
    link = await signature(client)
    for score in ("1", "2"):
        await client.post(f"{link}?c=K-1", data={"score": score})
    person = {"score": "4", "by": "script", "sign": "gesture"}
    await client.post(f"{link}?c=K-2", data=person)
    rating = next(one for one in await kept(client) if one["state"] == "machine")
    await client.close()
    return str(rating["id"])


def state_of(folder: Path, rating: str) -> str:
    with sqlite3.connect(folder / "test.db") as db:
        (state,) = db.execute("SELECT state FROM rating WHERE id = ?", (rating,)).fetchone()
    db.close()
    return str(state)


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path)


async def test_it_finds_nothing_to_change_when_the_rules_are_the_same(
    start_app: StartApp, terminal: Terminal
) -> None:
    await history(start_app)
    ran = await terminal.call_beside("rejudge", PALDIES_DATABASE_URL="sqlite:///test.db")
    assert (ran.code, ran.out) == (0, "2 judged again, 0 would change\n")


async def test_it_shows_what_would_change_and_changes_it_when_told(
    start_app: StartApp, terminal: Terminal
) -> None:
    rating = await history(start_app)
    # As if an older version had believed it.
    with sqlite3.connect(terminal.folder / "test.db") as db:
        db.execute("UPDATE rating SET state = 'counted' WHERE id = ?", (rating,))
        db.execute("UPDATE ballot SET state = 'counted' WHERE rating_id = ?", (rating,))
        db.execute("UPDATE tally SET state = 'counted' WHERE state = 'machine'")
    db.close()
    settings = {"PALDIES_DATABASE_URL": "sqlite:///test.db"}
    would = await terminal.call_beside("rejudge", **settings)
    assert f"{rating}  counted 2 -> machine 2: scores 1, 2 came within" in would.out
    assert "2 judged again, 1 would change" in would.out
    assert state_of(terminal.folder, rating) == "counted"
    assert "1 changed" in (await terminal.call_beside("rejudge", "--apply", **settings)).out
    assert state_of(terminal.folder, rating) == "machine"
    assert "0 would change" in (await terminal.call_beside("rejudge", **settings)).out
    assert (
        "0 judged again"
        in (await terminal.call_beside("rejudge", "--since", "2099-01-01", **settings)).out
    )
