"""The modal with all that a customer said, where the card shows the beginning of it."""

from typing import Final

from bot.blocks.literal import cleaned, one_line
from bot.blocks.message import Block, joined, line, rich_text, words
from bot.blocks.modal import Modal, quotes
from bot.blocks.rating_who import helped, verdict
from bot.blocks.rating_words import RatingWords
from server.core.ratings import Rating

TITLE: Final = "All of it"
MOST_BLOCKS: Final = 40
MOST_TAPPED: Final = 2_000
MOST_QUESTION: Final = 500


def rating_said(rating: Rating, said: RatingWords) -> Modal:
    """Return the modal; a comment takes as many blocks as it needs."""
    blocks = [_headline(rating), *quotes(cleaned(rating.comment or ""))]
    if tapped := one_line(" · ".join(said.reasons), MOST_TAPPED):
        blocks.append(rich_text(line(words("About: ", "italic"), words(tapped))))
    for question, answer in said.answers:
        if answered := quotes(cleaned(answer)):
            blocks += [_asked(question), *answered]
    return Modal(TITLE, tuple(blocks[:MOST_BLOCKS]))


def _headline(rating: Rating) -> Block:
    figures = [words(verdict(rating), "bold"), words(helped(rating))]
    return rich_text(line(*joined(figures)))


def _asked(question: str) -> Block:
    return rich_text(line(words(one_line(question, MOST_QUESTION) or "…", "italic")))
