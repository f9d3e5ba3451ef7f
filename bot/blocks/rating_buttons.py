"""What a person may do about a rating."""

from typing import Any

from bot.blocks.message import Block, actions, plain
from bot.ids import ActionId
from server.core.bands import Band
from server.core.follow_ups import FollowUp
from server.core.ratings import Rating, State


def rating_buttons(rating: Rating, follow_up: FollowUp, *, clipped: bool) -> list[Block]:
    """Return the block of buttons: none if a machine gave the rating; `clipped` offers all of it."""
    if rating.state is State.WITHDRAWN:
        return [actions(_button(ActionId.RATING_RESTORE, "Undo", rating.id))]
    if rating.state is not State.COUNTED:
        return []
    versioned = f"{rating.id}.{follow_up.version}"
    if follow_up.resolved is not None:
        return [actions(_button(ActionId.RATING_REOPEN, "Reopen", versioned))]
    show_all = [_button(ActionId.RATING_SHOW, "Show all", rating.id)] if clipped else []
    return [
        actions(
            _claim_button(rating)
            if follow_up.claimed is None
            else _button(ActionId.RATING_RELEASE, "Release", versioned),
            _button(ActionId.RATING_RESOLVE, "Resolve", rating.id),
            _button(ActionId.RATING_REPLY, "Reply", rating.id),
            *show_all,
            _withdraw_button(rating),
        )
    ]


def _claim_button(rating: Rating) -> Block:
    stands_out = {"style": "primary"} if rating.band is Band.NEGATIVE else {}
    return _button(ActionId.RATING_CLAIM, "Claim", rating.id, **stands_out)


def _withdraw_button(rating: Rating) -> Block:
    confirm = {
        "title": plain("Not a customer?"),
        "text": plain(
            "The rating stays here but no longer counts in any score. You can undo this."
        ),
        "confirm": plain("Do not count it"),
        "deny": plain("Cancel"),
    }
    return _button(ActionId.RATING_WITHDRAW, "Not a customer", rating.id, confirm=confirm)


def _button(action_id: ActionId, text: str, value: str, **more: Any) -> Block:  # noqa: ANN401  JSON
    return {
        "type": "button",
        "action_id": action_id.value,
        "text": plain(text),
        "value": value,
        **more,
    }
