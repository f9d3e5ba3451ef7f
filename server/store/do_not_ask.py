"""Customers who do not want to be asked again."""

from collections.abc import Iterator

from server.core.ratings import Customer
from server.store.steps import Steps, query


def add(customer: Customer, now: int) -> Steps[None]:
    """Never ask a customer again, by whichever name the next ask has."""
    for name in _names(customer):
        yield query("do_not_ask.add", customer=name, now=now)


def remove(customer: Customer) -> Steps[None]:
    """Ask a customer again."""
    for name in _names(customer):
        yield query("do_not_ask.remove", customer=name)


def has(customer: Customer) -> Steps[bool]:
    """Tell whether a customer is not to be asked."""
    for name in _names(customer):
        found = yield query("do_not_ask.has", customer=name)
        if found:
            return True
    return False


def _names(customer: Customer) -> Iterator[str]:
    if customer.id:
        yield f"id:{customer.id.casefold()}"
    if customer.email:
        yield f"email:{customer.email.casefold()}"
