"""The database is not to be had: not reached, locked, full or broken."""


class Unavailable(RuntimeError):
    """What was asked has not been done, and trying it again at once would not help."""
