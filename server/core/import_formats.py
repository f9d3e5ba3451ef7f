"""The files that other products export, as data: which column holds what, under the names that each gives it.

Names are compared as `plain_name` writes them. What the vendors call their columns is only partly documented, so each
field knows several names, and `paldies import --map` names any other.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final, TypeAlias


class Field(StrEnum):
    """What a column may hold."""

    ID = "id"
    SURVEY = "survey"
    METRIC = "metric"
    SCALE = "scale"
    SCORE = "score"
    STATE = "state"
    CREATED_AT = "created_at"
    AGENT = "agent"
    AGENT_EMAIL = "agent_email"
    TEAM = "team"
    CUSTOMER_ID = "customer_id"
    CUSTOMER_EMAIL = "customer_email"
    CUSTOMER_NAME = "customer_name"
    CONVERSATION = "conversation"
    LANGUAGE = "language"
    COMMENT = "comment"
    REASONS = "reasons"
    ANSWERS = "answers"
    ATTRIBUTES = "attributes"
    EVIDENCE_LEVEL = "evidence_level"
    EVIDENCE_REASON = "evidence_reason"


Words: TypeAlias = Mapping[int, Mapping[str, int]]
"""By the scale of a survey, what a word or a face is as a score."""

FACES: Final[Words] = MappingProxyType(
    {
        # Five faces: those of Chatwoot, then those of Intercom.
        5: {"😞": 1, "😑": 2, "😐": 3, "😀": 4, "😍": 5, "😠": 1, "🙁": 2, "😃": 4, "🤩": 5}
    }
)


@dataclass(frozen=True, slots=True)
class ImportFormat:
    """What a product's file is like."""

    key: str
    name: str
    marks: tuple[frozenset[str], ...]
    """Columns that tell the product: a file is its when it has all of one of these sets."""
    columns: Mapping[Field, tuple[str, ...]]
    """The names that a field is known by, the best first."""
    attributes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The names of columns that become attributes of a rating, by the key of the attribute."""
    identity: tuple[Field, ...] = (Field.ID,)
    """What tells one answer from every other. A row that lacks it is told by all its cells."""
    words: Words = field(default_factory=dict)
    scales: Mapping[str, int] = field(default_factory=dict)
    """Columns whose scores are out of so many, whatever was asked."""
    unanswered: frozenset[str] = frozenset()
    """What stands in place of a score where the customer was asked and did not answer."""
    is_defused: bool = False
    """Cells that a spreadsheet would take for formulas begin with an apostrophe that is not theirs."""


# Source: https://support.nicereply.com/article/350-what-is-legacy-score and 389-removing-legacy-score: the export has
# `score`, out of the choices there were, and until 2023 `legacy score`, always out of 10. The other names are those
# of its API (a rating's id, score, from, comment, created_at, ticket, customer, user, survey).
NICEREPLY: Final = ImportFormat(
    key="nicereply",
    name="Nicereply",
    marks=(
        frozenset({"legacy score"}),
        frozenset({"score", "from", "ticket"}),
        frozenset({"score", "ticket", "customer", "user"}),
    ),
    columns={
        Field.ID: ("id", "rating id"),
        Field.SCORE: ("score", "rating", "legacy score"),
        Field.CREATED_AT: ("created at", "date", "created", "rated at", "time"),
        Field.AGENT: ("user", "agent", "user name", "agent name", "username"),
        Field.AGENT_EMAIL: ("user email", "agent email"),
        Field.TEAM: ("team", "team name", "department"),
        Field.CUSTOMER_EMAIL: ("customer email", "from", "email"),
        Field.CUSTOMER_NAME: ("customer", "customer name"),
        Field.CONVERSATION: ("ticket", "ticket id", "ticket number"),
        Field.LANGUAGE: ("language",),
        Field.COMMENT: ("comment", "feedback"),
    },
    scales={"legacy score": 10},
)

# Source: the API, https://app.delighted.com/docs/api/listing-survey-responses (id, person, survey_type, score,
# comment, permalink, created_at). What its CSV calls them is not documented; names with the object before them, such as
# `Response Score` and `Person Email`, are likely.
DELIGHTED: Final = ImportFormat(
    key="delighted",
    name="Delighted",
    marks=(
        frozenset({"response score"}),
        frozenset({"survey type", "score", "permalink"}),
        frozenset({"person email", "score"}),
    ),
    columns={
        Field.ID: (
            *("survey response id", "response id", "id"),
            *("response permalink", "permalink"),
        ),
        Field.METRIC: ("survey type",),
        Field.SCORE: ("response score", "score"),
        Field.CREATED_AT: ("response created at", "response time", "created at"),
        Field.AGENT: ("agent", "agent name", "property agent"),
        Field.AGENT_EMAIL: ("agent email",),
        Field.TEAM: ("team", "property team"),
        Field.CUSTOMER_ID: ("person id", "person"),
        Field.CUSTOMER_EMAIL: ("person email", "email"),
        Field.CUSTOMER_NAME: ("person name", "name"),
        Field.CONVERSATION: ("ticket id", "conversation", "property ticket id"),
        Field.LANGUAGE: ("person locale", "locale", "language"),
        Field.COMMENT: ("response comment", "comment"),
    },
)

# Source: https://developer.zendesk.com/api-reference/ticketing/ticket-management/satisfaction_ratings/ (id, score,
# comment, reason, created_at, assignee_id, group_id, requester_id, ticket_id; a score is good or bad, or offered or
# unoffered where nobody answered), and the columns of an exported list of tickets.
ZENDESK: Final = ImportFormat(
    key="zendesk",
    name="Zendesk",
    marks=(
        frozenset({"satisfaction score"}),
        frozenset({"satisfaction rating"}),
        frozenset({"score", "ticket id", "assignee id"}),
        frozenset({"score", "ticket id", "requester id"}),
    ),
    columns={
        Field.ID: ("id",),
        Field.SCORE: ("satisfaction score", "satisfaction rating", "score"),
        Field.CREATED_AT: ("created at", "satisfaction date", "rated at", "updated at"),
        Field.AGENT: ("assignee", "assignee name", "assignee id"),
        Field.AGENT_EMAIL: ("assignee email",),
        Field.TEAM: ("group", "group name", "group id"),
        Field.CUSTOMER_ID: ("requester id",),
        Field.CUSTOMER_EMAIL: ("requester email",),
        Field.CUSTOMER_NAME: ("requester", "requester name"),
        Field.CONVERSATION: ("ticket id", "ticket", "id"),
        Field.LANGUAGE: ("requester language", "locale"),
        Field.COMMENT: ("comment", "satisfaction comment"),
    },
    attributes={"reason": ("reason", "satisfaction reason")},
    words={2: {"bad": 1, "good": 2}},
    unanswered=frozenset({"offered", "unoffered", "not offered"}),
)

# Source: app/views/api/v1/accounts/csat_survey_responses/download.csv.erb of chatwoot/chatwoot: these columns, the
# agent as `Name (e-mail)`, a link to the conversation, times as `2026-11-22 08:30:00 UTC`, and the period at the end.
CHATWOOT: Final = ImportFormat(
    key="chatwoot",
    name="Chatwoot",
    marks=(
        frozenset({"rating", "link to the conversation"}),
        frozenset({"rating", "contact email address"}),
    ),
    columns={
        Field.SCORE: ("rating",),
        Field.CREATED_AT: ("recorded at", "recorded date", "recorded on"),
        Field.AGENT: ("agent name", "assigned agent", "agent"),
        Field.CUSTOMER_EMAIL: ("contact email address", "contact email"),
        Field.CUSTOMER_NAME: ("contact name",),
        Field.CONVERSATION: ("link to the conversation", "conversation link"),
        Field.COMMENT: ("feedback", "feedback comment", "feedback message"),
    },
    identity=(Field.CONVERSATION, Field.CREATED_AT),
    words=FACES,
)

# `paldies export --format csv`, see server/core/rating_csv.py.
PALDIES: Final = ImportFormat(
    key="paldies",
    name="Paldies",
    marks=(frozenset({"survey", "score", "evidence level"}),),
    columns={each: (each.value.replace("_", " "),) for each in Field},
    words=FACES,
    is_defused=True,
)

FORMATS: Final = MappingProxyType(
    {each.key: each for each in (NICEREPLY, DELIGHTED, ZENDESK, CHATWOOT, PALDIES)}
)

_BETWEEN_WORDS = re.compile(r"[\W_]+")


def plain_name(name: str) -> str:
    """Return a column's name in small letters with single spaces: `Response_Created-At` is `response created at`."""
    return _BETWEEN_WORDS.sub(" ", name.casefold()).strip()
