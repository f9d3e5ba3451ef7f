import pytest

from tests.clock import TestClock
from tests.conftest import Client
from tests.server.api.asking import kept
from tests.server.asked import put
from tests.server.core.survey_documents import texts, whole
from tests.server.web.paper import Paper, press, visit


@pytest.fixture
async def thanks(client: Client, clock: TestClock) -> Paper:
    """What who chose 1 of 3 sees."""
    await put(client, whole())
    paper = await visit(client, "/s/help?language=en")
    clock.forward(seconds=3)
    return await press(client, paper, "score", "1")


async def test_it_keeps_everything_that_was_added(client: Client, thanks: Paper) -> None:
    sent = await press(
        client,
        thanks,
        "",
        "",
        comment=" Too slow & <b>dear</b> ",
        reasons=["speed", "price"],
        **{
            "answers.solved": "no",
            "answers.reach": "2",
            "answers.wish": "Shorter queues",
            "answers.ways": ["chat", "phone"],
        },
    )
    assert "Sent. Thank you!" in sent.text
    (rating,) = await kept(client)
    assert rating["comment"] == "Too slow & <b>dear</b>"
    assert rating["reasons"] == ["speed", "price"]
    assert rating["answers"] == {
        "solved": "no",
        "reach": 2,
        "wish": "Shorter queues",
        "ways": ["chat", "phone"],
    }


async def test_it_takes_nothing_away_when_nothing_is_added(client: Client, thanks: Paper) -> None:
    await press(client, thanks, "", "", comment="Slow", reasons="speed")
    sent = await press(client, thanks, "", "", comment="")
    assert sent.status == 200
    (rating,) = await kept(client)
    assert (rating["comment"], rating["reasons"], rating["answers"]) == ("Slow", ["speed"], {})


async def test_it_lets_the_answer_be_changed(client: Client, thanks: Paper) -> None:
    again = await press(client, thanks, "again", "1")
    assert "How was the help?" in again.text
    better = await press(client, again, "score", "3")
    assert "You chose Good" in better.text
    assert [rating["score"] for rating in await kept(client)] == [3]


async def test_it_lets_nobody_else_change_it(client: Client, thanks: Paper) -> None:
    form = thanks.forms[-1]
    sent = form.fields | {"edit_token": "1.x", "comment": "No"}
    async with client.post(form.action, data=sent) as response:
        assert response.status == 422
    async with client.post(form.action, data={"comment": "No"}) as response:
        assert response.status == 422
    (rating,) = await kept(client)
    assert rating["comment"] is None


async def test_it_says_when_the_time_is_over(
    client: Client, clock: TestClock, thanks: Paper
) -> None:
    clock.forward(hours=25)
    late = await press(client, thanks, "", "", comment="Late")
    assert late.status == 409
    assert "This question is closed" in late.text


async def test_it_starts_over_at_a_kiosk(client: Client, clock: TestClock) -> None:
    paper = await visit(client, "/s/csat?kiosk&language=en")
    clock.forward(seconds=3)
    thanks = await press(client, paper, "score", "5")
    (again,) = [meta for meta in thanks.all("meta") if meta.get("http-equiv") == "refresh"]
    assert again["content"] == "90; url=/s/csat?language=en&kiosk="
    sent = await press(client, thanks, "", "")
    (again,) = [meta for meta in sent.all("meta") if meta.get("http-equiv") == "refresh"]
    assert again["content"].startswith("10;")


async def test_it_goes_on_with_the_version_that_was_answered(client: Client, thanks: Paper) -> None:
    newer = texts(labels=[], questions={})
    await put(client, whole(scale=10, style="numbers", questions={}, texts={"en": newer}))
    sent = await press(client, thanks, "", "", **{"answers.reach": "2", "comment": "Slow"})
    assert (sent.status, "You chose Bad" in sent.text) == (200, True)
    (rating,) = await kept(client)
    assert (rating["answers"], rating["comment"]) == ({"reach": 2}, "Slow")


async def test_it_knows_a_rating_by_its_own_survey_alone(client: Client, thanks: Paper) -> None:
    form = thanks.forms[-1]
    elsewhere = form.action.replace("/s/help/", "/s/csat/")
    async with client.post(elsewhere, data=form.fields | {"comment": "No"}) as response:
        assert response.status == 404
    (rating,) = await kept(client)
    assert rating["comment"] is None
