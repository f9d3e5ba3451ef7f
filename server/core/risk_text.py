"""Who is at risk, in plain English text for the terminal."""

from collections.abc import Sequence

from server.core.plain_text import printable
from server.core.risk import AtRisk, Recovery


def risk_text(found: Sequence[AtRisk], customers: int, recovered: Recovery) -> str:
    """Render who may leave, of how many customers, each with the reasons below the name."""
    who = "1 customer" if len(found) == 1 else f"{len(found):,} customers"
    heading = (
        f"{who} of {customers:,} may leave" if found else f"Nobody of {customers:,} is at risk"
    )
    return "\n".join([heading, *map(_one, found), "", recovery_text(recovered)])


def recovery_text(recovered: Recovery) -> str:
    """Render `Recovery: of 12 unhappy customers 5 have answered again, 4 of them not unhappy`."""
    if not recovered.unhappy:
        return "Recovery: nobody has been unhappy"
    return (
        f"Recovery: of {recovered.unhappy:,} who have been unhappy {recovered.again:,} have answered "
        f"again, and the last answer of {recovered.recovered:,} is not low"
    )


def _one(one: AtRisk) -> str:
    history = one.history
    name = f"{history.name} ({history.customer})" if history.name else history.customer
    value = "" if history.value is None else f", worth {history.value:,.12g}"
    reasons = "; ".join(one.reasons)
    return f"\n{printable(name)}{value}\n    {reasons}"
