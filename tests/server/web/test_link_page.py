import pytest

from server.core.links import TRAP
from server.keys import DATABASE, LINKS
from server.store import links
from tests.bot.stage import until
from tests.clock import TestClock
from tests.conftest import Client, StartApp
from tests.server.api.asking import get, kept, send
from tests.server.asked import put, signature
from tests.server.core.survey_documents import whole
from tests.server.web.paper import Paper, press, visit


async def posted(client: Client, path: str, paper: Paper, **fields: str) -> Paper:
    """POST what the page's script would, with the page's own fields."""
    form = paper.forms[0].fields | {"by": "script", "sign": "none"} | fields
    async with client.post(path, data=form) as response:
        return Paper(response.status, await response.text())


async def the_rating(client: Client) -> dict[str, object]:
    (rating,) = await kept(client)
    return rating


async def test_it_shows_the_choice_as_made_and_records_none(client: Client) -> None:
    link = await signature(client)
    paper = await visit(client, f"{link}/5?c=K-1", Accept_Language="et")
    assert "Sinu valik Väga hea" in paper.text
    assert "Mari Tamm" in paper.text
    assert paper.forms[0].buttons == [{"class": "send", "name": "score", "value": "5"}]
    assert await kept(client) == []


async def test_it_is_seen_by_nobody_else(client: Client) -> None:
    link = await signature(client)
    async with client.get(f"{link}/5") as response:
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert "noindex" in response.headers["X-Robots-Tag"]
        assert "Set-Cookie" not in response.headers


async def test_it_counts_what_the_script_sends_with_a_sign_of_a_person(client: Client) -> None:
    link = await signature(client)
    paper = await visit(client, f"{link}/4?c=K-1")
    thanks = await posted(client, f"{link}?c=K-1", paper, score="4", sign="gesture")
    assert "You chose Good" in thanks.text
    rating = await the_rating(client)
    assert (rating["score"], rating["state"], rating["source"]) == (4, "counted", "signature")
    assert (rating["conversation"], rating["team"]) == ("K-1", "chat")
    assert rating["evidence"] == {
        "level": 2,
        "reason": "sent, with a pointer, a finger or a key on the page",
    }


async def test_it_counts_one_button_without_script_after_a_while(
    client: Client, clock: TestClock
) -> None:
    link = await signature(client)
    paper = await visit(client, f"{link}/2?c=K-1")
    thanks = await press(client, paper, "score", "2")
    assert "We are sorry" in thanks.text
    assert (await the_rating(client))["state"] == "provisional"
    clock.forward(seconds=61)
    await until(lambda: is_state(client, "counted"))


async def is_state(client: Client, state: str) -> bool:
    return (await the_rating(client))["state"] == state


async def test_it_adds_a_comment_and_reasons_to_the_answer(client: Client) -> None:
    await put(client, whole())
    link = await signature(client, "help")
    paper = await visit(client, f"{link}/1?c=K-1&language=en")
    thanks = await press(client, paper, "score", "1")
    sent = await press(client, thanks, "", "", reasons="speed", comment=" Too slow. ")
    assert "Sent. Thank you!" in sent.text
    rating = await the_rating(client)
    assert (rating["comment"], rating["reasons"]) == ("Too slow.", ["speed"])
    assert (rating["state"], rating["evidence"]) == (
        "counted",
        {"level": 3, "reason": "words were written with it"},
    )


async def test_it_lets_the_customer_change_the_answer_on_the_page(client: Client) -> None:
    link = await signature(client)
    paper = await visit(client, f"{link}/2?c=K-1")
    thanks = await posted(client, f"{link}?c=K-1", paper, score="2", sign="gesture")
    again = await press(client, thanks, "again", "1")
    changed = await posted(client, f"{link}?c=K-1", again, score="5", sign="choice")
    assert "You chose Very good" in changed.text
    rating = await the_rating(client)
    assert (rating["score"], rating["band"]) == (5, "positive")


async def test_it_shows_the_answer_that_stands_and_not_a_weaker_one(client: Client) -> None:
    link = await signature(client)
    paper = await visit(client, f"{link}/5?c=K-1")
    await posted(client, f"{link}?c=K-1", paper, score="5", comment="Kind!")
    later = await visit(client, f"{link}/1?c=K-1")
    shown = await posted(client, f"{link}?c=K-1", later, score="1", sign="gesture")
    assert "You chose Very good" in shown.text
    assert (await the_rating(client))["score"] == 5


async def test_it_refuses_a_burst_and_says_why(client: Client) -> None:
    link = await signature(client)
    for score in range(1, 6):
        paper = await visit(client, f"{link}/{score}?c=K-1")
        await posted(client, f"{link}?c=K-1", paper, score=f"{score}")
    states = {rating["state"] for rating in await kept(client)}
    assert states == {"machine"}
    _, scores = await get(client, "/api/v1/scores?survey=csat")
    assert scores["n"] == 0
    rating = (await kept(client))[0]
    _, ledger = await get(client, f"/api/v1/ratings/{rating['id']}/hits")
    assert [hit["means"] for hit in ledger["items"][:2]] == ["fetch", "script"]
    assert all(hit["machine"] for hit in ledger["items"] if hit["means"] == "script")
    assert "came within" in ledger["items"][1]["reason"]


async def test_it_shows_and_adds_to_the_persons_answer_while_a_scanner_answers(
    client: Client,
) -> None:
    link = await signature(client)
    mine = await visit(client, f"{link}/2?c=K-1")
    scanned = await visit(client, f"{link}/4?c=K-1", User_Agent="scanner")
    await posted(client, f"{link}?c=K-1", scanned, score="4")
    thanks = await press(client, mine, "score", "2")
    assert "You chose Bad" in thanks.text
    await posted(client, f"{link}?c=K-1", scanned, score="4")
    sent = await press(client, thanks, "", "", comment="Nobody called back")
    assert "You chose Bad" in sent.text
    counted = [rating for rating in await kept(client) if rating["state"] == "counted"]
    assert [(one["score"], one["comment"]) for one in counted] == [(2, "Nobody called back")]


async def test_it_rates_a_person_apart_from_the_machine_that_came_before(
    client: Client, clock: TestClock
) -> None:
    link = await signature(client)
    for score in (1, 2):
        paper = await visit(client, f"{link}/{score}?c=K-1")
        await posted(client, f"{link}?c=K-1", paper, score=f"{score}")
    clock.forward(days=2)
    paper = await visit(client, f"{link}/5?c=K-1")
    await posted(client, f"{link}?c=K-1", paper, score="5", sign="gesture")
    newest, machine = await kept(client)
    assert (newest["state"], newest["score"]) == ("counted", 5)
    assert machine["state"] == "machine"
    assert newest["created_at"] > machine["created_at"]
    _, today = await get(client, "/api/v1/scores?survey=csat&period=today")
    assert (today["n"], today["distribution"]["5"]) == (1, 1)


async def test_it_takes_back_a_provisional_answer_everywhere_when_a_burst_comes_late(
    client: Client,
) -> None:
    link = await signature(client)
    paper = await visit(client, f"{link}/1?c=K-1")
    await posted(client, f"{link}?c=K-1", paper, score="1")
    assert (await the_rating(client))["state"] == "provisional"
    await visit(client, f"{link}/2?c=K-1")
    assert (await the_rating(client))["state"] == "machine"


async def test_it_refuses_who_opened_the_hidden_link(client: Client, clock: TestClock) -> None:
    link = await signature(client)
    hidden = await visit(client, f"{link}/{TRAP}?c=K-1")
    assert hidden.status == 200
    clock.forward(seconds=30)
    paper = await visit(client, f"{link}/5?c=K-1")
    await posted(client, f"{link}?c=K-1", paper, score="5")
    assert (await the_rating(client))["evidence"] == {
        "level": 1,
        "reason": "the hidden link was opened as well",
    }


async def test_it_honours_head_options_and_prefetch(client: Client) -> None:
    link = await signature(client)
    async with client.head(f"{link}/5") as response:
        assert (response.status, await response.read()) == (200, b"")
    async with client.options(f"{link}/5") as response:
        assert (response.status, response.headers["Allow"]) == (204, "GET, HEAD, OPTIONS, POST")
    async with client.get(f"{link}/5", headers={"Sec-Purpose": "prefetch;prerender"}) as response:
        assert (response.status, await response.read()) == (503, b"")
    assert await kept(client) == []


async def test_it_changes_the_answer_of_one_conversation_and_starts_anew_in_another(
    client: Client, clock: TestClock
) -> None:
    link = await signature(client)
    for conversation, score in (("K-1", 5), ("K-1", 3), ("K-2", 4)):
        paper = await visit(client, f"{link}/{score}?c={conversation}")
        path = f"{link}?c={conversation}"
        await posted(client, path, paper, score=f"{score}", sign="gesture")
        clock.forward(hours=1)
    found = [(rating["conversation"], rating["score"]) for rating in await kept(client)]
    assert found == [("K-2", 4), ("K-1", 3)]


async def test_it_joins_the_answer_of_the_widget_in_the_same_conversation(client: Client) -> None:
    body = {"survey": "csat", "score": 2, "conversation": "K-1", "agent": "mari"}
    await client.post("/api/v1/ratings", json=body)
    link = await signature(client)
    paper = await visit(client, f"{link}/5?c=K-1")
    await posted(client, f"{link}?c=K-1", paper, score="5")
    states = {rating["score"]: rating["state"] for rating in await kept(client)}
    assert states == {2: "counted", 5: "provisional"}
    await posted(client, f"{link}?c=K-1", paper, score="5", sign="gesture")
    found = {rating["state"]: rating for rating in await kept(client)}
    assert {state: rating["score"] for state, rating in found.items()} == {
        "counted": 5,
        "withdrawn": 5,
    }
    assert "by another way" in found["withdrawn"]["evidence"]["reason"]


async def test_it_tells_customers_apart_where_a_signature_names_no_conversation(
    client: Client, clock: TestClock
) -> None:
    link = await signature(client)
    for browser, score in (("Firefox", 5), ("Safari", 1), ("Firefox", 4)):
        agent = {"User-Agent": browser}
        paper = await visit(client, f"{link}/{score}?c={{{{ticket.id}}}}", User_Agent=browser)
        form = paper.forms[0].fields | {"by": "script", "sign": "gesture", "score": f"{score}"}
        await client.post(link, data=form, headers=agent)
        clock.forward(seconds=20)
    found = sorted((rating["score"], rating["conversation"]) for rating in await kept(client))
    assert found == [(1, None), (4, None)]


async def test_it_asks_the_second_question_and_lets_it_be_skipped(client: Client) -> None:
    await put(client, whole(then="nps"))
    link = await signature(client, "help")
    paper = await visit(client, f"{link}/1?c=K-1&language=en")
    second = await posted(client, f"{link}?c=K-1&language=en", paper, score="1", sign="gesture")
    assert "One more question" in second.text
    thanks = await press(client, second, "skip", "1")
    assert "You chose Bad" in thanks.text
    nps = await press(client, second, "score", "9")
    assert "You chose 9" in nps.text
    found = {rating["survey"]: rating for rating in await kept(client)}
    assert (found["help"]["score"], found["nps"]["score"]) == (1, 9)
    assert found["nps"]["agent"]["key"] == "mari"


@pytest.mark.parametrize("path", ["/r/abc/5", "/r/AAAAAAAAAAAAAAAAAAAAAA/5", "/r/%C3%B6%00/1"])
async def test_it_is_kind_about_a_broken_link(client: Client, path: str) -> None:
    paper = await visit(client, path, Accept_Language="et")
    assert (paper.status, "See link on poolik" in paper.text) == (404, True)


async def test_it_asks_when_the_link_names_no_score_of_the_scale(client: Client) -> None:
    link = await signature(client)
    for path in (link, f"{link}/9", f"{link}/five"):
        paper = await visit(client, path)
        assert [button["value"] for button in paper.forms[0].buttons] == ["1", "2", "3", "4", "5"]


async def test_it_refuses_a_score_that_is_not_on_the_scale(client: Client) -> None:
    link = await signature(client)
    for fields in ({"score": "9"}, {"chosen": "9", "skip": "1"}):
        async with client.post(link, data=fields) as response:
            assert response.status == 422
    assert await kept(client) == []


async def test_it_is_kind_when_the_survey_is_closed(client: Client) -> None:
    link = await signature(client)
    document = whole(slug="csat", closes_on="2020-01-01")
    await put(client, document)
    paper = await visit(client, f"{link}/1?language=en")
    assert (paper.status, "This question is closed" in paper.text) == (409, True)
    async with client.post(link, data={"score": "1"}) as response:
        assert response.status == 409


async def test_it_is_kind_when_the_link_was_withdrawn(client: Client, clock: TestClock) -> None:
    link = await signature(client)
    app = client.app
    assert app is not None
    link_id = app[LINKS].link_id(link.removeprefix("/r/"))
    await app[DATABASE].write(links.withdraw, link_id, clock())
    paper = await visit(client, f"{link}/5?language=en")
    assert (paper.status, "This question is closed" in paper.text) == (409, True)


async def test_it_keeps_no_flood(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.store.ballots.MOST_HITS", 3)
    link = await signature(client)
    for _ in range(4):
        assert (await visit(client, f"{link}/5?c=K-1")).status == 200
    async with client.post(f"{link}?c=K-1", data={"score": "5"}) as response:
        assert response.status == 429


async def test_it_limits_answers_by_link(start_app: StartApp) -> None:
    client = await start_app(PALDIES_RATE_LIMIT="2/minute")
    link = await signature(client)
    statuses = []
    for _ in range(3):
        async with client.post(f"{link}?c=K-1", data={"score": "5"}) as response:
            statuses.append(response.status)
    assert statuses == [200, 200, 429]


async def test_it_asks_the_customers_question_of_an_ask(client: Client) -> None:
    status, ask = await send(
        client,
        "POST",
        "/api/v1/asks",
        {
            "survey": "csat",
            "customer": {"name": "Kadri", "email": "Kadri@Example.ee"},
            "language": "et",
        },
    )
    assert status == 201
    path = ask["links"]["4"].removeprefix("http://localhost:8080")
    paper = await visit(client, path)
    await posted(client, path.rpartition("/")[0], paper, score="4", sign="gesture")
    rating = await the_rating(client)
    assert (rating["source"], rating["language"]) == ("email", "et")
    assert rating["customer"] == {"id": None, "email": "kadri@example.ee", "name": "Kadri"}


async def test_it_answers_an_ask_once_and_shows_the_answer_afterwards(
    client: Client, clock: TestClock
) -> None:
    _, ask = await send(client, "POST", "/api/v1/asks", {"survey": "csat"})
    path = ask["links"]["4"].removeprefix("http://localhost:8080")
    page = path.rpartition("/")[0]
    paper = await visit(client, path)
    await posted(client, page, paper, score="4", sign="gesture")
    clock.forward(days=2)
    late = await visit(client, f"{page}/1")
    assert (late.status, "You have answered this already" in late.text) == (409, True)
    assert "You chose Good" in late.text
    await posted(client, page, paper, score="1", sign="choice")
    assert (await the_rating(client))["score"] == 4


async def test_it_is_kind_when_the_time_of_an_ask_is_over(client: Client, clock: TestClock) -> None:
    _, ask = await send(client, "POST", "/api/v1/asks", {"survey": "csat"})
    path = ask["links"]["4"].removeprefix("http://localhost:8080")
    clock.forward(days=15)
    paper = await visit(client, path)
    assert (paper.status, "The time to answer this is over" in paper.text) == (409, True)
