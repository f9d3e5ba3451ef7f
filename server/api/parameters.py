"""The values that stand in the query of an address, as they are declared to programs."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from server.api.operation import Parameter
from server.api.rating_filter import ANY
from server.core.bands import Band, Metric
from server.core.ratings import Source, State
from server.core.score_filter import Grouping
from server.store.rating_pages import MOST_ATTRIBUTES

_PLAIN: Final[dict[str, object]] = {
    "type": "string",
    "pattern": r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$",
}
_ATTRIBUTES: Final = {
    "type": "object",
    "propertyNames": {"pattern": r"^attribute\.[a-z]{1,64}$"},
    "additionalProperties": _PLAIN,
    "maxProperties": MOST_ATTRIBUTES,
}
_GROUPING: Final = rf"({'|'.join(Grouping)}|attribute\.[^,\x00-\x1f]+)"
_BY: Final = {
    "type": "string",
    "pattern": rf"^{_GROUPING}(,{_GROUPING})?$",
    "examples": ["agent", "team,month"],
}
_DAY: Final = {"type": "string", "format": "date"}


def one_of(name: str, words: Iterable[str], description: str) -> Parameter:
    """Declare a value that is one of several words."""
    return Parameter(name, description, {"type": "string", "enum": [*words]})


def whole(name: str, low: int, high: int, description: str) -> Parameter:
    """Declare a whole number."""
    return Parameter(name, description, {"type": "integer", "minimum": low, "maximum": high})


def text(name: str, description: str) -> Parameter:
    """Declare a text of one line."""
    return Parameter(name, description, _PLAIN)


SURVEY: Final = Parameter("survey", "The slug of a survey.", _PLAIN | {"examples": ["csat"]})
NEEDED_SURVEY: Final = replace(SURVEY, is_required=True)
PERIOD: Final = (
    Parameter(
        "period",
        "Such as 30d, last month, 2026-10 or today; instead of from and to.",
        _PLAIN | {"examples": ["30d"]},
    ),
    Parameter("from", "The first day, in the company's time zone.", _DAY),
    Parameter("to", "The last day, which is included.", _DAY),
)
FILTERS: Final = (
    text("agent", "The key of an agent."),
    text("team", "The team that helped."),
    one_of("source", Source, "Where a rating came from."),
    text("language", "The language a customer was asked in."),
    one_of("band", Band, "What a score counts as."),
    Parameter("attributes", "attribute.KEY=VALUE, several times.", _ATTRIBUTES),
)
RATINGS: Final = (
    SURVEY,
    *FILTERS,
    one_of("state", [*State, ANY], "Whether a rating counts."),
    text("conversation", "The conversation it is about."),
    text("customer", "The id or e-mail address of a customer."),
    text("q", "A part of the comment, in small or capital letters."),
    *PERIOD,
)
SCORES: Final = (
    SURVEY,
    one_of("metric", Metric, "All surveys of a metric, their answers pooled; instead of survey."),
    *FILTERS,
    Parameter("by", "What the groups are: one thing, or two with a comma.", _BY),
    text("versus", "Another period to compare with, in the words of period."),
    *PERIOD,
)
