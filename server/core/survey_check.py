"""Whether a survey document can be asked: what is wrong with one, where, and what was expected."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from server.core.bands import Band, Metric, bands_of, scales_of, scores_of
from server.core.contrast import DARK_SURFACE, LIGHT_SURFACE, contrast
from server.core.fixed_period import fixed_period
from server.core.formulas import FORMULAS, ends_of, factor_of, formulas_of
from server.core.survey_document import (
    PLACEHOLDER,
    Baseline,
    FurtherQuestion,
    FurtherTexts,
    Kind,
    Style,
    SurveyDocument,
    SurveyTexts,
    Theme,
)

MOST_FACES: Final = 7
MOST_LABELS: Final = 7
MOST_OPTIONS: Final = 12
MOST_QUESTIONS: Final = 5
LEAST_CONTRAST: Final = 3.0
"""Of an accent beside a surface: WCAG 2.2, 1.4.11. Words on the accent are black or white, whichever is legible."""

NAMES: Final = frozenset({"agent", "company"})
RESERVED: Final = frozenset({"comment", "reasons"})


# What pydantic calls the ways in which a field may be wrong, or what such a name begins with.
_EXPECTED: Final = MappingProxyType(
    {
        "missing": "is missing",
        "extra": "is not known here",
        "enum": "must be {expected}",
        "literal": "must be {expected}",
        "int": "must be a whole number",
        "float": "must be a number",
        "bool": "must be true or false",
        "date": "must be a day such as 2026-12-31",
        "string_type": "must be a text",
        "string_too_short": "must not be empty",
        "string_too_long": "must be at most {max_length} characters",
        "too": "must not be empty",
        "tuple": "must be a list",
        "mapping": "must be a table",
        "dict": "must be a table",
        "model": "must be a table",
    }
)


class Fault(NamedTuple):
    """One thing that is wrong: `path` as in `texts.et.labels[2]`, and what was expected there."""

    path: str
    expected: str

    def __str__(self) -> str:
        return f"{self.path} {self.expected}"


class BadSurvey(ValueError):
    """A survey document that cannot be asked."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)


def read_survey(data: object) -> SurveyDocument:
    """Return the document that parsed TOML or JSON holds. Raises `BadSurvey` with every fault."""
    try:
        document = SurveyDocument.model_validate(data)
    except ValidationError as error:
        raise BadSurvey([_fault(details) for details in error.errors()]) from None
    faults = list(_faults(document))
    if faults:
        raise BadSurvey(faults)
    return document


def _fault(error: ErrorDetails) -> Fault:
    *place, last = error["loc"] or ("(document)",)
    where = place if last == "[key]" else [*place, last]
    path = ""
    for part in where:
        path += f"[{part}]" if isinstance(part, int) else f".{part}" if path else str(part)
    return Fault(path, _expected(error))


def _expected(error: ErrorDetails) -> str:
    context = error.get("ctx", {})
    if error["type"] == "value_error":
        return str(context["error"])
    said = _EXPECTED.get(error["type"].partition("_")[0]) or _EXPECTED.get(error["type"])
    if said is None:
        return error["msg"].replace("Input should", "must")
    # Where one of several words is expected, they come in quotes.
    return said.format_map({name: str(word).replace("'", "") for name, word in context.items()})


def _faults(document: SurveyDocument) -> Iterator[Fault]:
    if document.scale not in scales_of(document.metric):
        known = " or ".join(map(str, scales_of(document.metric)))
        yield Fault("scale", f"must be {known} for {document.metric}")
        return
    formulas = formulas_of(document.metric)
    if document.formula is not None and document.formula not in formulas:
        yield Fault("formula", f"must be {' or '.join(formulas)} for {document.metric}")
    else:
        yield from _aim_faults(document)
    yield from _style_faults(document)
    yield from _rule_faults(document)
    yield from _theme_faults(document.theme)
    for key, question in document.questions.items():
        if key in RESERVED:
            yield Fault(f"questions.{key}", "is a part of every rating: choose another key")
        yield from _question_faults(f"questions.{key}", question)
    if len(document.questions) > MOST_QUESTIONS:
        yield Fault("questions", f"must be at most {MOST_QUESTIONS}")
    for band, reasons in document.reasons.items():
        yield from _list_faults(f"reasons.{band}", reasons)
    for language, texts in document.texts.items():
        yield from _text_faults(f"texts.{language}", document, texts)


def _style_faults(document: SurveyDocument) -> Iterator[Fault]:
    choices = len(scores_of(document.metric, document.scale))
    match document.style:
        case Style.THUMBS if choices != 2:
            yield Fault("style", "can be thumbs only on a scale of 2")
        case Style.SMILEYS if choices > MOST_FACES:
            yield Fault("style", f"can be smileys only up to {MOST_FACES} choices")
        case Style.LABELS if choices > MOST_LABELS:
            yield Fault("style", f"can be labels only up to {MOST_LABELS} choices")
        case Style.STARS if document.metric is not Metric.CSAT or choices == 2:
            yield Fault("style", "can be stars only for csat on a scale of 3, 5 or 10")
        case Style.STARS if document.order == "good-to-bad":
            yield Fault("order", "must be bad-to-good for stars, which fill up")
        case _:
            pass


def _aim_faults(document: SurveyDocument) -> Iterator[Fault]:
    formula = FORMULAS[document.formula or formulas_of(document.metric)[0]]
    low, high = (end * factor_of(formula) for end in ends_of(formula, document.scale))
    aims = {f"goals.{team}": goal for team, goal in document.goals.items()}
    if document.goal is not None:
        aims["goal"] = document.goal
    if document.baseline is not None:
        yield from _baseline_faults(document.baseline)
        if document.baseline.score is not None:
            aims["baseline.score"] = document.baseline.score
    for path, figure in aims.items():
        if not low <= figure <= high:
            yield Fault(path, f"must be from {low} to {high}, as {formula.name} counts")


def _baseline_faults(baseline: Baseline) -> Iterator[Fault]:
    if (baseline.score is None) != (baseline.n is None):
        yield Fault("baseline", "must have both a score and its n")
    if (baseline.period is None) == (baseline.score is None):
        yield Fault("baseline", "must have either a period or a score")
    if baseline.period is not None and fixed_period(baseline.period, timezone="UTC") is None:
        yield Fault(
            "baseline.period", "must be one that stays where it is, such as 2025 or Q1 2026"
        )


def _rule_faults(document: SurveyDocument) -> Iterator[Fault]:
    if document.then == document.slug:
        yield Fault("then", "must be another survey")
    opens, closes = document.opens_on, document.closes_on
    if opens and closes and closes < opens:
        yield Fault("closes_on", f"must not be before {opens}, when it opens")


def _theme_faults(theme: Theme) -> Iterator[Fault]:
    if theme.accent_dark and not theme.accent:
        yield Fault("theme.accent", "is missing beside accent_dark")
    if theme.accent and theme.mode != "dark":
        yield from _contrast_faults("theme.accent", theme.accent, LIGHT_SURFACE, "white")
    dark = theme.accent_dark or theme.accent
    if dark and theme.mode != "light":
        name = "theme.accent_dark" if theme.accent_dark or theme.mode == "auto" else "theme.accent"
        yield from _contrast_faults(name, dark, DARK_SURFACE, "the dark card")


def _contrast_faults(path: str, accent: str, surface: str, where: str) -> Iterator[Fault]:
    found = contrast(accent, surface)
    if found < LEAST_CONTRAST:
        yield Fault(
            path,
            f"must stand out: {accent} on {where} has a contrast of {found:.2f},"
            f" at least {LEAST_CONTRAST:g} is needed",
        )


def _question_faults(path: str, question: FurtherQuestion) -> Iterator[Fault]:
    if question.kind is Kind.CHOICE:
        if len(question.options) < 2:
            yield Fault(f"{path}.options", "must be two or more")
        yield from _list_faults(f"{path}.options", question.options)
    elif question.options:
        yield Fault(f"{path}.options", "are only for a choice")
    if question.many and question.kind is not Kind.CHOICE:
        yield Fault(f"{path}.many", "is only for a choice")
    if question.kind is Kind.SCALE and question.high <= question.low:
        yield Fault(f"{path}.high", f"must be above {question.low}")


def _list_faults(path: str, keys: Sequence[str]) -> Iterator[Fault]:
    if len(keys) > MOST_OPTIONS:
        yield Fault(path, f"must be at most {MOST_OPTIONS}")
    for position, key in enumerate(keys):
        if key in keys[:position]:
            yield Fault(f"{path}[{position}]", f"names {key} twice")


def _text_faults(path: str, document: SurveyDocument, texts: SurveyTexts) -> Iterator[Fault]:
    yield from _label_faults(path, document, texts)
    unnamed: dict[str, str | None] = {"question": texts.question_unnamed}
    yield from _name_faults(path, {"question": texts.question}, unnamed, NAMES | {"customer"})
    prompts = {f"prompts.{band}": text for band, text in texts.prompts.items()}
    unnamed = {f"prompts.{band}": text for band, text in texts.prompts_unnamed.items()}
    yield from _name_faults(path, prompts, unnamed, NAMES)
    for band in Band:
        yield from _missing(f"{path}.reasons", document.reasons.get(band, ()), texts.reasons)
    bands = bands_of(document.metric, document.scale)
    yield from _missing(f"{path}.prompts", bands, texts.prompts)
    yield from _missing(f"{path}.thanks", bands, texts.thanks)
    yield from _missing(f"{path}.links", document.links, texts.links)
    yield from _missing(f"{path}.questions", document.questions, texts.questions)
    for key, question in document.questions.items():
        further = texts.questions.get(key)
        if further is not None:
            yield from _further_faults(f"{path}.questions.{key}", question, further)
    yield from _stray_name_faults(path, texts)


def _further_faults(path: str, question: FurtherQuestion, texts: FurtherTexts) -> Iterator[Fault]:
    yield from _missing(f"{path}.options", question.options, texts.options)
    for end, word in (("low", texts.low), ("high", texts.high)):
        if question.kind is Kind.SCALE and not word:
            yield Fault(f"{path}.{end}", "is missing")
        elif question.kind is not Kind.SCALE and word:
            yield Fault(f"{path}.{end}", "is only for a scale")


def _stray_name_faults(path: str, texts: SurveyTexts) -> Iterator[Fault]:
    """Find names where none are put in: a customer would read the braces."""
    elsewhere = texts.model_dump(
        exclude={"question", "question_unnamed", "prompts", "prompts_unnamed"}
    )
    for place, text in _all_texts(path, elsewhere):
        if PLACEHOLDER.search(text):
            yield Fault(place, "can name nobody: names are put into the question and the prompts")


def _all_texts(path: str, value: object) -> Iterator[tuple[str, str]]:
    match value:
        case str():
            yield path, value
        case tuple():
            for position, part in enumerate(value):
                yield from _all_texts(f"{path}[{position}]", part)
        case dict():
            for key, part in value.items():
                yield from _all_texts(f"{path}.{key}", part)
        case _:
            pass


def _label_faults(path: str, document: SurveyDocument, texts: SurveyTexts) -> Iterator[Fault]:
    if document.style is Style.NUMBERS and not texts.labels:
        return
    choices = len(scores_of(document.metric, document.scale))
    if len(texts.labels) != choices:
        there_are = len(texts.labels)
        yield Fault(f"{path}.labels", f"must be {choices}, one a choice; there are {there_are}")


def _name_faults(
    path: str,
    texts: Mapping[str, str],
    unnamed: Mapping[str, str | None],
    known: frozenset[str],
) -> Iterator[Fault]:
    for place, text in texts.items():
        names = PLACEHOLDER.findall(text)
        for name in names:
            if name not in known:
                offered = ", ".join(f"{{{each}}}" for each in sorted(known))
                yield Fault(f"{path}.{place}", f"may name {offered}, not {{{name}}}")
        table, dot, band = place.partition(".")
        other = f"{path}.{table}_unnamed{dot}{band}"
        fallback = unnamed.get(place)
        if names and not fallback:
            yield Fault(other, "is missing: it is asked when a name is not known")
        elif fallback and PLACEHOLDER.search(fallback):
            yield Fault(other, "must do without names")


def _missing(path: str, wanted: Iterable[str], given: Container[object]) -> Iterator[Fault]:
    for key in wanted:
        if key not in given:
            yield Fault(f"{path}.{key}", "is missing")
