"""Ids: UUIDv7, whose order is the order of making."""

import uuid_utils


def new_id() -> str:
    """Return a new id (RFC 9562), 36 characters."""
    return str(uuid_utils.uuid7())


def first_id(instant: int) -> str:
    """Return what no id that is made from an instant on (milliseconds) comes before: the first half of such an id."""
    stamp = f"{max(0, instant):012x}"
    return f"{stamp[:8]}-{stamp[8:]}"
