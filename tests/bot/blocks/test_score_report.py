from dataclasses import replace
from datetime import date

import pytest

from bot.blocks.message import SlackMessage
from bot.blocks.score_report import help_answer, not_understood_answer, score_answer
from server.core.bands import Metric, count_bands
from server.core.periods import last_days
from server.core.score_filter import Attribute, Grouping
from server.core.score_question import NotUnderstood
from server.core.scores import Score, ScoreGroup, ScoreReport, score_of
from tests.bot.block_limits import check
from tests.bot.stage import text_of

PERIOD = last_days(30, today=date(2026, 11, 22), timezone="Europe/Tallinn")


def csat(distribution: dict[int, int]) -> Score:
    return score_of(
        Metric.CSAT,
        distribution=distribution,
        bands=count_bands(Metric.CSAT, 5, distribution),
        scale=5,
    )


def report(title: str = "Support", groups: int = 0, **given: object) -> ScoreReport:
    now, before = csat({5: 300, 3: 50, 1: 50}), csat({5: 250, 3: 50, 1: 100})
    made = tuple(
        ScoreGroup(f"a{number}", f"Agent {number}", csat({5: 40 + number, 1: 5}))
        for number in range(groups)
    )
    return ScoreReport(
        title, "csat", PERIOD, now, before, (Grouping.AGENT,) if groups else (), made
    )


def answer(*reports: ScoreReport) -> SlackMessage:
    message = score_answer(reports)
    check(message)
    return message


def test_it_gives_figure_interval_number_period_and_change() -> None:
    text = text_of(answer(report()).blocks)
    assert "CSAT 75 % (71–79), n = 400" in text
    assert "last 30 days" in text
    assert "+12.5 points" in text
    assert "csat/top-box/1" in text


def test_it_reads_the_same_aloud() -> None:
    assert "CSAT 75 % (71–79), n = 400" in answer(report()).text


def test_it_lists_agents_in_a_table() -> None:
    assert "Agent 2" in text_of(answer(report(groups=3)).blocks)


def test_it_ranks_by_all_agents_however_many_it_shows() -> None:
    text = text_of(answer(report(groups=67)).blocks)
    assert "1= Agent 66" in text
    assert "cannot be told apart" in text
    assert "worst" not in text.lower()


def test_it_counts_the_agents_it_leaves_out() -> None:
    text = text_of(answer(report(groups=67)).blocks)
    assert "and 35 more agents" in text


def test_it_counts_the_lines_within_groups_that_it_leaves_out() -> None:
    long = report(groups=20)
    inner = tuple(ScoreGroup(f"r{number}", f"Region {number}", long.score) for number in range(4))
    groups = tuple(replace(group, groups=inner) for group in long.groups)
    by = (Grouping.AGENT, Attribute("region"))
    text = text_of(answer(replace(long, by=by, groups=groups)).blocks)
    assert "Agent, region" in text
    assert text.count("Region 3") == 6
    assert "and 68 more lines" in text


def test_it_fits_many_surveys_with_many_agents() -> None:
    message = answer(*(report(f"Survey {number}", groups=90) for number in range(40)))
    assert "and 28 more surveys" in text_of(message.blocks)


@pytest.mark.parametrize("name", ["<!channel>", "\u202e" + "x" * 500, "*b* _i_ `c`", "\n\n"])
def test_it_makes_names_harmless(name: str) -> None:
    score = csat({5: 40})
    hostile = ScoreReport(
        name, "csat", PERIOD, score, score, (Grouping.AGENT,), (ScoreGroup("a", name, score),)
    )
    message = answer(hostile)
    assert "<!" not in message.text
    assert "\u202e" not in message.text + text_of(message.blocks)


@pytest.mark.parametrize(("survey", "title"), [("csat", "csat"), (None, "A survey without a name")])
def test_it_names_a_survey_whose_title_cannot_be_seen(survey: str | None, title: str) -> None:
    score = csat({5: 40})
    [headline, *_] = answer(ScoreReport("\u202e\n", survey, PERIOD, score, score)).blocks
    assert headline["elements"][0]["elements"][0]["text"] == title


def test_it_says_that_there_is_no_such_survey() -> None:
    assert answer().text


def test_it_explains_itself() -> None:
    message = help_answer(["csat", "nps"], command="/scores")
    check(message)
    assert "/scores nps 90d by agent" in text_of(message.blocks)


def test_it_repeats_what_it_did_not_understand_harmlessly() -> None:
    problem = NotUnderstood("<!here>", "I do not know “<!here>”.", "nps")
    message = not_understood_answer(problem, command="/scores")
    check(message)
    assert "&lt;!here&gt;" in message.text
    assert "nps" in message.text
