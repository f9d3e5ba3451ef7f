"""The names by which Slack and the bot know the same thing."""

import re
from enum import StrEnum
from typing import Final

SLACK_LANE = "slack:"
"""A destination is `slack:` and the id of a channel."""

RATING_EVENT = "paldies_rating"
"""The `event_type` in the metadata of a card and of the notes in its thread."""

SLACK_PERSON: Final = re.compile(r"[UW][A-Z0-9]{2,40}")
"""The id of somebody in Slack."""

SLACK_CHANNEL: Final = re.compile(r"[CGD][A-Z0-9]{2,}")
"""The id of a channel."""

DIGEST_EVENT = "paldies_digest"
"""The same of a digest."""


class CommandName(StrEnum):
    SCORES = "/scores"


class ActionId(StrEnum):
    RATING_CLAIM = "rating_claim"
    RATING_RELEASE = "rating_release"
    RATING_RESOLVE = "rating_resolve"
    RATING_REOPEN = "rating_reopen"
    RATING_REPLY = "rating_reply"
    RATING_SHOW = "rating_show"
    RATING_WITHDRAW = "rating_withdraw"
    RATING_RESTORE = "rating_restore"
    DIGEST_UNFOLD = "digest_unfold"
    ANSWER_SHARE = "answer_share"
    JOBS_REPLAY = "jobs_replay"


class EventName(StrEnum):
    """What of the workspace the app is told of."""

    HOME_OPENED = "app_home_opened"
    LINK_SHARED = "link_shared"


class ViewId(StrEnum):
    """The `callback_id` of a modal that is sent off."""

    REPLY = "reply"
