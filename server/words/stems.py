"""The stem of a word, in the languages that customers write."""

from collections.abc import Callable
from functools import lru_cache, partial
from typing import Final

import simplemma
import snowballstemmer

SNOWBALL: Final = {
    "ar": "arabic",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "fi": "finnish",
    "fr": "french",
    "lt": "lithuanian",
    "pl": "polish",
    "ru": "russian",
    "sv": "swedish",
}


def stemmer_of(language: str) -> Callable[[str], str]:
    """Return what makes a stem of a word in small letters; in a language that is not known the word is its own.

    Snowball has no Latvian; simplemma has, at 35 MB.
    """
    if language == "lv":
        return _latvian
    name = SNOWBALL.get(language)
    return partial(_snowball, name) if name else str


@lru_cache(maxsize=50_000)
def _snowball(name: str, word: str) -> str:
    return str(_stemmer(name).stemWord(word))


@lru_cache(maxsize=50_000)
def _latvian(word: str) -> str:
    return str(simplemma.lemmatize(word, lang="lv")).lower()


@lru_cache
def _stemmer(name: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(name)
