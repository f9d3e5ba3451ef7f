"""The e-mail block: a question and its choices, each one link, for signatures and mails.

It is a fragment to be pasted or sent as it is: tables and inline styles, no picture, nothing to fetch. Where a client
drops something, a choice is still a link with words in it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from css_inline import inline_fragment
from jinja2 import Environment, PackageLoader, StrictUndefined

from server.core.colours import palettes
from server.core.phrases import Phrases
from server.core.survey_document import Style
from server.core.survey_form import SOFT_HYPHEN, Choice, SurveyForm
from server.locale import load_translations

LONGEST_ROW = 7
"""Choices in one row; more are halved, so that the halves stand below each other on a phone."""
FEW = 3
"""Choices whose words stand side by side; those of more would be squeezed, so they stand below each other."""
GAP = 4
CELL = {Style.SMILEYS: 84, Style.STARS: 44, Style.NUMBERS: 44, Style.THUMBS: 210, Style.LABELS: 344}
"""The width of a choice where there is room for it. All lengths are in CSS pixels."""
SCALES = frozenset({Style.STARS, Style.NUMBERS})


@dataclass(frozen=True, slots=True)
class BlockLinks:
    """Where the block leads. Addresses are written as they are, so placeholders of a help desk survive."""

    scores: Mapping[int, str]
    trap: str
    """No person sees this one: whoever opens it is a machine."""
    unsubscribe: str | None = None


@dataclass(frozen=True, slots=True)
class RatingBlock:
    html: str
    text: str


@dataclass(frozen=True, slots=True)
class Mouth:
    """Half an ellipse, of which only one edge is drawn."""

    top: int
    """Below the eyes."""
    height: int
    bow: str
    """`smile`, `flat` or `frown`."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One choice as the block shows it."""

    url: str
    words: str
    title: str
    """What the words leave out, for a pointer that rests and for screen readers; often empty."""
    mouth: Mouth


@dataclass(frozen=True, slots=True)
class Row:
    """Choices that stay together whatever the width: side by side, or `labels` one below the other."""

    cells: Sequence[Cell]
    width: int
    share: int
    """Of the width for each choice, in per cent."""


def rating_block(form: SurveyForm, links: BlockLinks, style: Style | None = None) -> RatingBlock:
    """Return the block of a form, in the form's language; `style` is the survey's own unless given."""
    style = _fitting(style or form.style, len(form.choices))
    unsubscribe = _phrase(form.language, "do_not_ask") if links.unsubscribe else ""
    return RatingBlock(_html(form, links, style, unsubscribe), _text(form, links, unsubscribe))


def _fitting(style: Style, choices: int) -> Style:
    """Return the style itself, or the nearest that shows so many choices well."""
    if style is Style.THUMBS and choices > FEW:
        return Style.LABELS
    # Eleven faces cannot be told apart.
    if style is Style.SMILEYS and choices > LONGEST_ROW:
        return Style.NUMBERS
    return style


def _html(form: SurveyForm, links: BlockLinks, style: Style, unsubscribe: str) -> str:
    light, dark = palettes(form.theme.accent)
    rows = _rows(form, links, style)
    start, end = ("left", "right") if form.direction == "ltr" else ("right", "left")
    markup = _rendered(
        "rating_block.html",
        form=form,
        question=_question(form),
        links=links,
        unsubscribe=unsubscribe,
        style=style.value,
        rows=rows,
        ends=_ends(form) if style in SCALES else (),
        gap=GAP,
        width=sum(row.width for row in rows) + GAP * (len(rows) - 1),
        tint=light.tint,
        start=start,
        end=end,
    )
    in_the_dark = _rendered("rating_block_dark.html", colour=dark)
    return in_the_dark + inline_fragment(markup, _rendered("rating_block.css", colour=light))


def _question(form: SurveyForm) -> str:
    """Ask without the customer's name: the same block goes to all of them."""
    return form.question_unnamed or form.question


def _rows(form: SurveyForm, links: BlockLinks, style: Style) -> list[Row]:
    cells = [_cell(form, choice, links, style) for choice in form.choices]
    if style is Style.LABELS:
        return [Row(cells, CELL[style], 100)]
    half = len(cells) if len(cells) <= LONGEST_ROW else (len(cells) + 1) // 2
    parts = [cells[:half], cells[half:]] if cells[half:] else [cells]
    return [Row(part, len(part) * (CELL[style] + GAP) - GAP, 100 // len(part)) for part in parts]


def _cell(form: SurveyForm, choice: Choice, links: BlockLinks, style: Style) -> Cell:
    words = {
        Style.SMILEYS: choice.label or f"{choice.score}",
        Style.STARS: f"{choice.score}",
        Style.NUMBERS: f"{choice.score}",
    }.get(style, choice.label or choice.name)
    scores = [other.score for other in form.choices]
    share = (choice.score - min(scores)) / (max(scores) - min(scores))
    return Cell(
        url=links.scores[choice.score],
        words=words,
        title="" if words.replace(SOFT_HYPHEN, "") == choice.name else choice.name,
        mouth=_mouth(2 * share - 1),
    )


def _mouth(mood: float) -> Mouth:
    """Bend the mouth of a face from -1 (bad) to 1 (good), in equal steps; nothing else differs."""
    depth = round(6 * abs(mood))
    if not depth:
        return Mouth(top=7, height=0, bow="flat")
    if mood > 0:
        return Mouth(top=6 - depth, height=2 * depth, bow="smile")
    return Mouth(top=9 - depth, height=2 * depth, bow="frown")


def _ends(form: SurveyForm) -> tuple[str, ...]:
    """Say what the first and the last number mean, with the number: on a phone they may stand in two rows."""
    first, last = form.choices[0], form.choices[-1]
    words = (form.low or first.label, form.high or last.label)
    if not all(words):
        return ()
    return tuple(f"{end.score} – {word}" for end, word in zip((first, last), words, strict=True))


def _text(form: SurveyForm, links: BlockLinks, unsubscribe: str) -> str:
    """Write the same for a mail without HTML. A person would see the trap here, so it is left out."""
    lines = [_question(form), ""]
    lines += [f"{choice.name}: {links.scores[choice.score]}" for choice in form.choices]
    if links.unsubscribe:
        lines += ["", f"{unsubscribe}: {links.unsubscribe}"]
    return "\n".join(lines) + "\n"


def _phrase(language: str, key: str) -> str:
    return Phrases(load_translations([language])).page(language)[key]


def _rendered(template: str, **context: object) -> str:
    return _templates().get_template(template).render(context)


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("server", "templates/email"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
