"""What the terminal says of drivers and of customers at risk; what is true is tested beside the core and the API."""

import asyncio
from pathlib import Path

import pytest

from server.core.ratings import Customer, NewRating, Said
from server.store import ratings, surveys
from server.store.database import open_database
from server.system_clock import system_clock
from tests.server.commands.running import Terminal
from tests.server.store.new_ratings import DAY_MS, new_rating


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    found = Terminal(tmp_path)
    assert found.call("survey", "list").code == 0
    asyncio.run(fill(found))
    return found


async def fill(terminal: Terminal) -> None:
    """Keep 200 ratings, a good half of those that name speed low, and one of a known customer."""
    database = await open_database(f"sqlite:///{terminal.folder / 'paldies.db'}")
    survey = next(one for one in await database.read(surveys.current) if one.slug == "csat")
    long_ago = system_clock() - 5 * DAY_MS
    given: list[NewRating] = [
        new_rating(
            survey, 1, long_ago, customer=Customer("42", None, "Kadri"), attributes={"worth": 9}
        )
    ]
    for turn in range(200):
        said = Said(reasons=("speed",) if turn % 4 == 0 else ("knowledge",) * (turn % 3 == 0))
        score = 1 if turn % 8 == 0 or turn % 25 == 1 else 5
        given.append(new_rating(survey, score, long_ago, said=said))
    await database.write(ratings.record_each, given)
    await database.close()


def test_it_prints_what_moves_the_score(terminal: Terminal) -> None:
    ran = terminal.call("drivers", "csat", "november", "2026")
    assert ran.code == 0, ran.err
    assert "What moves Satisfaction with support, 1–30 Nov 2026. Mend first: Speed" in ran.out
    row = next(
        line for line in ran.out.splitlines() if line.startswith("Speed") and "points" in line
    )
    assert row.endswith(": down")
    assert "Good scores with a driver and without, of 201 ratings. 2 of 2 stand out." in ran.out


def test_it_prints_who_may_leave(terminal: Terminal) -> None:
    ran = terminal.call("risk", "csat", "--value", "worth")
    assert ran.out == (
        "1 customer of 1 may leave\n"
        "\n"
        "Kadri (42), worth 9\n"
        "    a low rating has waited 5 days for an answer; the last rating, 5 days ago, was low\n"
        "\n"
        "Recovery: of 1 who have been unhappy 0 have answered again, and the last answer of 0 is not low\n"
    )
    assert terminal.call("risk", "nps").out == (
        "Nobody of 0 is at risk\n\nRecovery: nobody has been unhappy\n"
    )


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["drivers", "csat", "some", "day"], 2, "I do not know the period 'some day'; one is 30d"),
        (["themes", "csat", "some", "day"], 2, "I do not know the period 'some day'; one is 30d"),
        (["drivers", "joy"], 1, "there is no survey 'joy'"),
    ],
)
def test_it_says_what_it_does_not_know(
    terminal: Terminal, words: list[str], code: int, said: str
) -> None:
    ran = terminal.call(*words)
    assert ran.code == code
    assert said in ran.err
