"""Words that carry no theme: articles, pronouns, auxiliaries, conjunctions, and thanks; a file for each language."""

from functools import lru_cache
from importlib.resources import files


@lru_cache
def stop_words_of(language: str) -> frozenset[str]:
    """Return the stop words of a language, in small letters; none where there is no list."""
    path = files(__package__) / "stop_words" / f"{language}.txt"
    return frozenset(path.read_text("utf-8").split()) if path.is_file() else frozenset()
