"""The widget's own words in other languages, one `.po` file each."""

from importlib.resources import files

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po


def load_catalogues() -> dict[str, Catalog]:
    """Read every `.po` file of this folder, by language."""
    catalogues = {}
    for path in files(__package__).iterdir():
        if path.name.endswith(".po"):
            language = path.name.removesuffix(".po")
            with path.open("rb") as file:
                catalogues[language] = read_po(file, locale=language, abort_invalid=True)
    return catalogues
