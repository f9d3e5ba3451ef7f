"""The themes of a survey's comments, each language by itself."""

from collections.abc import Iterable, Mapping, Sequence

from server.core.bands import Band
from server.core.themes import Comment, Theme, TooFew, find_themes
from server.store.rating_pages import Written
from server.words.detection import language_of
from server.words.stems import stemmer_of
from server.words.stop_list import stop_words_of

MOST_COMMENTS = 20_000
"""The newest that are read; more would say the same."""


def comment_themes(written: Iterable[Written]) -> Mapping[str, Sequence[Theme] | TooFew]:
    """Return the themes of comments by language, the language with most comments first."""
    by_language: dict[str, list[Comment]] = {}
    for one in written:
        language = language_of(one.comment, one.language)
        comment = Comment(
            rating_id=one.rating_id,
            customer=one.customer,
            text=one.comment,
            side="low" if one.band is Band.NEGATIVE else "high",
        )
        by_language.setdefault(language, []).append(comment)
    ordered = sorted(by_language.items(), key=lambda item: (-len(item[1]), item[0]))
    return {
        language: find_themes(comments, stemmer_of(language), stop_words_of(language))
        for language, comments in ordered
    }
