"""Everything a customer reads, in other languages than English: one `.po` file each, a language more is a file more.

A soft hyphen (U+00AD, which many editors do not show) says where a long label may be divided under its face on a phone.

Words around the surveys have no context (`msgctxt`); the texts of the product's own surveys have that of their metric.
"""

from collections.abc import Iterable
from functools import cache
from gettext import GNUTranslations
from importlib.resources import files
from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that have a catalogue, in the order of their tags."""
    names = (path.name for path in files(__package__).iterdir())
    return tuple(sorted(name.removesuffix(".po") for name in names if name.endswith(".po")))


def read_catalogue(language: str) -> Catalog:
    """Read the `.po` file of a language."""
    with (files(__package__) / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def load_translations(wanted: Iterable[str]) -> dict[str, GNUTranslations]:
    """Return the translations into those of the wanted languages that have a catalogue."""
    return {language: _translations(language) for language in wanted if language in languages()}


@cache
def _translations(language: str) -> GNUTranslations:
    compiled = BytesIO()
    write_mo(compiled, read_catalogue(language))
    compiled.seek(0)
    return GNUTranslations(compiled)
