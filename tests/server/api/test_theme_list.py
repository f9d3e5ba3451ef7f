from msgspec.structs import replace

from server.core.ratings import Said
from server.keys import CATALOGUE, DATABASE
from server.store import ratings
from tests.clock import TestClock
from tests.conftest import Client
from tests.server.api.asking import get
from tests.server.store.new_ratings import new_rating

LOW = ("Gaidīju rēķinu trīs nedēļas", "Rēķins ir nepareizs", "Atkal nepareizs rēķins")
HIGH = ("Ļoti ātri un laipni", "Ātra atbilde", "Laipna meitene, viss skaidrs")


async def commented(client: Client, clock: TestClock) -> None:
    app = client.app
    assert app is not None
    survey = app[CATALOGUE].survey("csat")
    assert survey
    given = [
        replace(
            new_rating(survey, score, clock()), language="en", said=Said(comment=texts[turn % 3])
        )
        for score, texts in ((1, LOW), (5, HIGH))
        for turn in range(15)
    ]
    await app[DATABASE].write(ratings.record_each, given)


async def test_it_lists_themes_in_the_language_they_are_written_in(
    client: Client, clock: TestClock
) -> None:
    await commented(client, clock)
    status, answer = await get(client, "/api/v1/themes?survey=csat&period=7d")
    assert (status, answer["comments"]) == (200, 30)
    (latvian,) = (one for one in answer["languages"] if one["language"] == "lv")
    bill = next(theme for theme in latvian["themes"] if theme["side"] == "low")
    assert "rēķin" in bill["words"]
    assert (bill["low"]["n"], bill["high"]["n"]) == (len(bill["ratings"]), 0)
    assert "ēķin" in bill["example"]


async def test_it_says_when_there_are_too_few_comments(client: Client, clock: TestClock) -> None:
    status, answer = await get(client, "/api/v1/themes?survey=csat")
    assert (status, answer["languages"]) == (200, [])
    await commented(client, clock)
    _, last_year = await get(client, "/api/v1/themes?survey=csat&from=2020-01-01&to=2020-12-31")
    assert last_year["comments"] == 0


async def test_it_wants_a_survey(client: Client) -> None:
    status, answer = await get(client, "/api/v1/themes")
    assert (status, answer["field"]) == (422, "survey")
