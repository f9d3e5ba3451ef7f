"""What the installation knows about itself."""

from server.store.steps import Steps, query


def value(name: str) -> Steps[int | None]:
    """Return one of the installation's own numbers."""
    rows = yield query("meta.value", name=name)
    return rows[0]["value"] if rows else None


def put(name: str, number: int) -> Steps[None]:
    """Set one of them."""
    yield query("meta.put", name=name, value=number)
