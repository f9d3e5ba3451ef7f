from urllib.parse import quote

import pytest

from server.store import counts
from tests.clock import TestClock
from tests.conftest import Client
from tests.server.api.asking import get, rate
from tests.server.asked import put
from tests.server.core.survey_documents import texts, whole


async def rate_all(client: Client, survey: str, scores: list[int], agent: str = "mari") -> None:
    for score in scores:
        await rate(client, survey=survey, score=score, agent=agent)


async def test_it_shows_a_score_with_its_interval_and_counts(client: Client) -> None:
    await rate_all(client, "csat", [5, 5, 4, 4, 1])
    status, answer = await get(client, "/api/v1/scores?survey=csat")
    assert status == 200
    assert (answer["metric"], answer["formula"]) == ("csat", "csat/top-box/1")
    assert (answer["score"], answer["n"], answer["confidence"]) == (80.0, 5, 0.95)
    assert [round(end, 1) for end in answer["interval"]] == [37.6, 96.4]
    assert answer["distribution"] == {"1": 1, "4": 2, "5": 2}
    assert answer["bands"] == {"positive": 4, "neutral": 0, "negative": 1}
    assert answer["period"]["timezone"] == "Europe/Riga"
    assert answer["groups"] == []


async def test_it_shows_no_score_for_too_few(client: Client) -> None:
    await rate_all(client, "csat", [5, 5])
    _, answer = await get(client, "/api/v1/scores?survey=csat")
    assert (answer["score"], answer["interval"], answer["n"]) == (None, None, 2)


async def test_it_counts_a_score_of_zero(client: Client) -> None:
    await rate_all(client, "nps", [0, 0, 10, 10, 10])
    _, answer = await get(client, "/api/v1/scores?metric=nps")
    assert answer["score"] == pytest.approx(20)
    assert answer["distribution"] == {"0": 2, "10": 3}


async def test_it_counts_by_the_formula_that_the_survey_has_chosen(client: Client) -> None:
    await put(client, whole(formula="csat/mean/1"))
    await rate_all(client, "help", [3, 3, 3, 2, 1])
    _, answer = await get(client, "/api/v1/scores?survey=help")
    assert (answer["formula"], answer["score"]) == ("csat/mean/1", pytest.approx(2.4))
    assert 1 <= answer["interval"][0] < 2.4 < answer["interval"][1] <= 3
    await put(client, whole(formula="csat/no-negative/1"))
    _, answer = await get(client, "/api/v1/scores?survey=help")
    assert (answer["formula"], answer["score"]) == ("csat/no-negative/1", 80)


async def test_it_counts_surveys_of_different_formulas_by_that_of_the_metric(
    client: Client,
) -> None:
    await put(client, whole(formula="csat/mean/1"))
    await rate_all(client, "help", [3, 3, 3, 2, 1])
    await rate_all(client, "csat", [5, 5, 5, 5, 1])
    _, answer = await get(client, "/api/v1/scores?metric=csat")
    assert (answer["formula"], answer["score"]) == ("csat/top-box/1", 70)


async def test_it_gives_no_mean_over_two_scales(client: Client) -> None:
    await put(client, whole(formula="csat/mean/1"))
    await rate_all(client, "help", [3, 3, 3, 2, 1])
    await put(
        client, whole(formula="csat/mean/1", scale=2, texts={"en": texts(labels=["No", "Yes"])})
    )
    await rate_all(client, "help", [2, 2, 2, 2, 1], agent="juris")
    _, answer = await get(client, "/api/v1/scores?survey=help&by=agent")
    assert (answer["formula"], answer["score"]) == ("csat/top-box/1", 70)
    assert {group["key"]: group["score"] for group in answer["groups"]} == {"mari": 60, "juris": 80}


async def test_it_compares_with_the_period_before(client: Client, clock: TestClock) -> None:
    await rate_all(client, "csat", [1, 1, 1, 1, 1, 5])
    clock.forward(days=7)
    await rate_all(client, "csat", [5, 5, 5, 5, 5, 5])
    _, answer = await get(client, "/api/v1/scores?survey=csat&period=7d")
    assert (answer["n"], answer["previous"]["n"]) == (6, 6)
    assert answer["change"]["delta"] == pytest.approx(100 - 100 / 6)
    assert answer["change"]["detectable"] is True


async def test_it_groups_by_agent(client: Client) -> None:
    await rate_all(client, "csat", [5] * 6, agent="mari")
    await rate_all(client, "csat", [1] * 5, agent="juris")
    _, answer = await get(client, "/api/v1/scores?survey=csat&by=agent")
    groups = {group["key"]: (group["n"], group["score"]) for group in answer["groups"]}
    assert groups == {"mari": (6, 100.0), "juris": (5, 0.0)}


async def test_it_filters_by_agent(client: Client) -> None:
    await rate_all(client, "csat", [5] * 6, agent="mari")
    await rate_all(client, "csat", [1] * 5, agent="juris")
    _, answer = await get(client, "/api/v1/scores?survey=csat&agent=juris")
    assert (answer["n"], answer["score"]) == (5, 0.0)


async def test_it_groups_within_groups(client: Client) -> None:
    await rate_all(client, "csat", [5] * 6, agent="mari")
    await rate(client, survey="csat", score=4, agent="mari", language="et")
    await rate(client, survey="csat", score=1)
    _, answer = await get(client, "/api/v1/scores?survey=csat&by=agent,language")
    mari, nobody = answer["groups"]
    assert answer["by"] == ["agent", "language"]
    assert (mari["key"], mari["label"], mari["n"], mari["rank"]) == ("mari", "mari", 7, None)
    assert {(group["key"], group["n"]) for group in mari["groups"]} == {("en", 6), ("et", 1)}
    assert (nobody["key"], nobody["label"], nobody["n"]) == (None, "Nobody named", 1)
    assert mari["groups"][0]["groups"] == []


async def test_it_lets_those_share_a_rank_who_cannot_be_told_apart(client: Client) -> None:
    for agent, scores in (("mari", [5] * 40), ("juris", [5] * 38 + [1]), ("nora", [1] * 40)):
        await rate_all(client, "csat", scores, agent=agent)
    _, answer = await get(client, "/api/v1/scores?survey=csat&by=agent")
    ranks = [(group["key"], group["rank"]) for group in answer["groups"]]
    assert ranks == [("mari", 1), ("juris", 1), ("nora", 3)]
    assert [group["tied"] for group in answer["groups"]] == [True, True, False]
    mari, _, nora = (group["shrunk"] for group in answer["groups"])
    assert 0 < nora < mari < 100
    assert answer["shrunk_by"].startswith("Expected is each figure drawn to that of all")


async def test_it_groups_and_chooses_by_attributes(client: Client) -> None:
    for region, score in (("EE", 5), ("EE", 4), ("LV", 1), (None, 3)):
        given = {"region": region} if region else {}
        await rate(client, survey="csat", score=score, attributes={**given, "seats": 3})
    _, answer = await get(client, "/api/v1/scores?survey=csat&by=attribute.region")
    assert {group["label"]: group["n"] for group in answer["groups"]} == {
        "EE": 2,
        "LV": 1,
        "Not given": 1,
    }
    _, chosen = await get(
        client, "/api/v1/scores?survey=csat&attribute.region=EE&attribute.seats=3&band=positive"
    )
    assert chosen["distribution"] == {"4": 1, "5": 1}


async def test_it_compares_with_a_period_that_is_named(client: Client, clock: TestClock) -> None:
    await rate_all(client, "csat", [1, 1, 1, 1, 5])
    clock.forward(days=100)
    await rate_all(client, "csat", [5, 5, 5, 5, 5])
    path = "/api/v1/scores?survey=csat&period=7d&versus=last%20200%20days"
    _, answer = await get(client, path)
    assert answer["change"] is None
    assert answer["versus"]["n"] == 10
    assert answer["versus"]["change"]["delta"] == pytest.approx(40)


async def test_it_shows_a_point_for_every_day(client: Client) -> None:
    await rate_all(client, "csat", [5, 5, 4, 4, 1])
    _, answer = await get(client, "/api/v1/scores?survey=csat&period=30d")
    assert answer["trend"]["by"] == "day"
    assert [point["n"] for point in answer["trend"]["points"]] == [0] * 29 + [5]


async def test_it_refuses_to_look_at_too_many_ratings(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counts, "MOST_LOOKED_AT", 4)
    await rate_all(client, "csat", [5, 5, 4, 4, 1])
    status, problem = await get(client, "/api/v1/scores?survey=csat&by=hour")
    assert (status, problem["field"]) == (422, "period")
    assert "there are 5 in last 30 days" in problem["detail"]


@pytest.mark.parametrize(
    ("query", "status", "field"),
    [
        ("", 422, "survey"),
        ("survey=csat&metric=csat", 422, "survey"),
        ("survey=nope", 404, "survey"),
        ("metric=pmf", 404, "metric"),
        ("metric=joy", 422, "metric"),
        ("survey=csat&by=weather", 422, "by"),
        ("survey=csat&by=", 422, "by"),
        ("survey=csat&by=attribute.", 422, "by"),
        ("survey=csat&by=agent,agent", 422, "by"),
        ("survey=csat&by=agent,team,month", 422, "by"),
        ("survey=csat&source=pigeon", 422, "source"),
        ("survey=csat&band=best", 422, "band"),
        ("survey=csat&versus=then", 422, "versus"),
        ("survey=csat&agent=mari&agent=juris", 422, "agent"),
        ("survey=csat&colour=red", 422, "colour"),
        ("survey=csat&to=9999-12-31", 422, "to"),
    ],
)
async def test_it_refuses_what_it_does_not_understand(
    client: Client, query: str, status: int, field: str
) -> None:
    answered, problem = await get(client, f"/api/v1/scores?{query}")
    assert (answered, problem["field"]) == (status, field)


@pytest.mark.parametrize("phrase", ["Q1 2026", "jan..mar 2026", "1.1.2026 to 31 March 2026"])
async def test_it_reads_a_period_as_people_write_it(client: Client, phrase: str) -> None:
    status, answer = await get(client, f"/api/v1/scores?survey=csat&period={quote(phrase)}")
    assert status == 200
    assert (answer["period"]["from"], answer["period"]["to"]) == ("2026-01-01", "2026-03-31")
