"""The values that stand in the query of an address, as they are declared to programs."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from server.api.operation import Parameter
from server.core.bands import Band, Metric
from server.core.ratings import Source, State

_PLAIN: Final[dict[str, object]] = {
    "type": "string",
    "pattern": r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$",
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
AGENT: Final = text("agent", "The key of an agent.")
PERIOD: Final = (
    Parameter(
        "period",
        "Such as 30d, last month, 2026-10 or today; instead of from and to.",
        _PLAIN | {"examples": ["30d"]},
    ),
    Parameter("from", "The first day, in the company's time zone.", _DAY),
    Parameter("to", "The last day, which is included.", _DAY),
)
RATINGS: Final = (
    SURVEY,
    AGENT,
    text("team", "The team that helped."),
    one_of("source", Source, "Where a rating came from."),
    text("language", "The language a customer was asked in."),
    one_of("band", Band, "What a score counts as."),
    one_of("state", State, "Whether a rating counts."),
    text("conversation", "The conversation it is about."),
    text("customer", "The id or e-mail address of a customer."),
    text("q", "A part of the comment, in small or capital letters."),
    Parameter(
        "attributes",
        "attribute.KEY=VALUE, up to three.",
        {
            "type": "object",
            "propertyNames": {"pattern": r"^attribute\.[a-z]{1,64}$"},
            "additionalProperties": _PLAIN,
            "maxProperties": 3,
        },
    ),
    *PERIOD,
)
SCORES: Final = (
    SURVEY,
    one_of("metric", Metric, "All surveys of a metric, their answers pooled; instead of survey."),
    AGENT,
    one_of("by", ["agent"], "What the groups are."),
    *PERIOD,
)
