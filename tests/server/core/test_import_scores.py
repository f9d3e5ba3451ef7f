import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.import_faults import BadCell
from server.core.import_formats import FACES
from server.core.import_scores import ScoreReader
from server.core.surveys import Survey
from server.surveys import default_surveys

CSAT, NPS = (
    Survey.of("id", 1, document)
    for document in default_surveys()
    if document.slug in {"csat", "nps"}
)


def reader(survey: Survey, out_of: int | None = None, **said: int) -> ScoreReader:
    return ScoreReader(survey, "Rating", out_of, FACES.get(survey.scale, {}), said)


@pytest.mark.parametrize(
    ("text", "score"),
    [("5", 5), (" 4 ", 4), ("3.0", 3), ("2/5", 2), ("1 of 5", 1), ("😍", 5), ("😞", 1)],
)
def test_it_reads_scores_as_they_are_written(text: str, score: int) -> None:
    assert reader(CSAT).read(text) == score


@pytest.mark.parametrize("text", ["0", "6", "4.5", "4,0", "-1", "good", "2/3", "10/10", "٣", "1e1"])
def test_it_refuses_what_does_not_fit(text: str) -> None:
    with pytest.raises(BadCell) as refused:
        reader(CSAT).read(text)
    assert (refused.value.column, refused.value.value) == ("Rating", text)
    assert "csat takes whole numbers from 1 to 5" in refused.value.why
    assert refused.value.why.endswith("say what it means: --score VALUE=SCORE")


def test_it_believes_what_it_is_told() -> None:
    assert reader(CSAT, good=5).read("Good") == 5
    assert reader(CSAT, out_of=10, **{"10": 5}).read("10") == 5


@given(st.integers(0, 10))
def test_it_moves_no_score_to_another_scale_by_itself(score: int) -> None:
    assert reader(NPS, out_of=10).read(str(score)) == score
    with pytest.raises(BadCell):
        reader(CSAT, out_of=10).read(str(score))
