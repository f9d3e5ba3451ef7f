import asyncio
import json
from datetime import datetime
from uuid import uuid4

import pytest
from structlog.testing import LogCapture

from server.core.surveys import HOUR_MS, Survey
from server.keys import CONTEXTS, DATABASE, DAYS
from server.store.unavailable import Unavailable
from tests.clock import TestClock
from tests.conftest import Client, StartApp
from tests.server.api.asking import kept, rate, revise
from tests.server.asked import put
from tests.server.core.survey_documents import whole
from tests.server.core.test_contexts import signed


async def test_it_answers_with_the_rating_and_a_token_to_add_to_it(
    client: Client, clock: TestClock
) -> None:
    before = clock()
    status, answer = await rate(client, survey="csat", score=5)
    assert status == 201
    assert set(answer) == {"id", "survey", "score", "band", "edit_token", "edit_until"}
    assert (answer["survey"], answer["score"], answer["band"]) == ("csat", 5, "positive")
    until = datetime.fromisoformat(answer["edit_until"]).timestamp() * 1000
    assert before + 24 * HOUR_MS <= until <= clock() + 24 * HOUR_MS


async def test_it_keeps_everything_that_was_sent(client: Client) -> None:
    await rate(
        client,
        survey="csat",
        score=1,
        request_id=str(uuid4()),
        agent="nobody-yet",
        team="chat",
        conversation="C-1042",
        customer={"id": "7", "email": "kadri@example.com", "name": "Kadri Saar"},
        attributes={"region": "EE", "orders": 3, "vip": True},
        language="et-EE",
        comment=" Aitäh, aga pakk on katki \n",
        reasons=["speed"],
    )
    (rating,) = await kept(client)
    assert rating | {"id": "", "created_at": "", "updated_at": ""} == {
        "id": "",
        "survey": "csat",
        "metric": "csat",
        "score": 1,
        "scale": 5,
        "band": "negative",
        "state": "counted",
        "agent": {"key": "nobody-yet", "name": "nobody-yet"},
        "team": "chat",
        "customer": {"id": "7", "email": "kadri@example.com", "name": "Kadri Saar"},
        "conversation": "C-1042",
        "source": "api",
        "language": "et",
        "comment": "Aitäh, aga pakk on katki",
        "reasons": ["speed"],
        "answers": {},
        "attributes": {"region": "EE", "orders": 3, "vip": True},
        "evidence": {"level": 2, "reason": "sent by a program"},
        "created_at": "",
        "updated_at": "",
    }


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "text/plain;charset=UTF-8"])
async def test_it_takes_json_under_both_content_types(client: Client, kind: str) -> None:
    body = json.dumps({"survey": "nps", "score": 0})
    async with client.post(
        "/api/v1/ratings", data=body, headers={"Content-Type": kind}
    ) as response:
        assert response.status == 201
        assert (await response.json())["band"] == "negative"


@pytest.mark.parametrize(
    ("survey", "score", "band"),
    [
        ("csat", 1, "negative"),
        ("csat", 3, "neutral"),
        ("csat", 4, "positive"),
        ("ces", 4, "neutral"),
        ("ces", 5, "positive"),
        ("nps", 0, "negative"),
        ("nps", 6, "negative"),
        ("nps", 8, "neutral"),
        ("nps", 10, "positive"),
    ],
)
async def test_it_names_the_band(client: Client, survey: str, score: int, band: str) -> None:
    status, answer = await rate(client, survey=survey, score=score)
    assert (status, answer["band"]) == (201, band)


async def test_it_makes_one_rating_of_ten_equal_requests_at_once(client: Client) -> None:
    request = str(uuid4())
    answers = await asyncio.gather(
        *(rate(client, survey="csat", score=4, request_id=request) for _ in range(10))
    )
    assert sorted(status for status, _ in answers) == [200] * 9 + [201]
    assert len({json.dumps(answer) for _, answer in answers}) == 1
    assert len(await kept(client)) == 1


async def test_it_changes_the_rating_of_a_conversation_within_the_window(
    client: Client, clock: TestClock
) -> None:
    _, first = await rate(client, survey="csat", score=1, conversation="C-1", agent="mari")
    clock.forward(hours=23)
    status, second = await rate(client, survey="csat", score=4, conversation="C-1")
    assert (status, second["id"], second["band"]) == (200, first["id"], "positive")
    clock.forward(hours=2)
    status, third = await rate(client, survey="csat", score=2, conversation="C-1")
    assert status == 201
    assert third["id"] != first["id"]


async def test_it_keeps_the_surveys_of_a_conversation_apart(client: Client) -> None:
    await rate(client, survey="csat", score=4, conversation="C-1")
    assert (await rate(client, survey="ces", score=4, conversation="C-1"))[0] == 201


async def test_it_calls_a_rating_from_a_page_a_click_in_the_widget(client: Client) -> None:
    body = json.dumps({"survey": "csat", "score": 5})
    headers = {"Origin": "https://shop.example", "Content-Type": "text/plain"}
    async with client.post("/api/v1/ratings", data=body, headers=headers) as response:
        assert response.status == 201
    (rating,) = await kept(client)
    assert (rating["source"], rating["evidence"]["level"]) == ("widget", 2)


async def test_it_keeps_answers_to_what_was_asked(client: Client) -> None:
    await put(client, whole())
    answers = {"solved": "no", "reach": 2, "ways": ["mail"], "wish": " "}
    assert (await rate(client, survey="help", score=1, answers=answers))[0] == 201
    (rating,) = await kept(client)
    assert rating["answers"] == {"solved": "no", "reach": 2, "ways": ["mail"]}
    status, problem = await rate(client, survey="help", score=1, answers={"reach": 9})
    assert (status, problem["field"]) == (422, "answers.reach")


@pytest.mark.parametrize("source", ["page", "widget"])
async def test_it_keeps_which_frame_a_browser_asked_in(client: Client, source: str) -> None:
    body = {"survey": "csat", "score": 5, "source": source}
    headers = {"Origin": "https://shop.example"}
    async with client.post("/api/v1/ratings", json=body, headers=headers) as response:
        assert response.status == 201
    (rating,) = await kept(client)
    assert (rating["source"], rating["evidence"]["level"]) == (source, 2)


async def test_it_takes_ratings_on_the_days_when_it_is_open(
    client: Client, clock: TestClock
) -> None:
    assert client.app is not None
    today = client.app[DAYS].day_on(clock())
    await put(client, whole(opens_on=today, closes_on=today))
    assert (await rate(client, survey="help", score=3))[0] == 201
    clock.forward(hours=24)
    status, problem = await rate(client, survey="help", score=3)
    assert (status, problem["title"], problem["field"]) == (409, "Closed", "survey")
    assert len(await kept(client)) == 1


@pytest.mark.parametrize(
    ("once", "second", "status"),
    [
        ("conversation", {"conversation": "C-1"}, 409),
        ("conversation", {"conversation": "C-2"}, 201),
        ("conversation", {"conversation": "C-1", "customer": {"id": "8"}}, 201),
        ("customer", {"conversation": "C-2"}, 409),
        ("customer", {"conversation": "C-1", "customer": {"id": "8"}}, 201),
        (None, {"conversation": "C-1"}, 201),
    ],
)
async def test_it_is_answered_once_when_the_survey_says_so(
    client: Client, clock: TestClock, once: str | None, second: dict[str, object], status: int
) -> None:
    await put(client, whole(once=once))
    first = {"customer": {"id": "7"}, "conversation": "C-1"}
    _, given = await rate(client, survey="help", score=1, **first)
    assert (await rate(client, survey="help", score=2, **first))[1]["id"] == given["id"]
    clock.forward(hours=25)
    answered, problem = await rate(client, survey="help", score=3, **(first | second))
    assert answered == status
    if status == 409:
        assert (problem["title"], problem["field"]) == ("Already answered", once)
        assert [rating["score"] for rating in await kept(client)] == [2]


async def test_it_refuses_one_of_a_group_alone(client: Client, clock: TestClock) -> None:
    await put(client, whole(once="conversation"))
    await rate(client, survey="help", score=1, conversation="C-1")
    clock.forward(hours=25)
    answers = await asyncio.gather(
        *(rate(client, survey="help", score=3, conversation=f"C-{n}") for n in range(5))
    )
    assert sorted(status for status, _ in answers) == [201] * 4 + [409]


class Signed:
    """A survey that a host site signs context for."""

    def __init__(self, client: Client, clock: TestClock, survey: Survey) -> None:
        assert client.app is not None
        self.secret = client.app[CONTEXTS].secret(survey)
        self.soon = clock() // 1000 + 600

    def context(self, **claims: object) -> str:
        return signed({"exp": self.soon, **claims}, self.secret)


async def test_it_believes_what_is_signed_before_what_is_not(
    client: Client, clock: TestClock
) -> None:
    host = Signed(client, clock, await put(client, whole()))
    context = host.context(agent="mari", customer={"id": "7"}, attributes={"region": "EE"})
    sent = {"agent": "evil", "conversation": "C-1", "attributes": {"region": "LV", "vip": True}}
    assert (await rate(client, survey="help", score=3, context=context, **sent))[0] == 201
    (rating,) = await kept(client)
    assert rating["agent"]["key"] == "mari"
    assert rating["customer"]["id"] == "7"
    assert rating["conversation"] == "C-1"
    assert rating["attributes"] == {"region": "EE", "vip": True}


async def test_it_believes_nothing_unsigned_where_context_is_required(
    client: Client, clock: TestClock
) -> None:
    host = Signed(client, clock, await put(client, whole(context="required")))
    status, problem = await rate(client, survey="help", score=3, agent="mari")
    assert (status, problem["field"]) == (422, "context")
    sent = {"agent": "evil", "conversation": "C-9", "customer": {"id": "8"}}
    context = host.context(conversation="C-1")
    assert (await rate(client, survey="help", score=3, context=context, **sent))[0] == 201
    (rating,) = await kept(client)
    assert (rating["conversation"], rating["agent"], rating["customer"]) == ("C-1", None, None)


async def test_it_takes_the_second_question_with_the_context_of_the_first(
    client: Client, clock: TestClock
) -> None:
    host = Signed(client, clock, await put(client, whole(then="csat", context="required")))
    context = host.context(agent="mari")
    for survey in ("help", "csat"):
        assert (await rate(client, survey=survey, score=3, context=context))[0] == 201
    assert {rating["agent"]["key"] for rating in await kept(client)} == {"mari"}
    status, problem = await rate(client, survey="ces", score=3, context=context)
    assert (status, problem["field"]) == (422, "context")


async def test_it_lets_a_comment_follow_whatever_the_window(client: Client) -> None:
    await put(client, whole(rerate_hours=0))
    _, first = await rate(client, survey="help", score=1, conversation="C-1")
    assert (await revise(client, first, comment="Slow"))[0] == 200
    _, second = await rate(client, survey="help", score=3, conversation="C-1")
    assert second["id"] != first["id"]


async def test_it_refuses_context_that_cannot_be_believed(client: Client, clock: TestClock) -> None:
    host = Signed(client, clock, await put(client, whole()))
    refused = [
        (signed({"exp": host.soon}, "another"), 422),
        (host.context(agent=7), 422),
        (host.context(agent="x" * 201), 422),
        (host.context(exp=clock() // 1000 - 1), 409),
        ("x" * 8001, 422),
    ]
    for context, expected in refused:
        status, problem = await rate(client, survey="help", score=3, context=context)
        assert (status, problem["field"]) == (expected, "context")
    assert await kept(client) == []


LONG = "x" * 201

REFUSED = [
    ({"score": 5}, 422, "survey"),
    ({"survey": "csat"}, 422, "score"),
    ({"survey": "nope", "score": 5}, 404, "survey"),
    ({"survey": None, "score": 5}, 422, "survey"),
    ({"survey": "csat", "score": 0}, 422, "score"),
    ({"survey": "csat", "score": 6}, 422, "score"),
    ({"survey": "csat", "score": -1}, 422, "score"),
    ({"survey": "csat", "score": 10**30}, 422, "score"),
    ({"survey": "nps", "score": 11}, 422, "score"),
    ({"survey": "csat", "score": "5"}, 422, "score"),
    ({"survey": "csat", "score": 4.5}, 422, "score"),
    ({"survey": "csat", "score": None}, 422, "score"),
    ({"survey": "nps", "score": False}, 422, "score"),
    ({"survey": "csat", "score": True}, 422, "score"),
    ({"survey": "csat", "score": [5]}, 422, "score"),
    ({"survey": "csat", "score": 5, "agnet": "mari"}, 422, "agnet"),
    ({"survey": "csat", "score": 5, "request_id": "7"}, 422, "request_id"),
    ({"survey": "csat", "score": 5, "agent": LONG}, 422, "agent"),
    ({"survey": "csat", "score": 5, "agent": 7}, 422, "agent"),
    ({"survey": "csat", "score": 5, "conversation": "a\x00b"}, 422, "conversation"),
    ({"survey": "csat", "score": 5, "comment": "x" * 10_001}, 422, "comment"),
    ({"survey": "csat", "score": 5, "customer": {"mail": "a@b"}}, 422, "customer.mail"),
    ({"survey": "csat", "score": 5, "customer": {"email": 7}}, 422, "customer.email"),
    ({"survey": "csat", "score": 5, "customer": "Kadri"}, 422, "customer"),
    ({"survey": "csat", "score": 5, "reasons": ["weather"]}, 422, "reasons[0]"),
    ({"survey": "csat", "score": 5, "reasons": "speed"}, 422, "reasons"),
    ({"survey": "csat", "score": 5, "attributes": {"a": [1]}}, 422, "attributes[...]"),
    ({"survey": "csat", "score": 5, "language": "x" * 36}, 422, "language"),
    ({"survey": "csat", "score": 5, "context": "e30.e30.x"}, 422, "context"),
    ([], 422, "(body)"),
    (5, 422, "(body)"),
]


@pytest.mark.parametrize(("body", "status", "field"), REFUSED, ids=lambda value: str(value)[:60])
async def test_it_refuses_and_names_the_field_and_stores_nothing(
    client: Client, log: LogCapture, body: object, status: int, field: str
) -> None:
    async with client.post("/api/v1/ratings", json=body) as response:
        problem = await response.json(content_type="application/problem+json")
    assert (response.status, problem["status"], problem.get("field")) == (status, status, field)
    assert problem["title"]
    assert problem["detail"]
    assert [entry["event"] for entry in log.entries] == ["refused"]
    assert await kept(client) == []


BROKEN = [
    (b"", 400),
    (b"{", 400),
    (b'{"survey": "csat", "score": 5', 400),
    (b"survey=csat&score=5", 400),
    (b'{"survey": "csat", "score": NaN}', 400),
    (b'{"survey": "\xff\xfe", "score": 5}', 400),
    (b'{"survey": "csat", "score": 5, "comment": "\xc3"}', 400),
    (b'{"survey": "csat", "score": 5, "comment": "\\ud800"}', 400),
    (b"[" * 50_000, 422),
    (b'{"survey":"csat","score":5,"comment":"' + b"x" * 100_000 + b'"}', 413),
]


@pytest.mark.parametrize(("body", "status"), BROKEN, ids=lambda value: str(value)[:50])
async def test_it_refuses_what_is_not_json(
    client: Client, log: LogCapture, body: bytes, status: int
) -> None:
    headers = {"Content-Type": "application/json"}
    async with client.post("/api/v1/ratings", data=body, headers=headers) as response:
        problem = await response.json(content_type="application/problem+json")
    assert (response.status, problem["status"]) == (status, status)
    assert [entry["event"] for entry in log.entries] == ["refused"]
    assert await kept(client) == []


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ({"survey": "nps", "score": False}, "must be a whole number, not true or false"),
        ({"survey": "nps", "score": "9"}, "must be a whole number, not a text"),
        ({"survey": "nps", "score": None}, "must be a whole number, not null"),
        ({"survey": "nps", "score": 9, "customer": "K"}, "must be an object, not a text"),
        ([], "must be an object, not a list"),
    ],
    ids=str,
)
async def test_it_says_in_plain_words_what_was_expected(
    client: Client, body: object, detail: str
) -> None:
    async with client.post("/api/v1/ratings", json=body) as response:
        problem = await response.json(content_type="application/problem+json")
    assert (response.status, problem["detail"]) == (422, detail)


async def test_it_refuses_other_content_types(client: Client) -> None:
    async with client.post("/api/v1/ratings", data={"survey": "csat"}) as response:
        assert response.status == 415


async def test_it_limits_how_often_one_client_may_rate(start_app: StartApp) -> None:
    client = await start_app(PALDIES_RATE_LIMIT="3/minute")
    answers = [await rate(client, survey="csat", score=5) for _ in range(4)]
    assert [status for status, _ in answers] == [201, 201, 201, 429]
    async with client.post("/api/v1/ratings", json={}) as response:
        assert 1 <= int(response.headers["Retry-After"]) <= 60


async def test_it_says_what_methods_there_are(client: Client) -> None:
    async with client.delete("/api/v1/ratings") as response:
        problem = await response.json(content_type="application/problem+json")
    assert (response.status, response.headers["Allow"]) == (405, "GET,HEAD,OPTIONS,POST")
    assert "DELETE" in problem["detail"]


async def test_it_refuses_a_body_that_is_packed_wrongly(client: Client, log: LogCapture) -> None:
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    async with client.post("/api/v1/ratings", data=b"junk", headers=headers) as response:
        assert response.status == 400
    assert [entry["event"] for entry in log.entries] == ["refused"]


async def test_it_does_not_log_what_a_visitor_wrote_for_a_field(
    client: Client, log: LogCapture
) -> None:
    status, problem = await rate(client, **{"kadri@example.com": 1, "survey": "csat", "score": 5})
    assert (status, problem["field"]) == (422, "kadri@example.com")
    assert [entry["field"] for entry in log.entries] == ["(unknown)"]


async def test_it_asks_to_try_again_when_the_database_is_not_to_be_had(client: Client) -> None:
    app = client.app
    assert app is not None
    app[DATABASE].insert = _locked  # type: ignore[method-assign]
    async with client.post("/api/v1/ratings", json={"survey": "csat", "score": 5}) as response:
        problem = await response.json(content_type="application/problem+json")
    assert (response.status, problem["status"], response.headers["Retry-After"]) == (503, 503, "5")


async def _locked(bulks: object) -> None:
    raise Unavailable("database is locked")
