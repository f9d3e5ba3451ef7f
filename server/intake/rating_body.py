"""The bodies that make and change a rating, as msgspec shapes: strict, and cheap on the fast path."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta, Struct

from server.core.answers import checked_answers
from server.core.problems import bad_field
from server.core.ratings import Said
from server.core.surveys import Survey

# Control characters say nothing and break terminals, logs and PostgreSQL; line breaks and tabs stay.
PLAIN = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]*$"

Name = Annotated[str, Meta(max_length=200, pattern=PLAIN)]
Comment = Annotated[str, Meta(max_length=10_000, pattern=PLAIN)]
Key = Annotated[str, Meta(min_length=1, max_length=64, pattern=PLAIN)]
Reasons = Annotated[list[Key], Meta(max_length=20)]
Answers = Annotated[dict[Key, str | int | list[str]], Meta(max_length=20)]
Attributes = Annotated[dict[Key, Name | int | float | bool], Meta(max_length=20)]


class CustomerBody(Struct, forbid_unknown_fields=True, frozen=True):
    """Who was helped."""

    id: Name | None = None
    email: Name | None = None
    name: Name | None = None


class RatingBody(Struct, forbid_unknown_fields=True, frozen=True):
    """`POST /api/v1/ratings`."""

    survey: str
    score: int
    request_id: UUID | None = None
    agent: Name | None = None
    team: Name | None = None
    conversation: Name | None = None
    customer: CustomerBody | None = None
    attributes: Attributes | None = None
    language: Annotated[str, Meta(max_length=35)] | None = None
    comment: Comment | None = None
    reasons: Reasons | None = None
    answers: Answers | None = None
    source: Literal["widget", "page"] | None = None
    context: Annotated[str, Meta(max_length=8_000)] | None = None


class ContextBody(Struct, frozen=True):
    """What a signed context may say; whatever else a token holds is for others."""

    agent: Name | None = None
    team: Name | None = None
    conversation: Name | None = None
    customer: CustomerBody | None = None
    attributes: Attributes | None = None


class RevisionBody(Struct, forbid_unknown_fields=True, frozen=True):
    """`POST /api/v1/ratings/{id}`."""

    edit_token: str
    score: int | None = None
    comment: Comment | None = None
    reasons: Reasons | None = None
    answers: Answers | None = None


RATING = msgspec.json.Decoder(RatingBody)
REVISION = msgspec.json.Decoder(RevisionBody)


NOTHING = Said()


def said(body: RatingBody | RevisionBody, survey: Survey) -> Said:
    """Return what was said beside the score; what the survey does not offer or ask is refused."""
    for position, reason in enumerate(body.reasons or ()):
        if reason not in survey.reason_keys:
            offered = ", ".join(sorted(survey.reason_keys)) or "none"
            raise bad_field(f"reasons[{position}]", f"this survey offers {offered}")
    if body.comment is None and body.reasons is None and body.answers is None:
        return NOTHING
    return Said(
        comment=None if body.comment is None else body.comment.strip(),
        reasons=None if body.reasons is None else tuple(dict.fromkeys(body.reasons)),
        answers=None
        if body.answers is None
        else checked_answers(body.answers, survey.document.questions),
    )


def check_score(score: int, survey: Survey) -> None:
    """Refuse a score that is not on the survey's scale."""
    if score not in survey.bands:
        scores = list(survey.bands)
        raise bad_field(
            "score", f"{survey.slug} takes whole numbers from {scores[0]} to {scores[-1]}"
        )
