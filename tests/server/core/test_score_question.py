"""Questions that cannot be understood, and what holds for all of them."""

import unicodedata
from dataclasses import replace
from datetime import date
from random import Random
from time import process_time
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.agents import Agent
from server.core.bands import Band, Metric
from server.core.period_phrase import parse_period
from server.core.periods import Period, last_days
from server.core.ratings import Source
from server.core.score_filter import Attribute, Grouping, ScoreFilter
from server.core.score_question import LONGEST, Asked, NotUnderstood, ScoreQuestion, parse
from tests.server.core.asked_words import ask, told
from tests.server.core.scored import TODAY

NONSENSE: Final = (
    ("npss", "npss", "nps"),
    ("onbording 30d", "onbording", "Onboarding"),
    ("csat yesturday", "yesturday", "yesterday"),
    ("csat last wek", "last wek", "last week"),
    ("last 30 dayz", "last 30 dayz", "last 30 days"),
    ("nps 30dd", "30dd", "30d"),
    ("nps janury", "janury", "january"),
    ("nps by agnt", "by agnt", "by agent"),
    ("nps agent", "agent", "by agent"),
    ("nps team", "team", "by team"),
    ("nps by", "by", "by agent"),
    ("hlep", "hlep", "help"),
    ("statsu", "statsu", "status"),
    ("unsubscrib csat", "unsubscrib", "unsubscribe"),
    ("csat 2026-02-30", "2026-02-30", None),
    ("csat 1/6/2026", "1/6/2026", "1.6.2026"),
    ("csat xyzzy", "xyzzy", None),
    ("csat week 60", "60", None),
    ("since december 2027", "2027", "since 1 Dec 2025 vs 2027"),
    ("&lt;b&gt; csat", "<b>", None),
    ("agent:mary", "agent:mary", "agent:mari"),
    ('agent:"Mari Tam"', "agent:Mari Tam", "agent:mari"),
    ("@marri csat", "@marri", "agent:mari"),
    ("<@U0BEN|ben> csat", "@ben", "by agent"),
    ("<@U0BEN>", "@U0BEN", "by agent"),
    ("marri 7d", "marri", "agent:mari"),
    ("team:suport", "team:suport", "team:Support"),
    ("team suport", "suport", "team:Support"),
    ("source:web", "source:web", "source:widget"),
    ("widget", "widget", "source:widget"),
    ("language:klingon", "language:klingon", "language:en"),
    ("band:sad", "band:sad", "band:negative"),
    ("agnt:mari", "agnt:mari", "agent:mari"),
    ("brand:acme", "brand:acme", "brand=acme"),
    ("survey:onbording", "survey:onbording", "survey:Onboarding"),
    ("metric:ces2", "metric:ces2", "metric:ces"),
    ("by team by month by agent", "by agent", None),
    ("by year", "by year", "by month"),
    ("by customer", "by customer", "by agent"),
    ("by 12", "by 12", "by agent"),
    ("csat nps", "nps", None),
    ("csat pmf", "pmf", None),
    ("7d today", "today", "last 7 days vs today"),
    ("vs", "vs", "vs previous"),
    ("vs blah", "vs blah", "vs previous"),
    ("june vs june", "June 2026", "vs previous"),
    ("june vs may vs april", "april", None),
    ("agent:mari agent:juri", "agent:juri", None),
    ("happy unhappy", "band:negative", None),
    ("region=EE region=LV", "region:LV", None),
    ("low 500", "low 500", "low 10"),
    ("low 0", "low 0", "low 10"),
    ("low by agent", "low", "low 10"),
    ("find", "find", "find refund"),
    ('find "x" by agent', "by agent", None),
    ("status now then", "status now then", "status"),
    ("mute for ever and ever", "mute for ever and ever", "mute 2h"),
    ("mute 1 month", "mute 1 month", "mute 2h"),
    ("mute 31 days", "mute 31 days", "mute 3 days"),
    ("mute until 25:00", "mute until 25:00", "mute 2h"),
    ("mute until yesterday", "mute until yesterday", "mute 2h"),
    ("by region and product", "product", "by product"),
    ("csat last 24 hours", "last 24 hours", "today"),
    ("csat what happened", "happened", "happy"),
    ("<!channel> <@U0BEN>", "channel", "by source"),
    ("🎉", "🎉", None),
    ("ＮＯＰＥ", "NOPE", None),
    ("'; DROP TABLE rating; --", "DROP", None),
    ("=cmd|'/C calc'!A0", "=cmd|'/C", None),
    ("%00", "%00", None),
    ("last", "last", "last year"),
    ("since", "since", None),
    ("between june", "between june", None),
    ("between june and", "between june", None),
    ("@", "@", None),
    ("agent:", "agent", "by agent"),
)


@pytest.mark.parametrize(("text", "word", "suggestion"), NONSENSE)
def test_it_names_the_word_and_the_nearest_match(
    text: str, word: str, suggestion: str | None
) -> None:
    answer = not_understood(ask(text))
    assert (answer.word, answer.suggestion) == (word, suggestion)
    assert answer.reason.endswith((".", "?"))


@pytest.mark.parametrize("suggestion", sorted({hint for *_, hint in NONSENSE if hint}))
def test_it_understands_what_it_suggests(suggestion: str) -> None:
    assert not isinstance(ask(suggestion), NotUnderstood)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("csat nps", "One survey at a time, please: csat or nps?"),
        ("csat pmf", "One survey at a time, please: csat or pmf?"),
        ("7d today", "One period at a time, please: last 7 days or today?"),
        ("agent:mary", "There is no agent “mary”."),
        (
            "source:web",
            "There is no source “web”, only widget, signature, email, link, page, api, import.",
        ),
        ("june vs june", "That compares June 2026 with itself."),
        ("low 500", "I can show from 1 to 50 low ratings, not 500."),
        ("by team by month by agent", "I can group by two things at a time, not by three."),
        (
            "1/6/2026",
            "1/6/2026 is one day in Europe and another in America; I read 1.6.2026 or 2026-06-01.",
        ),
    ],
)
def test_it_says_in_a_sentence_what_is_wrong(text: str, reason: str) -> None:
    assert not_understood(ask(text)).reason == reason


def test_it_compares_with_one_period_only() -> None:
    for text in ("june vs may vs april", "june vs may vs", "june vs may vs blah by agent"):
        assert isinstance(ask(text), NotUnderstood), text


def test_it_says_when_no_baseline_has_been_set() -> None:
    answer = parse("nps vs baseline", surveys=["nps"], today=TODAY, timezone="UTC")
    assert not_understood(answer).reason == "No baseline has been set to compare with."


def test_it_compares_with_the_baseline_of_the_survey_that_is_named() -> None:
    first, second = (last_days(days, today=TODAY, timezone="UTC") for days in (7, 14))

    def against(text: str, **baselines: Period | None) -> Asked:
        return parse(
            text, surveys=["nps", "csat"], today=TODAY, timezone="UTC", baselines=baselines
        )

    named = against("vs baseline nps", nps=first, csat=second)
    assert isinstance(named, ScoreQuestion)
    assert named.versus == first
    everything = against("vs baseline", nps=first, csat=first)
    assert isinstance(everything, ScoreQuestion)
    assert everything.versus == first
    unclear = not_understood(against("vs baseline", nps=first, csat=second))
    assert unclear.reason == "Each survey has a baseline of its own: name one of them."
    known = not_understood(against("nps vs baseline", nps=None, csat=second))
    assert known.reason.startswith("The baseline is a known figure")


def test_it_knows_the_attributes_it_is_told_of() -> None:
    attributes = ("Region", "product")
    assert told(ask("nps by region and product", attributes=attributes)).endswith(
        "by =Region, =product"
    )
    assert told(ask("nps region=EE", attributes=attributes)).endswith("Region=EE")
    assert told(ask("nps regin=EE", attributes=attributes)) == "not regin=EE: Region=EE"
    assert told(ask("nps by prodct", attributes=attributes)) == "not by prodct: by product"
    assert "hour, Region or product" in not_understood(ask("by xyz", attributes=attributes)).reason


def test_it_lets_anybody_be_named_where_it_is_not_told_of_agents() -> None:
    answer = parse("@mari.tamm team:Blue", surveys=(), today=TODAY, timezone="UTC")
    assert isinstance(answer, ScoreQuestion)
    assert answer.only == ScoreFilter(agent="mari.tamm", team="Blue")


def test_it_says_that_there_is_nobody_yet() -> None:
    answer = parse("agent:mari", surveys=(), today=TODAY, timezone="UTC", agents=())
    assert not_understood(answer).reason == "There is no agent “mari”."


def test_it_takes_no_name_that_two_share() -> None:
    people = (
        *(Agent("a1", "Anna Ozola"), Agent("a2", "Anna Kask"), Agent("kask", "Jüri Kask")),
        Agent("pat", "Patrīcija O’Brien"),
    )

    def named(name: str) -> str:
        asked = parse(f'agent:"{name}"', surveys=(), today=TODAY, timezone="UTC", agents=people)
        return told(asked)

    assert named("Anna").startswith("not ")
    assert named("Anna Kask").endswith("agent:a2")
    assert named("JÜRI").endswith("agent:kask")
    assert named("patrīcija o'brien").endswith("agent:pat")


def test_it_takes_names_as_they_are_however_their_letters_are_put_together() -> None:
    decomposed = unicodedata.normalize("NFD", "agent:jüri")
    assert told(ask(decomposed)).endswith("agent:juri")


def test_it_reads_a_word_as_a_survey_before_anything_else() -> None:
    asked = parse("june 2026", surveys=["june"], today=TODAY, timezone="UTC")
    assert told(asked) == "june 2026-01-01..2026-12-31"


def test_it_understands_metrics_without_any_survey() -> None:
    question = parse("nps", surveys=(), today=TODAY, timezone="UTC")
    assert isinstance(question, ScoreQuestion)
    assert question.metric is Metric.NPS


def test_it_does_not_read_what_nobody_can_have_typed() -> None:
    assert "longer than I can read" in not_understood(ask("nps " * LONGEST)).reason


HOSTILE: Final = (
    *("x" * 10_000, "x" * LONGEST, "the " * (LONGEST // 4), "30d " * (LONGEST // 4), "1 " * 900),
    *("<" * LONGEST, "<@U|" * 499, "<@" + "a|" * 900, '"' * LONGEST, "'" * LONGEST, "a=" * 999),
    *("a:" * 999, "@" * LONGEST, ".." * 999, "between and " * 160, "last " * 390, "&lt;" * 490),
    *("vs " * 660, "by " * 660, "=" * LONGEST, "agent: " * 280, "\ufdfa" * LONGEST, "🎉" * LONGEST),
    *("\u202e<!channel>\u202c" * 100, "jan-" * 490, "mute " + "9" * 1_900, "find " + "x" * 1_900),
)


@pytest.mark.parametrize(
    "text", HOSTILE, ids=lambda text: text[:12].encode("unicode_escape").decode()
)
def test_it_is_quick_and_brief_about_what_is_hostile(text: str) -> None:
    people = tuple(Agent(f"agent{number}", f"Agent {number}") for number in range(2_000))
    started = process_time()
    answer = parse(text, surveys=("csat",), today=TODAY, timezone="UTC", agents=people)
    assert process_time() - started < 1
    assert_harmless(answer)


@given(st.text(max_size=200), st.dates(date(1990, 1, 1), date(2150, 1, 1)))
def test_it_has_an_answer_to_anything(text: str, today: date) -> None:
    assert_harmless(ask(text, today=today))


@pytest.mark.parametrize(
    "text",
    ["1900 vs previous 30d", "1900 yoy", "dec 2199 to jan", "since 1900", "w1 1900", "w53 2199"],
)
def test_it_has_an_answer_at_the_ends_of_time(text: str) -> None:
    assert_harmless(ask(text))


WORDS: Final = (
    *(
        "nps",
        "csat",
        "last",
        "week",
        "june",
        "2026",
        "1",
        "..",
        "-",
        "–",
        "since",
        "between",
        "and",
    ),
    *("by", "team", "agent", "month", "region", "vs", "previous", "year", "same", "period", "to"),
    *(
        "agent:",
        "@mari",
        "mari",
        "team:Support",
        "region=",
        '"',
        "“Northern Europe”",
        "<@U024BE7LH|m>",
    ),
    *(
        "low",
        "5",
        "find",
        "status",
        "mute",
        "until",
        "share",
        "help",
        "?",
        ",",
        "band:bad",
        "29.2.",
    ),
)


@given(st.lists(st.sampled_from(WORDS), max_size=12), st.dates(date(1990, 1, 1), date(2150, 1, 1)))
def test_it_has_an_answer_to_words_in_any_order(words: list[str], today: date) -> None:
    assert_harmless(ask(" ".join(words), today=today))


PERIODS: Final = (
    *("", "30d", "last 3 months", "june 2026", "Q2 2025", "2026-01-01..2026-03-31", "since monday"),
    *("between 1 june and 5 june", "week 12", "year to date", "1.6.2026", "H1"),
)
BY: Final = {
    "": (),
    "by team": (Grouping.TEAM,),
    "per agents and source": (Grouping.AGENT, Grouping.SOURCE),
    "by region by month": (Attribute("region"), Grouping.MONTH),
    "by hour of the day": (Grouping.HOUR,),
    "weekly": (Grouping.WEEK,),
}
ONLY: Final[dict[str, dict[str, Any]]] = {
    "": {},
    "agent:@mari": {"agent": "mari"},
    '@"Mari Tamm"': {"agent": "mari"},
    "team:sales": {"team": "Sales"},
    "source:e-mail": {"source": Source.EMAIL},
    "lang:ET": {"language": "et"},
    "unhappy": {"band": Band.NEGATIVE},
    'region="Northern Europe"': {"attributes": {"region": "Northern Europe"}},
}
VERSUS: Final = {
    "": None,
    "vs the period before": Period.previous,
    "compared to the same period last year": Period.year_before,
    "vs february 2019": lambda _: parse_period(
        "february 2019", today=TODAY, timezone="Europe/Tallinn"
    ),
}


@given(
    st.sampled_from(["", "csat", "onboarding"]),
    st.sampled_from(PERIODS),
    st.sampled_from(sorted(BY)),
    st.sampled_from(sorted(ONLY)),
    st.sampled_from(sorted(VERSUS)),
    st.randoms(use_true_random=False),
)
def test_it_reads_a_question_back_in_whatever_order_it_is_written(
    survey: str, period: str, by: str, only: str, versus: str, random: Random
) -> None:
    parts = [survey, period, by, only, versus, "share"]
    random.shuffle(parts)
    asked = ask(" ".join(parts))
    within = parse_period(period or "30d", today=TODAY, timezone="Europe/Tallinn")
    assert within
    other = VERSUS[versus]
    assert asked == ScoreQuestion(
        within,
        survey={"onboarding": "Onboarding"}.get(survey, survey or None),
        by=BY[by],
        only=replace(ScoreFilter(), **ONLY[only]),
        versus=other(within) if other else None,
        share=True,
    )


def not_understood(asked: Asked) -> NotUnderstood:
    assert isinstance(asked, NotUnderstood)
    return asked


def assert_harmless(asked: Asked) -> None:
    """Hold that an answer repeats little, on one line, and nothing that cannot be seen."""
    if isinstance(asked, NotUnderstood):
        texts = (asked.word, asked.reason, asked.suggestion or "")
        assert all(text.isprintable() for text in texts)
        assert len(asked.word) <= 60
        assert len(asked.reason) <= 250
