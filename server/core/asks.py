"""An ask: one request to one customer to rate, with a personal link that has an end."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from server.core.agents import Agent
from server.core.instants import Instant
from server.core.links import Link, LinkKind, new_link_id
from server.core.ratings import Customer, Source
from server.core.surveys import Survey

DAY_MS = 86_400_000


class Channel(StrEnum):
    """How an ask goes to the customer."""

    EMAIL = "email"
    SMS = "sms"
    CHAT = "chat"
    LINK = "link"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """Whom to ask, and about whom and what."""

    channel: Channel = Channel.EMAIL
    agent_key: str | None = None
    team: str | None = None
    conversation: str | None = None
    customer: Customer = field(default_factory=Customer)
    attributes: Mapping[str, str | int | float | bool] = field(default_factory=dict)
    language: str | None = None

    def link(self, survey: Survey, agent: Agent | None, now: Instant, day: str) -> Link:
        """Return the personal link of an ask that is made now; the agent's team is kept as it is on this day."""
        return Link(
            id=new_link_id(),
            kind=LinkKind.ASK,
            survey_id=survey.id,
            source=Source.EMAIL if self.channel is Channel.EMAIL else Source.LINK,
            created_at=now,
            created_on=day,
            agent_key=self.agent_key,
            team=self.team or (agent.team if agent else None),
            conversation=self.conversation,
            customer=_comparable(self.customer),
            attributes=self.attributes,
            language=self.language,
            expires_at=now + survey.document.expiry_days * DAY_MS,
        )


def signature_link(
    survey: Survey, agent: Agent, language: str | None, now: Instant, day: str
) -> Link:
    """Return a link for an agent's signature; it has no end."""
    return Link(
        id=new_link_id(),
        kind=LinkKind.SIGNATURE,
        survey_id=survey.id,
        source=Source.SIGNATURE,
        created_at=now,
        created_on=day,
        agent_key=agent.key,
        language=language,
    )


def quiet_ms(survey: Survey) -> int:
    """Return for how long a customer who was asked is left in peace, in milliseconds."""
    return survey.document.ask_again_days * DAY_MS


def _comparable(customer: Customer) -> Customer:
    """Return a customer whose address is written so that the same one is found again."""
    email = customer.email.strip().casefold() if customer.email else None
    return Customer(customer.id, email or None, customer.name)
