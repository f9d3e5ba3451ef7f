"""Reads scores as other products write them, onto a survey's scale; nothing is guessed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from server.core.import_faults import BadCell, BadFile
from server.core.surveys import Survey

_NUMBER = re.compile(r"(\d{1,3})(?:\.0+)?(?:\s*(?:/|of)\s*(\d{1,3}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class ScoreReader:
    """Reads the scores of one column for one survey."""

    survey: Survey
    column: str
    out_of: int | None
    """What the column's scores are out of, where that is known."""
    words: Mapping[str, int]
    """What words and faces are on the survey's scale."""
    said: Mapping[str, int] = field(default_factory=dict)
    """What values are on the survey's scale as the user said it, in small letters. It goes before all else."""

    def __post_init__(self) -> None:
        """Refuse what the user said and the survey's scale has not."""
        for value, score in self.said.items():
            if score not in self.survey.bands:
                raise BadFile(f"cannot take {value}={score}: {self._scale()}")

    def read(self, text: str) -> int:
        """Return the score of a cell. Raises `BadCell`."""
        word = text.strip().casefold()
        score = self.said.get(word)
        if score is not None:
            return score
        if self.out_of not in {None, self.survey.scale}:
            raise self._bad(text, f"is out of {self.out_of}, and {self._scale()}")
        score = self.words.get(word)
        return self._number(word, text) if score is None else score

    def _number(self, word: str, text: str) -> int:
        number = _NUMBER.fullmatch(word)
        if number is None or int(number[1]) not in self.survey.bands:
            raise self._bad(text, self._scale())
        if number[2] is not None and int(number[2]) != self.survey.scale:
            raise self._bad(text, f"is out of {number[2]}, and {self._scale()}")
        return int(number[1])

    def _scale(self) -> str:
        scores = [*self.survey.bands]
        return f"{self.survey.slug} takes whole numbers from {scores[0]} to {scores[-1]}"

    def _bad(self, text: str, why: str) -> BadCell:
        return BadCell(self.column, text, f"{why}; say what it means: --score VALUE=SCORE")
