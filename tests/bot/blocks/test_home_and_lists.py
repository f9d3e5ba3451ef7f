"""Lists, the status, digests of scores, charts and the Home tab, with texts that break messages."""

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from bot.blocks.answer_buttons import shared_by, with_share
from bot.blocks.chart import chart_picture, chart_table
from bot.blocks.home import home_view
from bot.blocks.message import text_message
from bot.blocks.rating_list import rating_list
from bot.blocks.score_digest import score_digest
from bot.blocks.slack_status import Standing, slack_status
from bot.health import PlaceTrouble, SlackState, SlackStatus, SocketStatus
from server.charts.from_scores import trend_of
from server.core.agents import Agent
from server.core.bands import Band
from server.core.follow_ups import Actor, FollowUp
from server.core.periods import months_from
from server.core.rates import Cohort
from server.core.ratings import Customer, Rating
from server.core.rules import Filter, Rule
from server.core.score_digest import Moved, ScoreDigest, SurveyDigest
from server.core.score_filter import Attribute, Grouping
from server.core.scores import ScoreGroup, ScoreReport, change
from server.store.desks import Desk, Waiting
from server.store.jobs import JobTrouble
from server.store.rating_lists import Listed
from tests.bot.blocks.answer_limits import check_message, check_modal
from tests.bot.blocks.hostile import HOSTILE
from tests.bot.blocks.ratings import rating
from tests.bot.blocks.test_score_report import csat

TALLINN = ZoneInfo("Europe/Tallinn")
JUNE = months_from(date(2026, 6, 1), 1, timezone="Europe/Tallinn")
IMAGE = {"type": "image", "slack_file": {"id": "F0CHART0000"}, "alt_text": "CSAT rose"}
NOW, BEFORE = csat({5: 300, 1: 20}), csat({5: 200, 1: 120})
hostile = pytest.mark.parametrize("text", HOSTILE)


def said(text: str, band: Band = Band.NEGATIVE) -> Rating:
    return rating(
        score=1,
        band=band,
        comment=text,
        customer=Customer(text, text, text),
        agent_name=text,
        survey_name=text,
    )


def report(text: str, by: Grouping | Attribute) -> ScoreReport:
    groups = tuple(ScoreGroup(f"{n}{text}", text, NOW) for n in range(15))
    return ScoreReport(text, "csat", JUNE, NOW, BEFORE, (by,), groups, asks=Cohort(100, 30, 10))


def address(*_: str) -> str:
    return "https://kadaka.slack.com/archives/C0FEEDBACK/p1795590000000000"


@hostile
def test_it_lists_whatever_was_said(text: str) -> None:
    done = FollowUp(claimed=Actor("U1", text))
    listed = [Listed(said(text), done, "1795590000.000000")] * 12
    message = rating_list(f"With {text}", listed, timezone=TALLINN, address=address)
    check_message(message)
    check_message(with_share(message, text[:100]))
    check_message(shared_by(message, text, text))
    check_message(rating_list(f"With {text}", (), timezone=TALLINN, address=address))


def test_it_offers_no_button_that_slack_would_refuse() -> None:
    message = text_message("Here")
    assert with_share(message, "x" * 3_000) == message
    check_message(with_share(message, "x" * 400))


@hostile
def test_it_tells_every_trouble(text: str) -> None:
    state = SlackState(SlackStatus.REFUSED, text, text, SocketStatus.CONNECTING)
    places = [PlaceTrouble(place, text, text) for place in ("workspace", "C0FEEDBACK", text)]
    jobs = [JobTrouble(f"slack:C{n}{text}", text, n % 2 == 0, n, 1) for n in range(10)]
    lanes = {f"slack:C{n}": (n, n) for n in range(100)}
    check_message(slack_status(Standing(state, places, lanes, jobs)))


@hostile
def test_it_digests_whatever_was_said(text: str) -> None:
    changed = change(NOW, BEFORE)
    assert changed is not None
    course = [(JUNE.previous(), BEFORE), (JUNE, NOW)]
    survey = SurveyDigest(
        report(text, Grouping.AGENT),
        report(text, Attribute(text)),
        [Moved(text, changed)] * 5,
        course,
    )
    best, worst = [said(text, Band.POSITIVE)] * 3, [said(text)] * 3
    digest = ScoreDigest(JUNE, "month", [survey] * 3, best, worst, 7)
    chart = trend_of(survey.report, course, "month")
    for message in (
        score_digest(digest, chart, None),
        score_digest(digest, chart, IMAGE),
        score_digest(replace(digest, surveys=[replace(survey, by_attribute=None)]), None, None),
        chart_table(chart),
        chart_picture(chart, IMAGE),
    ):
        check_message(message)


@hostile
def test_it_is_at_home_with_everything(text: str) -> None:
    waiting = [Waiting(said(text), FollowUp(), ("slack:C1", "1.2"))] * 10
    scores = [report(text, Grouping.AGENT)] * 20
    desk = Desk(Agent("mari", text), JUNE, scores, waiting, [said(text, Band.POSITIVE)] * 3)
    rule = Rule(id="r1", destination="slack:C0FEEDBACK", filter=Filter(text=text, team=text))
    state = SlackState(SlackStatus.REFUSED, text, text, SocketStatus.OFF)
    for full in (desk, Desk(None, JUNE, (), (), ())):
        view = home_view(full, [rule] * 30, state, address=address)
        check_modal({**view, "title": {"type": "plain_text", "text": "Home"}})
