"""The same figures from the tallies, the ratings themselves, the API, the terminal and Slack."""

import asyncio
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from aiohttp.test_utils import TestClient, TestServer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.blocks.score_report import score_answer
from server.api.score_show import report_json
from server.app import build_app
from server.core.agents import Agent
from server.core.attributes import attribute_text
from server.core.bands import Band
from server.core.instants import day_of
from server.core.periods import Period, period_between
from server.core.ratings import Rating, Revision, Said, Source, State
from server.core.report_text import answer_text
from server.core.score_filter import Attribute, By, Grouping, ScoreFilter
from server.core.score_question import ScoreQuestion
from server.core.scores import ScoreGroup, ScoreReport
from server.core.surveys import Survey
from server.store import agents, api_keys, rating_pages, ratings, reports, surveys, tally_recount
from server.store.database import Database, open_database
from server.store.ids import new_id
from server.store.migrate import migrate
from server.store.rating_pages import RatingFilter
from server.surveys import default_surveys
from tests.conftest import test_settings
from tests.server.commands.running import Terminal
from tests.server.store.new_ratings import new_rating

RIGA = ZoneInfo("Europe/Riga")
# Clocks go back on 25 October 2026; there is a month before it and some days after.
FIRST = datetime(2026, 9, 20, tzinfo=UTC)
HOURS = 24 * 50
PERIODS = (
    period_between(date(2026, 9, 25), date(2026, 11, 3), timezone="Europe/Riga"),
    period_between(date(2026, 10, 24), date(2026, 10, 26), timezone="Europe/Riga"),
)
BYS: tuple[By, ...] = (*Grouping, Attribute("region"), Attribute("seats"), Attribute("ticket"))
FILTERS = (
    ScoreFilter(),
    ScoreFilter(agent="mari"),
    ScoreFilter(team="chat"),
    ScoreFilter(language="et", source=Source.EMAIL),
    ScoreFilter(band=Band.POSITIVE),
    ScoreFilter(attributes={"region": "EE"}),
    ScoreFilter(attributes={"region": "EE", "seats": "3"}, agent="juris"),
)


@dataclass(frozen=True, slots=True)
class Event:
    """A rating that comes, perhaps late, and what becomes of it."""

    survey: str
    hour: int
    score: int
    again: int | None
    state: State
    comment: str | None
    given: dict[str, object]


def events() -> st.SearchStrategy[list[Event]]:
    attributes = st.fixed_dictionaries(
        {},
        optional={
            "region": st.sampled_from(["EE", "LV"]),
            "seats": st.sampled_from([3, 3.0, 12, True]),
            "ticket": st.integers(0, 10**6).map(str),
        },
    )
    about = st.fixed_dictionaries(
        {
            "agent_key": st.sampled_from([None, "mari", "juris", "nora"]),
            "team": st.sampled_from([None, "night"]),
            "source": st.sampled_from([Source.WIDGET, Source.EMAIL, Source.IMPORT]),
            "language": st.sampled_from(["et", "lv"]),
            "attributes": attributes,
        }
    )
    event = st.builds(
        Event,
        survey=st.sampled_from(["csat", "csat", "ces"]),
        # Around the change of clocks, and anywhere.
        hour=st.integers(24 * 35 - 6, 24 * 35 + 6) | st.integers(0, HOURS - 1),
        score=st.integers(1, 5),
        again=st.none() | st.integers(1, 5),
        state=st.sampled_from([State.COUNTED, State.COUNTED, State.WITHDRAWN, State.PROVISIONAL]),
        comment=st.sampled_from([None, None, "Kind"]),
        given=about,
    )
    return st.lists(event, min_size=5, max_size=25)


questions = st.builds(
    ScoreQuestion,
    period=st.sampled_from(PERIODS),
    survey=st.sampled_from(["csat", "ces"]),
    by=st.lists(st.sampled_from(BYS), max_size=2, unique=True).map(tuple),
    only=st.sampled_from(FILTERS),
)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=events(), asked=st.lists(questions, min_size=6, max_size=6))
def test_it_counts_in_tallies_what_the_ratings_come_to(
    database_url: str, history: list[Event], asked: list[ScoreQuestion]
) -> None:
    """Ratings of every example stay, so that later ones look at more."""

    async def compare() -> None:
        database, found = await lived_through(database_url, history)
        kept = await database.read(rating_pages.newest, RatingFilter(), before=None, most=10_000)
        for question in asked:
            (report,) = await database.read(reports.answer, question, found)
            compare_with(kept, question, report)
        assert await database.read(tally_recount.differences) == []
        await database.close()

    asyncio.run(compare())


@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=events())
@pytest.mark.parametrize(
    ("by", "words"), [(("agent",), "by agent"), (("month", "agent"), None), (("hour",), None)]
)
def test_it_says_the_same_everywhere(
    tmp_path: Path, history: list[Event], by: tuple[str, ...], words: str | None
) -> None:
    address = f"sqlite:///{tmp_path / 'paldies.db'}"
    period = PERIODS[0]
    question = ScoreQuestion(period, "csat", by=tuple(map(Grouping, by)))
    dates = f"{period.start_on}..{period.last_on}"

    async def ask() -> ScoreReport:
        database, found = await lived_through(address, history)
        (report,) = await database.read(reports.answer, question, found)
        key = new_id()
        await database.write(api_keys.add, "tests", key, "read", 0)
        await database.close()
        app = build_app(test_settings(tmp_path, PALDIES_DATABASE_URL=address))
        async with TestClient(TestServer(app)) as client:
            path = f"/api/v1/scores?survey=csat&period={dates}&by={','.join(by)}"
            answer = await client.get(path, headers={"Authorization": f"Bearer {key}"})
            assert await answer.json() == report_json(report)
        return report

    report = asyncio.run(ask())
    if words is not None:
        ran = Terminal(tmp_path).call("scores", "csat", dates, *words.split())
        assert ran.out == answer_text([report]) + "\n"
        in_slack = str(score_answer([report]).arguments())
        for line in ran.out.splitlines():
            assert line.strip() in in_slack or "n =" not in line


async def lived_through(address: str, history: list[Event]) -> tuple[Database, list[Survey]]:
    """Return a database in which all that has happened, and its surveys."""
    database = await open_database(address)
    await migrate(database, default_surveys, 0)
    await database.write(agents.put, Agent("mari", "Mari Tamm", team="chat"), 0)
    found = await database.read(surveys.current)
    known = {survey.slug: survey for survey in found}
    for event in history:
        survey = known[event.survey]
        at = int((FIRST + timedelta(hours=event.hour)).timestamp() * 1000)
        new = new_rating(
            survey, event.score, at, rated_on=day_of(at, RIGA).isoformat(), **event.given
        )
        await database.write(ratings.record, new)
        if event.again is not None or event.comment is not None:
            score = event.again or event.score
            said = Said(comment=event.comment)
            change = Revision(new.id, at + 1, said, score, survey.bands[score])
            await database.write(ratings.revise, change)
        if event.state is not State.COUNTED:
            await database.write(ratings.set_state, new.id, event.state, at + 2)
    return database, found


def compare_with(kept: list[Rating], question: ScoreQuestion, report: ScoreReport) -> None:
    """Count ratings one by one and compare."""
    chosen = [rating for rating in kept if is_meant(rating, question)]
    within = [each for each in chosen if in_period(each, question.period)]
    before = [each for each in chosen if in_period(each, question.period.previous())]
    assert report.score.distribution == Counter(rating.score for rating in within)
    assert report.previous.distribution == Counter(rating.score for rating in before)
    assert report.comments == sum(rating.comment is not None for rating in within)
    if report.score.value is not None:
        positive = sum(rating.band is Band.POSITIVE for rating in within)
        assert report.score.value == pytest.approx(100 * positive / len(within))
    compare_groups(within, question.by, report.groups)
    assert report.trend is not None
    assert sum(point.score.n for point in report.trend.points) == len(within)


def compare_groups(
    within: list[Rating], by: tuple[By, ...], groups: tuple[ScoreGroup, ...]
) -> None:
    if not by:
        assert groups == ()
        return
    found: defaultdict[str | None, list[Rating]] = defaultdict(list)
    for rating in within:
        found[key_of(rating, by[0]) or None].append(rating)
    assert {group.key for group in groups} == set(found)
    for group in groups:
        alike = found[group.key]
        assert group.score.distribution == Counter(rating.score for rating in alike)
        assert group.comments == sum(rating.comment is not None for rating in alike)
        compare_groups(alike, by[1:], group.groups)


def is_meant(rating: Rating, question: ScoreQuestion) -> bool:
    only = question.only
    pairs = [
        (only.agent, rating.agent_key),
        (only.team, rating.team),
        (only.source, rating.source),
        (only.language, rating.language),
        (only.band, rating.band),
        *((value, key_of(rating, Attribute(key))) for key, value in only.attributes.items()),
    ]
    chosen = all(wanted in {None, had} for wanted, had in pairs)
    return chosen and rating.state is State.COUNTED and rating.survey == question.survey


def in_period(rating: Rating, period: Period) -> bool:
    return period.starts_at <= rating.created_at < period.ends_at


def key_of(rating: Rating, by: By) -> str:
    if isinstance(by, Attribute):
        return attribute_text(rating.attributes.get(by.key, ""))
    local = datetime.fromtimestamp(rating.created_at / 1000, RIGA)
    monday = local.date() - timedelta(days=local.weekday())
    keys: dict[Grouping, str | None] = {
        Grouping.AGENT: rating.agent_key,
        Grouping.TEAM: rating.team,
        Grouping.SURVEY: rating.survey,
        Grouping.SOURCE: rating.source,
        Grouping.LANGUAGE: rating.language,
        Grouping.DAY: local.date().isoformat(),
        Grouping.WEEK: monday.isoformat(),
        Grouping.MONTH: f"{local:%Y-%m}",
        Grouping.HOUR: f"{local:%H}",
    }
    return keys[by] or ""
