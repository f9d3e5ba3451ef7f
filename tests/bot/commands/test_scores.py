import asyncio
from dataclasses import replace
from typing import Any

import pytest

from server.core.agents import Agent
from server.store import agents
from server.store.database import Database
from tests.bot.held import Held
from tests.bot.slack import ANA, RunningSlack
from tests.bot.stage import QUICK, Stage, set_stage, text_of
from tests.clock import TestClock


async def rated(stage: Stage, *scores: int, agent: str = "mari", survey: str = "csat") -> None:
    for score in scores:
        await stage.rate(score, survey, agent_key=agent, destinations=())


async def ask(stage: Stage, question: str) -> dict[str, Any]:
    answer = await stage.slack.sender.command(f"/scores {question}".strip())
    assert answer.status == 200
    return answer.json


async def test_it_answers_with_figure_interval_number_and_period(stage: Stage) -> None:
    await rated(stage, 5, 5, 4, 4, 3, 1)
    answer = await ask(stage, "csat 30d")
    assert answer["response_type"] == "ephemeral"
    text = text_of(answer["blocks"])
    assert "CSAT 67 % (30–90), n = 6" in text
    assert "last 30 days" in text


async def test_it_counts_a_rating_that_came_just_now(stage: Stage) -> None:
    await rated(stage, 5, 5, 5, 5, 5)
    assert "n = 5" in (await ask(stage, "csat today"))["text"]
    await rated(stage, 1)
    assert "n = 6" in (await ask(stage, "csat today"))["text"]


async def test_it_compares_agents(stage: Stage) -> None:
    await stage.database.write(agents.put, Agent("juri", "Jüri Kask"), stage.clock())
    await rated(stage, *[5] * 40, agent="mari")
    await rated(stage, *[5, 1] * 20, agent="juri")
    table = text_of((await ask(stage, "csat by agent"))["blocks"])
    assert table.index("Mari Tamm") < table.index("Jüri Kask")


async def test_it_answers_for_every_survey_when_none_is_named(stage: Stage) -> None:
    await rated(stage, *[9] * 6, survey="nps")
    await rated(stage, *[5] * 6)
    text = text_of((await ask(stage, ""))["blocks"])
    assert "NPS 100" in text
    assert "CSAT 100 %" in text


async def test_it_answers_about_one_agent(stage: Stage) -> None:
    await stage.database.write(agents.put, Agent("juri", "Jüri Kask"), stage.clock())
    await rated(stage, *[5] * 7, agent="juri")
    await rated(stage, *[1] * 5, agent="mari")
    assert "CSAT 100 % (65–100), n = 7" in (await ask(stage, "csat @juri 7d"))["text"]
    assert "n = 7" in (await ask(stage, "csat agent:juri"))["text"]
    assert "Did you mean “agent:juri”?" in (await ask(stage, "csat agent:jurri"))["text"]


async def test_it_explains_one_verb(stage: Stage) -> None:
    assert "/scores low 5 csat last week" in (await ask(stage, "help low"))["text"]


async def test_it_says_when_there_are_too_few(stage: Stage) -> None:
    await rated(stage, 5, 5)
    assert "too few" in (await ask(stage, "csat"))["text"]


async def test_it_explains_itself(stage: Stage) -> None:
    text = (await ask(stage, "help"))["text"]
    assert "/scores csat last week" in text
    assert "Surveys: ces, csat, nps\n" in text


async def test_it_guesses_what_was_meant(stage: Stage) -> None:
    text = (await ask(stage, "cast 30d"))["text"]
    assert "Did you mean “csat”?" in text
    assert "/scores help" in text


async def test_it_repeats_nothing_that_would_notify_anybody(stage: Stage) -> None:
    answer = await ask(stage, "<!channel> <@U0BEN>")
    assert "<!channel>" not in answer["text"]
    assert "<@" not in answer["text"]


async def test_it_is_for_the_asker_alone(stage: Stage) -> None:
    await rated(stage, *[5] * 6)
    await ask(stage, "csat")
    [message] = stage.slack.workspace.messages()
    assert message.visible_to == ANA


async def test_it_says_that_no_survey_measures_that(stage: Stage) -> None:
    assert (await ask(stage, "pmf"))["text"]


async def test_it_finishes_a_late_answer_before_it_closes(
    slack: RunningSlack, database: Database, clock: TestClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held()
    async with set_stage(slack, database, clock, waits=replace(QUICK, answer=0.05)) as stage:
        await stage.worker.stop()
        monkeypatch.setattr(database, "read", held.before(database.read))
        assert (await slack.sender.command("/scores csat")).status == 200
        closing = asyncio.create_task(stage.bot.close())
        await held.reached.wait()
        assert slack.workspace.messages() == []
        held.released.set()
        await closing
        [message] = slack.workspace.messages()
        assert "Satisfaction with support" in message.text


async def test_it_closes_in_time_however_late_an_answer_is(
    slack: RunningSlack, database: Database, clock: TestClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits = replace(QUICK, answer=0.05, finish=0.1)
    async with set_stage(slack, database, clock, waits=waits) as stage:
        await stage.worker.stop()
        monkeypatch.setattr(database, "read", Held().before(database.read))
        assert (await slack.sender.command("/scores csat")).status == 200
        await stage.bot.close()
    assert slack.workspace.messages() == []


async def test_it_answers_later_when_the_database_is_slow(
    slack: RunningSlack, database: Database, clock: TestClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held()
    async with set_stage(slack, database, clock, waits=replace(QUICK, answer=0.05)) as stage:
        monkeypatch.setattr(database, "read", held.before(database.read))
        answer = await stage.slack.sender.command("/scores csat")
        assert (answer.status, answer.body) == (200, "")
        assert slack.workspace.messages() == []
        held.released.set()
        await slack.workspace.until(lambda: bool(slack.workspace.messages()))
    [message] = slack.workspace.messages()
    assert message.visible_to == ANA
    assert "Satisfaction with support" in message.text
