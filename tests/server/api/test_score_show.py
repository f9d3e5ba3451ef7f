from urllib.parse import quote

import pytest

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


@pytest.mark.parametrize(
    ("query", "status", "field"),
    [
        ("", 422, "survey"),
        ("survey=csat&metric=csat", 422, "survey"),
        ("survey=nope", 404, "survey"),
        ("metric=pmf", 404, "metric"),
        ("metric=joy", 422, "metric"),
        ("survey=csat&by=weather", 422, "by"),
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
