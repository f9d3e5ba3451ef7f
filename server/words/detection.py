"""In which language a comment is: that of its rating, unless the words clearly are of another."""

from functools import lru_cache
from typing import Final

from lingua import Language, LanguageDetector, LanguageDetectorBuilder

UNLIKELY: Final = 0.05
SURE: Final = 0.8
SHORT: Final = 3
"""Fewer words prove nothing."""


def language_of(text: str, said: str) -> str:
    """Return the language of a text that is `said` to be in one, both as codes such as `et`."""
    base = said.split("-", maxsplit=1)[0]
    if len(text.split()) < SHORT:
        return base
    likely = {
        one.language.iso_code_639_1.name.lower(): one.value
        for one in _detector().compute_language_confidence_values(text)
    }
    best = max(likely, key=lambda code: likely[code])
    return best if likely.get(base, 0.0) < UNLIKELY and likely[best] >= SURE else base


@lru_cache
def _detector() -> LanguageDetector:
    # In its exact mode it needs 300 MB for the same answers in nearly every case.
    languages = [
        *(Language.ENGLISH, Language.ESTONIAN, Language.LATVIAN, Language.LITHUANIAN),
        *(Language.FINNISH, Language.SWEDISH, Language.GERMAN, Language.POLISH),
        *(Language.RUSSIAN, Language.SPANISH, Language.FRENCH, Language.ARABIC),
    ]
    return LanguageDetectorBuilder.from_languages(*languages).with_low_accuracy_mode().build()
