import copy
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.survey_check import BadSurvey, read_survey
from tests.server.core.survey_documents import Table, documents, texts, whole


def fault_of(document: object) -> tuple[str, str]:
    """Return the path and the words of the only fault of a document."""
    with pytest.raises(BadSurvey) as refused:
        read_survey(document)
    (fault,) = refused.value.faults
    return fault.path, fault.expected


def changed(path: str, value: object) -> Table:
    """Return a whole document with another value at a path; `...` takes it away."""
    document = copy.deepcopy(whole())
    *way, last = path.split(".")
    table: Any = document
    for part in way:
        table = table[part]
    if value is ...:
        del table[last]
    else:
        table[last] = value
    return document


def test_it_reads_a_document_that_is_whole() -> None:
    assert read_survey(whole()).slug == "help"


FIXED = "must be one that stays where it is, such as 2025 or Q1 2026"
WRONG = [
    ("slug", ..., "slug", "is missing"),
    ("slug", "Help!", "slug", "must be small letters, digits and dashes, such as csat-2"),
    ("slug", 7, "slug", "must be a text"),
    ("name", "", "name", "must not be empty"),
    ("name", "x" * 301, "name", "must be at most 300 characters"),
    ("name", "a\x07b", "name", "must be one line without control characters"),
    ("mood", 1, "mood", "is not known here"),
    ("metric", "joy", "metric", "must be csat, ces, nps or pmf"),
    ("scale", 4, "scale", "must be 2 or 3 or 5 or 10 for csat"),
    (
        "formula",
        "ces/net/1",
        "formula",
        "must be csat/top-box/1 or csat/no-negative/1 or csat/mean/1 for csat",
    ),
    ("goal", 101, "goal", "must be from 0 to 100, as csat/top-box/1 counts"),
    ("goal", "high", "goal", "must be a number"),
    ("goals", {"chat": -1}, "goals.chat", "must be from 0 to 100, as csat/top-box/1 counts"),
    ("baseline", {"period": "last month"}, "baseline.period", FIXED),
    ("baseline", {"period": "soon"}, "baseline.period", FIXED),
    ("baseline", {"period": "2025", "score": 80, "n": 9}, "baseline", "must have either a period or a score"),
    ("baseline", {"score": 80}, "baseline", "must have both a score and its n"),
    ("baseline", {"score": 180, "n": 9}, "baseline.score", "must be from 0 to 100, as csat/top-box/1 counts"),
    ("scale", "3", "scale", "must be a whole number"),
    ("scale", True, "scale", "must be a whole number"),
    ("style", "hearts", "style", "must be smileys, stars, numbers, thumbs or labels"),
    ("style", "thumbs", "style", "can be thumbs only on a scale of 2"),
    ("order", "random", "order", "must be bad-to-good or good-to-bad"),
    ("then", "help", "then", "must be another survey"),
    ("once", "ever", "once", "must be conversation or customer"),
    ("opens_on", "soon", "opens_on", "must be a day such as 2026-12-31"),
    ("origins", ["shop"], "origins[0]", "must be a site such as https://shop.example"),
    ("origins", "https://shop.example", "origins", "must be a list"),
    ("reasons", {"happy": ["speed"]}, "reasons.happy", "must be positive, neutral or negative"),
    ("reasons", {"negative": ["speed"] * 2}, "reasons.negative[1]", "names speed twice"),
    ("questions.wish.kind", "song", "questions.wish.kind", "must be choice, scale or text"),
    ("questions.wish.many", True, "questions.wish.many", "is only for a choice"),
    ("questions.wish.options", ["a", "b"], "questions.wish.options", "are only for a choice"),
    (
        "questions.comment",
        {"kind": "text"},
        "questions.comment",
        "is a part of every rating: choose another key",
    ),
    ("texts.en.questions.reach.low", "", "texts.en.questions.reach.low", "is missing"),
    ("texts.en.questions.wish.low", "Bad", "texts.en.questions.wish.low", "is only for a scale"),
    (
        "texts.en.thanks.positive",
        "Thank you, {customer}!",
        "texts.en.thanks.positive",
        "can name nobody: names are put into the question and the prompts",
    ),
    (
        "texts.en.questions.ways.options.mail",
        "{agent}",
        "texts.en.questions.ways.options.mail",
        "can name nobody: names are put into the question and the prompts",
    ),
    ("questions.reach.high", 1, "questions.reach.high", "must be above 1"),
    ("questions.reach.bands", [], "questions.reach.bands", "must not be empty"),
    (
        "links.positive",
        "javascript:alert(1)",
        "links.positive",
        "must be an address such as https://example.com/help",
    ),
    ("theme", {"mode": "blue"}, "theme.mode", "must be auto, light or dark"),
    ("theme", {"accent": "red"}, "theme.accent", "must be a colour such as #1f6f5c"),
    ("theme", {"accent_dark": "#84cdb6"}, "theme.accent", "is missing beside accent_dark"),
    (
        "theme",
        {"logo": "data:text/html;base64,PGI+"},
        "theme.logo",
        "must be a PNG, JPEG, WebP or SVG file, or such a picture as a data URI in base64",
    ),
    ("texts", {}, "texts", "must not be empty"),
    ("texts", {"English": texts()}, "texts.English", "must be a language tag such as et or pt-BR"),
    ("texts.en.labels", ["Bad", "Good"], "texts.en.labels", "must be 3, one a choice; there are 2"),
    ("texts.en.labels", ["Bad", "Okay", 3], "texts.en.labels[2]", "must be a text"),
    ("texts.en.prompts.neutral", ..., "texts.en.prompts.neutral", "is missing"),
    ("texts.en.thanks.positive", ..., "texts.en.thanks.positive", "is missing"),
    ("texts.en.reasons.price", ..., "texts.en.reasons.price", "is missing"),
    ("texts.en.links.negative", ..., "texts.en.links.negative", "is missing"),
    ("texts.en.questions.wish", ..., "texts.en.questions.wish", "is missing"),
    ("texts.en.questions.solved.options.no", ..., "texts.en.questions.solved.options.no", "is missing"),
    (
        "texts.en.question_unnamed",
        ...,
        "texts.en.question_unnamed",
        "is missing: it is asked when a name is not known",
    ),
    (
        "texts.en.prompts_unnamed",
        {},
        "texts.en.prompts_unnamed.negative",
        "is missing: it is asked when a name is not known",
    ),
    (
        "texts.en.question_unnamed",
        "How was {agent}?",
        "texts.en.question_unnamed",
        "must do without names",
    ),
    (
        "texts.en.question",
        "How was {agnet}?",
        "texts.en.question",
        "may name {agent}, {company}, {customer}, not {agnet}",
    ),
    (
        "texts.en.prompts.neutral",
        "Why, {customer}?",
        "texts.en.prompts.neutral",
        "may name {agent}, {company}, not {customer}",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("where", "value", "path", "expected"),
    WRONG,
    ids=[f"{each[2]}-{each[3][:24]}" for each in WRONG],
)
def test_it_says_where_a_document_is_wrong_and_what_was_expected(
    where: str, value: object, path: str, expected: str
) -> None:
    faults = _faults(changed(where, value))
    assert (path, expected) in faults


def test_it_asks_no_words_for_a_band_that_a_scale_does_not_have() -> None:
    two = texts(labels=["No", "Yes"])
    for table in ("prompts", "thanks"):
        del two[table]["neutral"]
    assert read_survey(whole(scale=2, style="thumbs", texts={"en": two})).scale == 2


def test_it_names_every_fault_at_once() -> None:
    document = changed("texts.en.reasons", {})
    assert {path for path, _ in _faults(document)} == {
        "texts.en.reasons.speed",
        "texts.en.reasons.price",
    }


@pytest.mark.parametrize("document", [None, 5, "slug", ["slug"]])
def test_it_refuses_what_is_no_table(document: object) -> None:
    assert fault_of(document) == ("(document)", "must be a table")


@pytest.mark.parametrize(
    ("theme", "path"),
    [
        ({"mode": "light", "accent": "#ffee88"}, "theme.accent"),
        ({"mode": "dark", "accent": "#203040"}, "theme.accent"),
        ({"accent": "#1f6f5c"}, "theme.accent_dark"),
        ({"accent": "#1f6f5c", "accent_dark": "#303030"}, "theme.accent_dark"),
    ],
)
def test_it_refuses_an_accent_that_hardly_shows(theme: Table, path: str) -> None:
    where, expected = fault_of(whole(theme=theme))
    assert where == path
    assert "at least 3 is needed" in expected


@pytest.mark.parametrize(
    "theme",
    [
        {"mode": "light", "accent": "#1f6f5c"},
        {"mode": "dark", "accent": "#ffee88"},
        {"accent": "#1f6f5c", "accent_dark": "#84cdb6"},
        {"accent": "#d6336c"},
    ],
)
def test_it_takes_an_accent_that_shows(theme: Table) -> None:
    assert read_survey(whole(theme=theme)).theme.accent


@given(documents())
def test_it_takes_every_document_that_can_be_asked(document: Table) -> None:
    assert read_survey(document).slug == document["slug"]


@given(documents(), st.data())
def test_it_names_the_path_of_whatever_is_broken(document: Table, data: st.DataObject) -> None:
    """Any one part of any document is replaced by what it cannot be."""
    path = data.draw(st.sampled_from(list(_paths(document))))
    table: Any = document
    for part in path[:-1]:
        table = table[part]
    table[path[-1]] = {"surprise": {"surprise": None}}
    with pytest.raises(BadSurvey) as refused:
        read_survey(document)
    named = [fault.path for fault in refused.value.faults]
    shown = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)[1:]
    assert any(name.startswith(shown) or shown.startswith(name) for name in named), named


def _paths(value: object, way: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _paths(part, (*way, key))
    elif isinstance(value, list):
        for position, part in enumerate(value):
            yield from _paths(part, (*way, position))
    else:
        yield way


def _faults(document: object) -> set[tuple[str, str]]:
    with pytest.raises(BadSurvey) as refused:
        read_survey(document)
    return {(fault.path, fault.expected) for fault in refused.value.faults}
