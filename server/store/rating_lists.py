"""Ratings as the team reads them: each with what was done about it and where its card is."""

from collections.abc import Sequence
from typing import NamedTuple

from server.core.follow_ups import FollowUp
from server.core.ratings import Rating
from server.store import deliveries, follow_ups, rating_pages
from server.store.rating_pages import RatingFilter
from server.store.steps import Steps


class Listed(NamedTuple):
    """A rating, its follow-up, and the message that stands for it in one destination, if there is one."""

    rating: Rating
    follow_up: FollowUp
    message: str | None = None


def newest(
    wanted: Sequence[RatingFilter], destination: str | None, *, most: int
) -> Steps[list[Listed]]:
    """Return the latest ratings that any of the filters takes, with their messages in `destination`."""
    found: list[Rating] = []
    for each in wanted:
        found += yield from rating_pages.newest(each, before=None, most=most)
    latest = sorted(found, key=lambda rating: rating.id, reverse=True)[:most]
    return (yield from with_follow_ups(latest, destination))


def with_follow_ups(ratings: Sequence[Rating], destination: str | None) -> Steps[list[Listed]]:
    """Add to ratings what was done about them and where their messages are."""
    listed = []
    for rating in ratings:
        follow_up = yield from follow_ups.get(rating.id)
        delivery = None
        if destination is not None:
            delivery = yield from deliveries.get(rating.id, destination)
        listed.append(Listed(rating, follow_up, delivery.message if delivery else None))
    return listed
