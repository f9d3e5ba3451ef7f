"""What became of a file: counted while it is read, and told in words."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from server.core.import_faults import BadCell
from server.core.ratings import NewRating
from server.core.surveys import Survey

FIRST_LINES: Final = 5
"""How many lines are shown of those that have the same fault."""
MOST_NAMES: Final = 20
LONGEST_VALUE: Final = 60


@dataclass(slots=True)
class Refused:
    """Rows that were refused for one reason."""

    count: int = 0
    lines: list[str] = field(default_factory=list)


@dataclass(slots=True)
class ImportReport:
    """Counts of what was read."""

    read: int = 0
    repeats: int = 0
    unanswered: int = 0
    refused: dict[str, Refused] = field(default_factory=dict)
    scores: dict[str, Counter[int]] = field(default_factory=dict)
    """Of what is new, by the id of the survey."""
    first_on: str | None = None
    last_on: str | None = None

    @property
    def refused_rows(self) -> int:
        return sum(each.count for each in self.refused.values())

    @property
    def fresh(self) -> int:
        return sum(counts.total() for counts in self.scores.values())

    def refuse(self, line: int, fault: BadCell) -> None:
        """Count a row that cannot be taken."""
        refused = self.refused.setdefault(f"{fault.column}: {fault.why}", Refused())
        refused.count += 1
        if len(refused.lines) < FIRST_LINES:
            refused.lines.append(f"line {line}: {fault.value[:LONGEST_VALUE]!r}")

    def add(self, new: NewRating) -> None:
        """Count a rating that is new here."""
        self.scores.setdefault(new.survey_id, Counter())[new.score] += 1
        self.first_on = min(self.first_on or new.rated_on, new.rated_on)
        self.last_on = max(self.last_on or new.rated_on, new.rated_on)


def report_lines(
    report: ImportReport, surveys: dict[str, Survey], unknown: Counter[str], *, verb: str
) -> Iterator[str]:
    """Say what was found, a line each; `verb` is what becomes of what is new; surveys are by id."""
    yield f"{report.read} rows read"
    yield f"{report.fresh} {verb}"
    yield f"{report.repeats} repeats, which are kept once"
    yield f"{report.unanswered} without an answer"
    yield f"{report.refused_rows} refused"
    if report.first_on and report.last_on:
        yield f"from {report.first_on} to {report.last_on}"
    for survey_id, counts in report.scores.items():
        yield from _score_lines(surveys[survey_id], counts)
    if unknown:
        yield f"agents not known here; add them by these keys, and the ratings are theirs: {_named(unknown)}"
    for reason, refused in report.refused.items():
        yield f"refused, {refused.count}: {reason}"
        yield from (f"  {line}" for line in refused.lines)


def _score_lines(survey: Survey, counts: Counter[int]) -> Iterator[str]:
    scale = [*survey.bands]
    found = ", ".join(f"{score}: {counts[score]}" for score in scale)
    yield f"scores on {survey.slug} ({scale[0]} to {scale[-1]}): {found}"
    if max(counts) < survey.scale:
        yield (
            f"  none is above {max(counts)}: if it was asked on another scale, the survey is not {survey.slug}"
        )


def _named(unknown: Counter[str]) -> str:
    shown = [f"{name} ({count})" for name, count in unknown.most_common(MOST_NAMES)]
    more = len(unknown) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")
