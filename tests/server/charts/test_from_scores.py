from datetime import date

from server.charts.from_scores import breakdown_of, distribution_of, trend_of
from server.core.bands import Band, Metric
from server.core.period_parts import parts_of
from server.core.periods import last_days
from server.core.score_filter import Grouping
from server.core.scores import Score, ScoreGroup, ScoreReport, score_of
from server.demo.chart_samples import csat
from tests.server.core.scored import scored

WEEK = last_days(7, today=date(2026, 11, 22), timezone="Europe/Riga")


def report(score: Score, *groups: ScoreGroup) -> ScoreReport:
    return ScoreReport(
        "Support", "csat", WEEK, score, csat(0, 0), by=(Grouping.AGENT,), groups=groups
    )


def test_it_names_the_days_so_that_a_picture_stays_true() -> None:
    assert distribution_of(report(csat(8, 10))).title == "Support, 16–22 Nov 2026"


def test_it_shows_every_score_of_the_scale_best_first() -> None:
    score = score_of(Metric.NPS, distribution={9: 6}, bands={Band.POSITIVE: 6}, scale=10)
    bars = distribution_of(report(score)).bars
    assert [bar.label for bar in bars] == [str(each) for each in range(10, -1, -1)]
    assert [bar.n for bar in bars] == [0, 6, *[0] * 9]
    assert bars[2].band is Band.NEUTRAL


def test_it_shows_bands_where_scales_were_pooled() -> None:
    bars = distribution_of(report(csat(8, 10))).bars
    assert [(bar.label, bar.n) for bar in bars] == [
        ("Positive", 8),
        ("Neutral", 0),
        ("Negative", 2),
    ]


def test_it_ranks_as_the_answer_of_scores_does() -> None:
    chart = breakdown_of(
        report(
            csat(150, 200),
            ScoreGroup("juris", "Juris", csat(60, 100)),
            ScoreGroup("mari", "Mari", csat(90, 100)),
            ScoreGroup("liis", "Liis", csat(6, 6)),
            ScoreGroup("aino", "Aino", csat(1, 2)),
            ScoreGroup(None, "Nobody named", csat(9, 10)),
        )
    )
    sections = (chart.ranked, chart.early, chart.too_few, chart.unnamed)
    names = [[figure.label for figure in section] for section in sections]
    assert names == [["Mari", "Juris"], ["Liis"], ["Aino"], ["Nobody named"]]


def test_it_makes_a_gap_of_a_day_with_too_few() -> None:
    scores = [csat(n, n) for n in (6, 4, 0, 6, 6, 6, 6)]
    course = list(zip(parts_of(WEEK, "day"), scores, strict=True))
    trend = trend_of(report(csat(8, 10)), course, "day")
    assert trend.points[0].on == date(2026, 11, 16)
    assert [point.figure.value for point in trend.points[:4]] == [100.0, None, None, 100.0]
    assert trend.table().rows[1] == ("17 Nov 2026", "–", "", "4", "")


def test_it_reads_in_the_unit_of_the_formula() -> None:
    score = scored(Metric.CSAT, 5, {1: 4, 2: 6, 3: 20, 4: 30, 5: 40}, formula="csat/mean/1")
    measure = distribution_of(report(score)).measure
    assert list(measure.bounds) == [1, 5]
    assert measure.amount(3.96) == "3.96"
    net = scored(Metric.CES, 7, {7: 40}, formula="ces/net/1")
    assert list(distribution_of(report(net)).measure.bounds) == [-100, 100]
