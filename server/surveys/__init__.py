"""The product's own surveys: ready to use, and to copy.

They are written in English; the catalogues in `server/locale/` give them every other language. One that is
`like` another takes from it what it does not say itself.
"""

import tomllib
from collections.abc import Iterable
from functools import cache
from gettext import NullTranslations
from importlib.resources import files
from typing import Any, Final

from server.core.survey_check import read_survey
from server.core.survey_document import SurveyDocument
from server.locale import languages, load_translations

DEFAULTS: Final = ("ces", "csat", "nps")
"""What a new installation asks."""

Table = dict[str, Any]


@cache
def template_names() -> tuple[str, ...]:
    """Return the slugs of the templates, in order."""
    names = (path.name for path in files(__package__).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def default_surveys() -> list[SurveyDocument]:
    """Return the surveys that a new installation has."""
    return [template(name) for name in DEFAULTS]


@cache
def template(name: str) -> SurveyDocument:
    """Return a template in every language."""
    english = english_template(name)
    texts = {"en": english["texts"]}
    for language, translations in load_translations(languages()).items():
        texts[language] = translated(english["texts"], translations, english["metric"])
    return read_survey(english | {"texts": texts})


def drill_survey() -> SurveyDocument:
    """Return what `paldies drill` asks: five faces, and nobody is told."""
    return template("csat").model_copy(update={"slug": "drill", "name": "Drill", "rehearsal": True})


def english_template(name: str) -> Table:
    """Return a template as it is written, with what it takes from another; `texts` are in English."""
    table = tomllib.loads((files(__package__) / f"{name}.toml").read_text("utf-8"))
    other = table.pop("like", None)
    return table if other is None else _merged(english_template(other), table)


def translated(texts: Table, translations: NullTranslations, metric: str) -> Table:
    """Return texts in another language; the metric is the context in which they are looked up."""
    return {key: _in_other_words(value, translations, metric) for key, value in texts.items()}


def messages(value: object) -> Iterable[str]:
    """Yield every text that needs a translation: all but bare numbers."""
    match value:
        case str() if not value.isdigit():
            yield value
        case list():
            for each in value:
                yield from messages(each)
        case dict():
            yield from messages(list(value.values()))
        case _:
            pass


def _in_other_words(value: Any, translations: NullTranslations, metric: str) -> Any:  # noqa: ANN401  as TOML has it
    match value:
        case str():
            return value if value.isdigit() else translations.pgettext(metric, value)
        case list():
            return [_in_other_words(each, translations, metric) for each in value]
        case _:
            return translated(value, translations, metric)


def _merged(under: Table, over: Table) -> Table:
    merged = under | over
    for key, value in over.items():
        # A table that says nothing takes everything away.
        if isinstance(value, dict) and value and isinstance(under.get(key), dict):
            merged[key] = _merged(under[key], value)
    return merged
