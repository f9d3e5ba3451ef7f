"""A period as programs see it."""

from server.core.periods import Period


def period_json(period: Period) -> dict[str, str]:
    """Return its days, both included, and the time zone in which they begin."""
    return {
        "from": period.start_on.isoformat(),
        "to": period.last_on.isoformat(),
        "timezone": period.timezone,
    }
