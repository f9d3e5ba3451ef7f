"""What scores are measured by: goals, baselines, and the limits of chance, through the API and in the chart."""

from datetime import date, timedelta

from server.core.surveys import Survey
from server.keys import DATABASE
from server.store import ratings
from tests.clock import TestClock
from tests.conftest import Client
from tests.server.api.asking import get
from tests.server.api.test_chart_show import table
from tests.server.asked import put
from tests.server.core.survey_documents import whole
from tests.server.store.new_ratings import new_rating

FIRST = date(2025, 3, 3)  # a Monday


async def rated(
    client: Client,
    survey: Survey,
    clock: TestClock,
    on: date,
    good: int,
    n: int,
    team: str = "chat",
) -> None:
    """Keep n ratings of a day, of which so many are good."""
    app = client.app
    assert app is not None
    given = [
        new_rating(survey, 3 if at < good else 1, clock(), rated_on=on.isoformat(), team=team)
        for at in range(n)
    ]
    await app[DATABASE].write(ratings.record_each, given)


async def test_it_measures_by_the_goal_of_the_survey_and_of_each_team(
    client: Client, clock: TestClock
) -> None:
    survey = await put(client, whole(goal=80, goals={"mail": 30}))
    await rated(client, survey, clock, FIRST, 15, 20, team="chat")
    await rated(client, survey, clock, FIRST, 9, 10, team="mail")
    _, answer = await get(client, "/api/v1/scores?survey=help&period=2025&by=team")
    assert (answer["goal"]["goal"], answer["goal"]["reached"]) == (80, True)
    assert answer["goal"]["distance"]["delta"] == 0
    goals = {group["key"]: group["goal"] for group in answer["groups"]}
    assert (goals["chat"]["goal"], goals["chat"]["reached"]) == (80, False)
    assert goals["chat"]["distance"]["detectable"] is False
    assert (goals["mail"]["goal"], goals["mail"]["distance"]["detectable"]) == (30, True)
    _, mail = await get(client, "/api/v1/scores?survey=help&period=2025&team=mail")
    assert mail["goal"]["goal"] == 30
    _, happy = await get(client, "/api/v1/scores?survey=help&period=2025&band=positive")
    assert (happy["goal"], happy["baseline"]) == (None, None)


async def test_it_compares_with_the_period_it_began_from(client: Client, clock: TestClock) -> None:
    survey = await put(client, whole(baseline={"period": "2024"}))
    await rated(client, survey, clock, FIRST.replace(year=2024), 50, 100)
    await rated(client, survey, clock, FIRST, 80, 100)
    _, answer = await get(client, "/api/v1/scores?survey=help&period=2025")
    baseline = answer["baseline"]
    assert (baseline["period"]["from"], baseline["score"], baseline["n"]) == ("2024-01-01", 50, 100)
    assert (round(baseline["change"]["delta"]), baseline["change"]["detectable"]) == (30, True)
    chart = await table(client, "trend.txt?survey=help&period=2025&step=month")
    assert "baseline 50 %" in chart


async def test_it_compares_all_ratings_with_a_figure_that_is_known(
    client: Client, clock: TestClock
) -> None:
    survey = await put(client, whole(baseline={"score": 70, "n": 400}))
    await rated(client, survey, clock, FIRST, 80, 100)
    _, answer = await get(client, "/api/v1/scores?survey=help&period=2025")
    assert (answer["baseline"]["period"], answer["baseline"]["n"]) == (None, 400)
    assert round(answer["baseline"]["change"]["delta"]) == 10
    _, chat = await get(client, "/api/v1/scores?survey=help&period=2025&team=chat")
    assert chat["baseline"] is None


async def test_it_is_alarmed_when_chance_does_not_explain_the_last_week(
    client: Client, clock: TestClock
) -> None:
    survey = await put(client, whole(goal=90))
    for week in range(10):
        await rated(client, survey, clock, FIRST + timedelta(weeks=week), 8, 10)
    path = "survey=help&from=2025-03-03&to={}"
    _, calm = await get(client, f"/api/v1/scores?{path.format('2025-05-11')}")
    assert calm["alert"] is None
    await rated(client, survey, clock, FIRST + timedelta(weeks=10), 5, 30)
    _, alarmed = await get(client, f"/api/v1/scores?{path.format('2025-05-18')}")
    assert "17 % is below what chance explains" in alarmed["alert"]
    chart = await table(client, f"trend.txt?{path.format('2025-05-18')}&step=week")
    assert "12–18 May 2025: 17 % is below what chance explains" in chart
    assert "chance alone" in chart
    assert "goal 90 %" in chart
