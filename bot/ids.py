"""The names by which Slack and the bot know the same thing."""

from enum import StrEnum

SLACK_LANE = "slack:"
"""A destination is `slack:` and the id of a channel."""

RATING_EVENT = "paldies_rating"
"""The `event_type` in the metadata of a card."""

DIGEST_EVENT = "paldies_digest"
"""The same of a digest."""


class CommandName(StrEnum):
    SCORES = "/scores"


class ActionId(StrEnum):
    RATING_WITHDRAW = "rating_withdraw"
    RATING_RESTORE = "rating_restore"
    DIGEST_UNFOLD = "digest_unfold"
