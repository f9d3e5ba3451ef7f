"""What people type after /scores, and what we make of it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.bands import Metric
from server.core.score_filter import Grouping
from server.core.score_question import Help, NotUnderstood, ScoreQuestion, parse
from tests.server.core.scored import TODAY

SURVEYS = ("csat", "ces", "nps", "Onboarding", "e-mail-2026")


@pytest.mark.parametrize(
    ("text", "survey", "days", "by"),
    [
        # nothing but a survey, a period or a grouping
        ("", None, "2026-05-14..2026-06-12", None),
        ("   ", None, "2026-05-14..2026-06-12", None),
        ("csat", "csat", "2026-05-14..2026-06-12", None),
        ("nps", "nps", "2026-05-14..2026-06-12", None),
        ("onboarding", "Onboarding", "2026-05-14..2026-06-12", None),
        ("e-mail-2026", "e-mail-2026", "2026-05-14..2026-06-12", None),
        ("90d", None, "2026-03-15..2026-06-12", None),
        ("by agent", None, "2026-05-14..2026-06-12", "agent"),
        # every kind of period
        ("csat today", "csat", "2026-06-12..2026-06-12", None),
        ("csat yesterday", "csat", "2026-06-11..2026-06-11", None),
        ("csat 7d", "csat", "2026-06-06..2026-06-12", None),
        ("csat 7 days", "csat", "2026-06-06..2026-06-12", None),
        ("csat last 7 days", "csat", "2026-06-06..2026-06-12", None),
        ("csat past 2 weeks", "csat", "2026-05-30..2026-06-12", None),
        ("csat this week", "csat", "2026-06-08..2026-06-14", None),
        ("csat last week", "csat", "2026-06-01..2026-06-07", None),
        ("csat month", "csat", "2026-06-01..2026-06-30", None),
        ("csat this month", "csat", "2026-06-01..2026-06-30", None),
        ("csat last month", "csat", "2026-05-01..2026-05-31", None),
        ("csat this quarter", "csat", "2026-04-01..2026-06-30", None),
        ("csat last quarter", "csat", "2026-01-01..2026-03-31", None),
        ("csat this year", "csat", "2026-01-01..2026-12-31", None),
        ("csat last year", "csat", "2025-01-01..2025-12-31", None),
        ("csat 2025", "csat", "2025-01-01..2025-12-31", None),
        ("csat 2026-02", "csat", "2026-02-01..2026-02-28", None),
        ("csat 2026-06-03", "csat", "2026-06-03..2026-06-03", None),
        ("csat 2026-01-01..2026-03-31", "csat", "2026-01-01..2026-03-31", None),
        ("csat 2026-01..2026-03", "csat", "2026-01-01..2026-03-31", None),
        ("csat june", "csat", "2026-06-01..2026-06-30", None),
        ("csat June 2025", "csat", "2025-06-01..2025-06-30", None),
        ("csat december", "csat", "2025-12-01..2025-12-31", None),
        # any order
        ("nps 90d by agent", "nps", "2026-03-15..2026-06-12", "agent"),
        ("by agent nps 90d", "nps", "2026-03-15..2026-06-12", "agent"),
        ("90d by agent nps", "nps", "2026-03-15..2026-06-12", "agent"),
        ("last week nps by agent", "nps", "2026-06-01..2026-06-07", "agent"),
        ("by agent last week", None, "2026-06-01..2026-06-07", "agent"),
        # as it comes from a keyboard
        ("NPS 90D BY AGENT", "nps", "2026-03-15..2026-06-12", "agent"),
        ("  nps \t 90d\u00a0 by   agent ", "nps", "2026-03-15..2026-06-12", "agent"),
        ("nps, 90d, by agent.", "nps", "2026-03-15..2026-06-12", "agent"),
        ("nps per agent", "nps", "2026-05-14..2026-06-12", "agent"),
        ("nps by agents", "nps", "2026-05-14..2026-06-12", "agent"),
        ("csat?", "csat", "2026-05-14..2026-06-12", None),
        ("ｃｓａｔ", "csat", "2026-05-14..2026-06-12", None),
        ("show me the csat for last week please", "csat", "2026-06-01..2026-06-07", None),
        ("what nps in june?", "nps", "2026-06-01..2026-06-30", None),
        ("scores for all over the last 30 days", None, "2026-05-14..2026-06-12", None),
        ("from 2026-01-01 to 2026-01-31", None, "2026-01-01..2026-01-31", None),
        ("2026-01-01 until 2026-01-31 nps", "nps", "2026-01-01..2026-01-31", None),
        ("nps 2026-01-01 - 2026-01-31", "nps", "2026-01-01..2026-01-31", None),
        ("csat csat 30d 30d", "csat", "2026-05-14..2026-06-12", None),
        # as a phone or Slack rewrites it
        ("nps 2026-01-01…2026-01-31", "nps", "2026-01-01..2026-01-31", None),
        ("nps 2026-01-01 – 2026-01-31", "nps", "2026-01-01..2026-01-31", None),
        ("nps 2026-01-01 .. 2026-01-31", "nps", "2026-01-01..2026-01-31", None),
        ("*nps* `90d`", "nps", "2026-03-15..2026-06-12", None),
        ("“nps” ‘90d’", "nps", "2026-03-15..2026-06-12", None),
        ("nps\u200b 90d", "nps", "2026-03-15..2026-06-12", None),
        ("/scores nps 90d", "nps", "2026-03-15..2026-06-12", None),
        ("<https://x.example|nps> 90d", "nps", "2026-03-15..2026-06-12", None),
    ],
)
def test_it_reads_a_question(text: str, survey: str | None, days: str, by: str | None) -> None:
    question = _parsed(text)
    assert isinstance(question, ScoreQuestion)
    assert question.survey == survey
    assert f"{question.period.start_on}..{question.period.last_on}" == days
    assert question.by == ((Grouping.AGENT,) if by else ())
    assert question.metric is None
    assert question.period.timezone == "Europe/Tallinn"


@pytest.mark.parametrize("text", ["pmf", "PMF 90d", "90d pmf by agent"])
def test_it_takes_a_metric_that_no_survey_is_named_after(text: str) -> None:
    question = _parsed(text)
    assert isinstance(question, ScoreQuestion)
    assert (question.survey, question.metric) == (None, Metric.PMF)


@pytest.mark.parametrize("text", ["help", "HELP", " help ", "?", "help me", "csat help", "“help”"])
def test_it_hears_a_call_for_help(text: str) -> None:
    assert _parsed(text) == Help()


@pytest.mark.parametrize(
    ("text", "word", "suggestion"),
    [
        ("npss", "npss", "nps"),
        ("onbording 30d", "onbording", "Onboarding"),
        ("csat yesturday", "yesturday", "yesterday"),
        ("csat last wek", "last wek", "last week"),
        ("last 30 dayz", "last 30 dayz", "last 30 days"),
        ("nps 30dd", "30dd", "30d"),
        ("nps janury", "janury", "january"),
        ("nps by agnt", "by agnt", "by agent"),
        ("nps agent", "agent", "by agent"),
        ("nps by", "by", "by agent"),
        ("hlep", "hlep", "help"),
        ("csat 2026-02-30", "2026-02-30", None),
        ("csat xyzzy", "xyzzy", None),
        ("<@U024BE7LH|mari> csat", "@mari", "by agent"),
        ("&lt;b&gt; csat", "<b>", None),
    ],
)
def test_it_names_the_word_and_the_nearest_match(
    text: str, word: str, suggestion: str | None
) -> None:
    answer = _parsed(text)
    assert isinstance(answer, NotUnderstood)
    assert (answer.word, answer.suggestion) == (word, suggestion)
    assert word in answer.reason


@pytest.mark.parametrize("dimension", ["team", "survey", "source", "language", "day", "region"])
def test_it_says_kindly_that_it_groups_by_agent_only(dimension: str) -> None:
    answer = _parsed(f"csat 30d by {dimension}")
    assert isinstance(answer, NotUnderstood)
    assert answer.reason == f"I can group by agent, not “by {dimension}”."
    assert answer.suggestion == "by agent"


@pytest.mark.parametrize("text", ["vs last month", "csat share", "low", "find refund", "region=EE"])
def test_it_accepts_nothing_that_does_not_work_yet(text: str) -> None:
    assert isinstance(_parsed(text), NotUnderstood)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("csat nps", "One survey at a time, please: csat or nps?"),
        ("csat pmf", "One survey at a time, please: csat or pmf?"),
        ("7d today", "One period at a time, please: last 7 days or today?"),
    ],
)
def test_it_asks_back_when_two_things_are_asked_at_once(text: str, reason: str) -> None:
    answer = _parsed(text)
    assert isinstance(answer, NotUnderstood)
    assert answer.reason == reason


def test_it_repeats_no_more_than_a_line_of_what_it_did_not_understand() -> None:
    answer = _parsed("x" * 10_000)
    assert isinstance(answer, NotUnderstood)
    assert len(answer.word) <= 40


def test_it_understands_metrics_without_any_survey() -> None:
    question = parse("nps", surveys=(), today=TODAY, timezone="UTC")
    assert isinstance(question, ScoreQuestion)
    assert question.metric is Metric.NPS


@given(st.text(max_size=200), st.dates(date(1990, 1, 1), date(2150, 1, 1)))
def test_it_has_an_answer_to_anything(text: str, today: date) -> None:
    answer = parse(text, surveys=SURVEYS, today=today, timezone="Europe/Tallinn")
    assert isinstance(answer, ScoreQuestion | Help | NotUnderstood)


@given(st.permutations(["nps", "last 30 days", "by agent", "please"]))
def test_it_does_not_mind_the_order(words: list[str]) -> None:
    assert _parsed(" ".join(words)) == _parsed("nps last 30 days by agent")


def _parsed(text: str) -> ScoreQuestion | Help | NotUnderstood:
    return parse(text, surveys=SURVEYS, today=TODAY, timezone="Europe/Tallinn")
