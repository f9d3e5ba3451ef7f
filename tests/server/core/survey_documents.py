"""Survey documents for the tests: one that is whole, and any that may be written."""

from typing import Any

from hypothesis import strategies as st

from server.core.bands import Band, Metric, scales_of, scores_of
from server.core.formulas import formulas_of
from server.core.survey_document import Style

Table = dict[str, Any]

BANDS = [band.value for band in Band]


def whole(**changes: object) -> Table:
    """Return a document that can be asked, changed as said."""
    document: Table = {
        "slug": "help",
        "name": "Help",
        "metric": "csat",
        "scale": 3,
        "style": "smileys",
        "reasons": {"negative": ["speed", "price"]},
        "questions": {
            "solved": {"kind": "choice", "options": ["yes", "no"]},
            "reach": {"kind": "scale", "bands": ["negative"]},
            "wish": {"kind": "text"},
            "ways": {"kind": "choice", "many": True, "options": ["chat", "mail", "phone"]},
        },
        "links": {"positive": "https://reviews.example/we", "negative": "https://help.example"},
        "texts": {"en": texts()},
    }
    return document | changes


def texts(**changes: object) -> Table:
    """Return the English texts of `whole`, changed as said."""
    written: Table = {
        "question": "How was the help from {agent}, {customer}?",
        "question_unnamed": "How was the help?",
        "labels": ["Bad", "Okay", "Good"],
        "prompts": dict.fromkeys(BANDS, "Why?") | {"negative": "What could {agent} do better?"},
        "prompts_unnamed": {"negative": "What could we do better?"},
        "thanks": dict.fromkeys(BANDS, "Thank you!"),
        "reasons": {"speed": "Speed", "price": "Price"},
        "links": {"positive": "Write a review", "negative": "Get help"},
        "questions": {
            "solved": {"ask": "Solved?", "options": {"yes": "Yes", "no": "No"}},
            "reach": {"ask": "Easy to reach?", "low": "Hard", "high": "Easy"},
            "wish": {"ask": "One wish?"},
            "ways": {
                "ask": "Which ways?",
                "options": {"chat": "Chat", "mail": "E-mail", "phone": "Phone"},
            },
        },
    }
    return written | changes


_words = st.text(
    st.characters(exclude_categories=["C", "Z"], exclude_characters="{}"), min_size=1, max_size=30
)
_keys = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,8}", fullmatch=True)
_slugs = st.from_regex(r"[a-z0-9][a-z0-9-]{0,12}", fullmatch=True)
_days = st.dates().map(lambda day: day.isoformat())
_languages = st.sampled_from(["en", "et", "lv", "ar", "pt-BR", "zh-Hant"])


def _styles(metric: Metric, scale: int, order: str) -> list[str]:
    choices = len(scores_of(metric, scale))
    fits = {
        Style.NUMBERS: True,
        Style.LABELS: choices <= 7,
        Style.SMILEYS: choices <= 7,
        Style.THUMBS: choices == 2,
        Style.STARS: metric is Metric.CSAT and choices > 2 and order == "bad-to-good",
    }
    return [style.value for style, fit in fits.items() if fit]


@st.composite
def questions(draw: st.DrawFn) -> Table:
    kind = draw(st.sampled_from(["choice", "scale", "text"]))
    asked: Table = {"kind": kind}
    if draw(st.booleans()):
        asked["bands"] = draw(st.lists(st.sampled_from(BANDS), min_size=1, unique=True))
    if kind == "choice":
        asked["options"] = draw(st.lists(_keys, min_size=2, max_size=4, unique=True))
        asked["many"] = draw(st.booleans())
    if kind == "scale":
        asked["low"] = draw(st.integers(0, 4))
        asked["high"] = draw(st.integers(5, 10))
    return asked


@st.composite
def documents(draw: st.DrawFn) -> Table:
    """Any document that can be asked."""
    metric = draw(st.sampled_from(Metric))
    scale = draw(st.sampled_from(scales_of(metric)))
    order = draw(st.sampled_from(["bad-to-good", "good-to-bad"]))
    asked = draw(st.dictionaries(_keys, questions(), max_size=3))
    reasons = draw(
        st.dictionaries(st.sampled_from(BANDS), st.lists(_keys, max_size=3, unique=True))
    )
    links = draw(st.dictionaries(st.sampled_from(BANDS), st.just("https://help.example/x")))
    document: Table = {
        "slug": draw(_slugs),
        "name": draw(_words),
        "metric": metric.value,
        "scale": scale,
        "style": draw(st.sampled_from(_styles(metric, scale, order))),
        "order": order,
        "formula": draw(st.sampled_from([None, *formulas_of(metric)])),
        "goal": draw(st.sampled_from([None, 2])),
        "goals": draw(st.dictionaries(_words, st.just(1.5), max_size=2)),
        "baseline": draw(st.sampled_from([None, {"period": "2025"}, {"score": 2, "n": 9}])),
        "rerate_hours": draw(st.integers(0, 8760)),
        "once": draw(st.sampled_from([None, "conversation", "customer"])),
        "ask_again_days": draw(st.integers(0, 365)),
        "opens_on": draw(st.none() | _days),
        "origins": draw(st.lists(st.just("https://shop.example"), max_size=1)),
        "context": draw(st.sampled_from(["optional", "required"])),
        "reasons": reasons,
        "questions": asked,
        "links": links,
        "theme": draw(st.sampled_from([{}, {"mode": "dark", "accent": "#ffb454", "radius": 4}])),
    }
    labels = len(scores_of(metric, scale))
    document["texts"] = {
        language: draw(_texts(labels, asked, reasons, links))
        for language in draw(st.lists(_languages, min_size=1, max_size=3, unique=True))
    }
    return document


@st.composite
def _texts(draw: st.DrawFn, labels: int, asked: Table, reasons: Table, links: Table) -> Table:
    name = draw(st.sampled_from(["", " {agent}", " {company}", " {agent} {customer}"]))
    keys = {key for band in reasons.values() for key in band}
    return {
        "question": draw(_words) + name,
        "question_unnamed": draw(_words),
        "labels": draw(st.lists(_words, min_size=labels, max_size=labels)),
        "low": draw(_words),
        "high": draw(_words),
        "prompts": {band: draw(_words) for band in BANDS},
        "thanks": {band: draw(_words) for band in BANDS},
        "reasons": {key: draw(_words) for key in sorted(keys)},
        "links": {band: draw(_words) for band in links},
        "questions": {
            key: {
                "ask": draw(_words),
                "options": {option: draw(_words) for option in question.get("options", ())},
                **({"low": "Hard", "high": "Easy"} if question["kind"] == "scale" else {}),
            }
            for key, question in asked.items()
        },
    }
