"""A rating as programs see it."""

from server.core.instants import rfc3339
from server.core.ratings import Customer, Rating


def rating_json(rating: Rating) -> dict[str, object]:
    """Return the JSON shape of one rating; `scale` is its highest score."""
    return {
        "id": rating.id,
        "survey": rating.survey,
        "metric": rating.metric,
        "score": rating.score,
        "scale": rating.scale,
        "band": rating.band,
        "state": rating.state,
        "agent": _agent(rating),
        "team": rating.team,
        "customer": _customer(rating.customer),
        "conversation": rating.conversation,
        "source": rating.source,
        "language": rating.language,
        "comment": rating.comment,
        "reasons": rating.reasons,
        "answers": rating.answers,
        "attributes": rating.attributes,
        "evidence": {"level": rating.evidence.level, "reason": rating.evidence.reason},
        "created_at": rfc3339(rating.created_at),
        "updated_at": rfc3339(rating.updated_at),
    }


def _agent(rating: Rating) -> dict[str, str] | None:
    if rating.agent_key is None:
        return None
    # Until an agent of that key is added, the name is the one that the rating gave.
    return {"key": rating.agent_key, "name": rating.agent_name or rating.agent_key}


def _customer(customer: Customer) -> dict[str, str | None] | None:
    if not customer:
        return None
    return {"id": customer.id, "email": customer.email, "name": customer.name}
