"""Ids: UUIDv7, whose order is the order of making."""

import uuid_utils


def new_id() -> str:
    """Return a new id (RFC 9562), 36 characters."""
    return str(uuid_utils.uuid7())
