"""A survey as one customer sees it: in one language, with the names put in, in the order shown.

The widget, the page and the preview all show this and nothing else, so they cannot differ.
"""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from server.core.bands import Band, bands_of
from server.core.drawings import STAR, THUMB_DOWN, THUMB_UP, Drawing, face
from server.core.languages import direction
from server.core.phrases import Phrases
from server.core.survey_document import (
    PLACEHOLDER,
    FurtherQuestion,
    FurtherTexts,
    Kind,
    Style,
    SurveyDocument,
    SurveyTexts,
    Theme,
)
from server.core.surveys import Survey

SOFT_HYPHEN = "\u00ad"
"""Says where a long label may be divided on a small screen; nobody should hear it."""
CUSTOMER = "{customer}"
"""Stays in the question for the page that asks: it knows the customer's name, and the server need not hear it."""


class Choice(Struct, frozen=True, kw_only=True):
    """One score to choose."""

    score: int
    band: Band
    label: str
    """Shown under the drawing; empty on a scale of numbers or stars."""
    name: str
    """What a screen reader says: `Good`, `9`, or `10, Extremely likely`."""
    drawing: Drawing
    """SVG paths; empty where the number or the label itself is shown."""


class Option(Struct, frozen=True):
    """One answer to choose to a further question."""

    key: str | int
    label: str


class FormQuestion(Struct, frozen=True, kw_only=True):
    """What is asked after the score: with options to tap, or else with a box to write in.

    The keys `reasons` and `comment` are those parts of a rating; any other is a key of its `answers`.
    """

    key: str
    ask: str
    many: bool = False
    """Several options may be chosen."""
    options: tuple[Option, ...] = ()
    low: str = ""
    high: str = ""
    """Words at both ends of a scale."""


class FormLink(Struct, frozen=True):
    url: str
    label: str


class FollowUp(Struct, frozen=True, kw_only=True):
    """What follows a score of one band."""

    thanks: str
    prompt: str
    questions: tuple[FormQuestion, ...]
    links: tuple[FormLink, ...]


class FormTheme(Struct, frozen=True, kw_only=True):
    mode: Literal["auto", "light", "dark"]
    accent: str | None
    """A CSS colour; where light and dark differ, `light-dark(…)`."""
    radius: int | None
    """In CSS pixels."""
    logo: str | None
    """Path of a picture on the server."""


class SurveyForm(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Everything a customer may see of a survey."""

    survey: str
    version: int
    metric: str
    language: str
    direction: Literal["ltr", "rtl"]
    question: str
    question_unnamed: str = ""
    """Asked when `question` still wants the customer's name and there is none."""
    style: Style
    low: str
    high: str
    choices: tuple[Choice, ...]
    follow_up: Mapping[Band, FollowUp]
    texts: Mapping[str, str]
    theme: FormTheme
    ask_again_days: int = 0
    next: "SurveyForm | None" = None
    """The survey that is asked right after this one."""


class Asked(Struct, frozen=True, kw_only=True):
    """How a form is asked: in which language, with whose names, with which words around it."""

    language: str
    names: Mapping[str, str | None]
    """By placeholder, `agent` and `company`; `None` is not known."""
    phrases: Phrases
    logo: str | None = None
    """Path of the survey's own logo, where it has one."""


def survey_form(survey: Survey, asked: Asked, then: "SurveyForm | None" = None) -> SurveyForm:
    """Return what a customer sees of a survey; `then` is what is asked right after it."""
    document = survey.document
    texts = document.texts[asked.language]
    question = _question(texts, asked.names)
    return SurveyForm(
        survey=survey.slug,
        version=survey.version,
        metric=survey.metric.value,
        language=asked.language,
        direction="rtl" if direction(asked.language) == "rtl" else "ltr",
        question=question,
        question_unnamed=(texts.question_unnamed or "") if CUSTOMER in question else "",
        style=document.style,
        low=_ends(document, texts)[0],
        high=_ends(document, texts)[1],
        choices=_choices(survey, texts),
        follow_up={
            band: _follow_up(document, texts, band, asked)
            for band in bands_of(document.metric, document.scale)
        },
        texts=asked.phrases.of(asked.language),
        theme=_theme(document.theme, asked.logo),
        ask_again_days=document.ask_again_days,
        next=then,
    )


def put_names(text: str, unnamed: str | None, names: Mapping[str, str | None]) -> str:
    """Return the text with the names put in, or the wording that needs none."""
    if any(not names.get(name) for name in PLACEHOLDER.findall(text)):
        return unnamed or text
    return PLACEHOLDER.sub(lambda found: names[found[1]] or "", text)


def _question(texts: SurveyTexts, names: Mapping[str, str | None]) -> str:
    return put_names(texts.question, texts.question_unnamed, {"customer": CUSTOMER, **names})


def _ends(document: SurveyDocument, texts: SurveyTexts) -> tuple[str, str]:
    """Return the words at the start and at the end of the scale as it is shown; none where choices have labels."""
    if document.style not in {Style.NUMBERS, Style.STARS}:
        return "", ""
    first, last = texts.labels[:1] or ("",), texts.labels[-1:] or ("",)
    ends = (texts.low or first[0], texts.high or last[0])
    return ends if document.order == "bad-to-good" else (ends[1], ends[0])


def _choices(survey: Survey, texts: SurveyTexts) -> tuple[Choice, ...]:
    document = survey.document
    labels = texts.labels or tuple(map(str, survey.bands))
    lowest, highest = min(survey.bands), max(survey.bands)
    shown = []
    for (score, band), label in zip(survey.bands.items(), labels, strict=True):
        named = document.style not in {Style.NUMBERS, Style.STARS}
        end = {lowest: texts.low, highest: texts.high}.get(score, "")
        spoken = [label] if named else dict.fromkeys(filter(None, (f"{score}", label, end)))
        shown.append(
            Choice(
                score=score,
                band=band,
                label=label if named else "",
                name=", ".join(spoken).replace(SOFT_HYPHEN, ""),
                drawing=drawing_of(document.style, (score - lowest) / (highest - lowest)),
            )
        )
    return tuple(shown if document.order == "bad-to-good" else reversed(shown))


def drawing_of(style: Style, share: float) -> Drawing:
    """Return the drawing of a choice that stands at `share` of its scale, from 0 (worst) to 1."""
    match style:
        case Style.SMILEYS:
            return face(2 * share - 1)
        case Style.STARS:
            return STAR
        case Style.THUMBS:
            return THUMB_UP if share > 0.5 else THUMB_DOWN
        case _:
            return ()


def _follow_up(document: SurveyDocument, texts: SurveyTexts, band: Band, asked: Asked) -> FollowUp:
    phrases = asked.phrases.of(asked.language)
    reasons = tuple(Option(key, texts.reasons[key]) for key in document.reasons.get(band, ()))
    further = [
        _further(key, question, texts.questions[key])
        for key, question in document.questions.items()
        if band in question.bands
    ]
    prompt = put_names(texts.prompts[band], texts.prompts_unnamed.get(band), asked.names)
    tapped = FormQuestion(key="reasons", ask=phrases["reasons"], many=True, options=reasons)
    written = FormQuestion(key="comment", ask=phrases["comment"])
    return FollowUp(
        thanks=texts.thanks[band],
        prompt=prompt,
        questions=(*([tapped] if reasons else []), written, *further),
        links=_links(document, texts, band),
    )


def _further(key: str, question: FurtherQuestion, texts: FurtherTexts) -> FormQuestion:
    options: tuple[Option, ...] = ()
    if question.kind is Kind.CHOICE:
        options = tuple(Option(option, texts.options[option]) for option in question.options)
    elif question.kind is Kind.SCALE:
        scores = range(question.low, question.high + 1)
        options = tuple(Option(score, f"{score}") for score in scores)
    return FormQuestion(
        key=key, ask=texts.ask, many=question.many, options=options, low=texts.low, high=texts.high
    )


def _links(document: SurveyDocument, texts: SurveyTexts, band: Band) -> tuple[FormLink, ...]:
    """Return every link, that of the band first: who is unhappy may also write a public review, and the other way."""
    bands = sorted(document.links, key=lambda other: other is not band)
    links = (FormLink(document.links[other], texts.links[other]) for other in bands)
    return tuple({link.url: link for link in links}.values())


def _theme(theme: Theme, logo: str | None) -> FormTheme:
    accent = theme.accent
    if accent and theme.accent_dark:
        accent = f"light-dark({accent},{theme.accent_dark})"
    return FormTheme(mode=theme.mode, accent=accent, radius=theme.radius, logo=logo)
