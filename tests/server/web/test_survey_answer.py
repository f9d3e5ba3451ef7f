import asyncio

import pytest

from tests.clock import TestClock
from tests.conftest import Client, StartApp
from tests.server.api.asking import kept
from tests.server.asked import put
from tests.server.core.survey_documents import whole
from tests.server.web.paper import press, visit

ALL = "/s/help?agent=mari&conversation=C-1&language=en&attribute.shop=Tallinn"


async def test_it_records_the_choice_and_asks_what_may_be_added(
    client: Client, clock: TestClock
) -> None:
    await put(client, whole())
    paper = await visit(client, ALL)
    clock.forward(seconds=3)
    thanks = await press(client, paper, "score", "1")
    assert "Thank you!" in thanks.text
    assert "You chose Bad" in thanks.text
    assert [link["href"] for link in thanks.all("a")][:2] == [
        "https://help.example",
        "https://reviews.example/we",
    ]
    (rating,) = await kept(client)
    assert (rating["score"], rating["band"], rating["state"]) == (1, "negative", "counted")
    assert (rating["source"], rating["language"]) == ("page", "en")
    assert (rating["agent"]["key"], rating["conversation"]) == ("mari", "C-1")
    assert rating["attributes"] == {"shop": "Tallinn"}
    assert rating["evidence"]["level"] == 2


async def test_it_does_not_count_what_was_posted_faster_than_a_person_reads(
    client: Client, clock: TestClock
) -> None:
    paper = await visit(client, "/s/csat")
    await press(client, paper, "score", "1")
    (rating,) = await kept(client)
    assert (rating["state"], rating["evidence"]["level"]) == ("provisional", 1)
    assert "without script" in rating["evidence"]["reason"]


async def test_it_counts_a_form_once(client: Client, clock: TestClock) -> None:
    paper = await visit(client, "/s/csat")
    clock.forward(seconds=3)
    await asyncio.gather(*(press(client, paper, "score", "4") for _ in range(5)))
    assert [rating["score"] for rating in await kept(client)] == [4]


async def test_it_takes_the_later_choice_of_who_went_back(client: Client, clock: TestClock) -> None:
    paper = await visit(client, "/s/csat")
    clock.forward(seconds=3)
    await press(client, paper, "score", "4")
    thanks = await press(client, paper, "score", "2")
    assert "You chose Bad" in thanks.text
    assert [rating["score"] for rating in await kept(client)] == [2]


async def test_it_asks_the_second_question_and_keeps_two_ratings(
    client: Client, clock: TestClock
) -> None:
    await put(client, whole(then="csat"))
    first = await visit(client, "/s/help?agent=mari&conversation=C-1&language=en")
    clock.forward(seconds=3)
    second = await press(client, first, "score", "3")
    assert "Thank you! One more question." in second.text
    assert "How was the help you got?" in second.text
    clock.forward(seconds=3)
    thanks = await press(client, second, "score", "5")
    assert "Thank you! That made our day." in thanks.text
    given = {rating["survey"]: rating for rating in await kept(client)}
    assert {slug: rating["score"] for slug, rating in given.items()} == {"help": 3, "csat": 5}
    assert {rating["conversation"] for rating in given.values()} == {"C-1"}
    assert {rating["state"] for rating in given.values()} == {"counted"}


async def test_it_lets_the_second_question_be_skipped(client: Client, clock: TestClock) -> None:
    await put(client, whole(then="csat"))
    first = await visit(client, "/s/help?language=en")
    clock.forward(seconds=3)
    second = await press(client, first, "score", "1")
    thanks = await press(client, second, "skip", "1")
    assert "What could we do better?" in thanks.text
    assert [rating["survey"] for rating in await kept(client)] == ["help"]


async def test_it_asks_two_questions_and_no_third(client: Client, clock: TestClock) -> None:
    await put(client, whole())
    await put(client, whole(slug="other", then="help"))
    await put(client, whole(then="other"))
    first = await visit(client, "/s/help?language=en")
    clock.forward(seconds=3)
    second = await press(client, first, "score", "3")
    thanks = await press(client, second, "score", "3")
    assert "You chose Good" in thanks.text
    assert sorted(rating["survey"] for rating in await kept(client)) == ["help", "other"]


async def test_it_offers_no_second_question_that_may_not_be_asked(
    client: Client, clock: TestClock
) -> None:
    await put(client, whole(slug="other", closes_on="2020-01-01"))
    await put(client, whole(then="other"))
    first = await visit(client, "/s/help?language=en")
    clock.forward(seconds=3)
    assert "You chose Good" in (await press(client, first, "score", "3")).text


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, 422),
        ({"score": "9"}, 422),
        ({"score": "five"}, 422),
        ({"score": "5", "request_id": "7"}, 422),
        ({"score": "5", "shown": "1.x"}, 422),
        ({"score": "5" * 70_000}, 413),
    ],
)
async def test_it_stores_nothing_of_a_form_that_is_not_whole(
    client: Client, fields: dict[str, str], status: int
) -> None:
    paper = await visit(client, "/s/csat?language=en")
    whole_form = paper.forms[0].fields
    sent = whole_form | fields if fields else whole_form
    async with client.post("/s/csat", data=sent) as response:
        assert (response.status, response.content_type) == (status, "text/html")
        assert "Something went wrong here" in await response.text()
    assert await kept(client) == []


async def test_it_says_kindly_that_it_is_too_often(start_app: StartApp) -> None:
    client = await start_app(PALDIES_RATE_LIMIT="1/minute")
    paper = await visit(client, "/s/csat?language=en")
    await press(client, paper, "score", "4")
    refused = await press(client, paper, "score", "4")
    assert refused.status == 429
    assert "wait a minute" in refused.text


async def test_it_refuses_the_page_of_a_site_that_may_not_ask(start_app: StartApp) -> None:
    client = await start_app(PALDIES_ALLOWED_ORIGINS="https://shop.example")
    paper = await visit(client, "/s/csat")
    for origin, status in (("https://evil.example", 403), ("http://localhost:8080", 200)):
        headers = {"Origin": origin}
        sent = paper.forms[0].fields | {"score": "4"}
        async with client.post("/s/csat", data=sent, headers=headers) as response:
            assert response.status == status
