import pytest

from server.charts.text_table import Table, html_table, plain_table

TABLE = Table(
    caption="CSAT by agent",
    columns=("Agent", "CSAT", "n"),
    rows=(("Mari", "88 %", "120"), ("Rūta Kazlauskienė", "–", "4")),
    notes=("Early under 30.",),
)


def test_it_sets_columns_for_a_fixed_width_font() -> None:
    assert plain_table(TABLE) == (
        "CSAT by agent\n"
        "\n"
        "Agent               CSAT     n\n"
        "Mari                88 %   120\n"
        "Rūta Kazlauskienė      –     4\n"
        "\n"
        "Early under 30."
    )


def test_it_names_rows_and_columns_for_a_screen_reader() -> None:
    html = html_table(TABLE)
    assert "<caption>CSAT by agent</caption>" in html
    assert html.count('<th scope="col">') == 3
    assert '<th scope="row"><bdi>Mari</bdi></th><td>88 %</td><td>120</td>' in html
    assert '<tfoot><tr><td colspan="3">Early under 30.</td></tr></tfoot>' in html


def test_it_refuses_rows_that_fit_no_column() -> None:
    with pytest.raises(ValueError, match="2 cells under 3 columns"):
        Table("", ("a", "b", "c"), (("1", "2"),))
