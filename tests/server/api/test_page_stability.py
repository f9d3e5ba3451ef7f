"""Pages of ratings are walked while ratings arrive, change and are withdrawn."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Client
from tests.server.api.asking import Json, get, rate, revise, send

ACTIONS = st.tuples(
    st.sampled_from(["arrive", "change", "withdraw", "restore"]), st.integers(0, 99)
)
EXAMPLES = itertools.count()


@dataclass(slots=True)
class Company:
    """The ratings of one agent, as they were given."""

    client: Client
    agent: str
    given: list[Json] = field(default_factory=list)
    touched: set[str] = field(default_factory=set)
    """Those that were withdrawn or brought back."""

    async def act(self, action: str, which: int) -> None:
        rating = self.given[which % len(self.given)]
        match action:
            case "arrive":
                await self.arrive()
            case "change":
                await revise(self.client, rating, score=which % 5 + 1, comment="changed")
            case _:
                state = "withdrawn" if action == "withdraw" else "counted"
                await send(
                    self.client, "PATCH", f"/api/v1/ratings/{rating['id']}", {"state": state}
                )
                self.touched.add(rating["id"])

    async def arrive(self) -> None:
        status, rating = await rate(self.client, survey="csat", score=5, agent=self.agent)
        assert status == 201
        self.given.append(rating)

    async def walk(
        self, query: str, limit: int, between: Sequence[Sequence[tuple[str, int]]]
    ) -> list[str]:
        """Return the ids of all pages; things happen between each and the next."""
        seen: list[str] = []
        path = f"/api/v1/ratings?agent={self.agent}&limit={limit}{query}"
        after = ""
        for actions in itertools.chain(between, itertools.repeat([])):
            status, page = await get(self.client, path + after)
            assert status == 200
            assert len(page["items"]) <= limit
            seen += [item["id"] for item in page["items"]]
            if page["next"] is None:
                return seen
            after = f"&after={page['next']}"
            for action in actions:
                await self.act(*action)
        raise AssertionError


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.integers(1, 9),
    st.integers(1, 4),
    st.sampled_from(["", "&state=counted"]),
    st.lists(st.lists(ACTIONS, max_size=3), max_size=6),
)
async def test_it_shows_each_rating_once_whatever_happens_meanwhile(
    client: Client, many: int, limit: int, query: str, between: list[list[tuple[str, int]]]
) -> None:
    company = Company(client, f"agent-{next(EXAMPLES)}")
    for _ in range(many):
        await company.arrive()
    first = [rating["id"] for rating in company.given]
    seen = await company.walk(query, limit, between)
    assert seen == sorted(set(seen), reverse=True)
    assert set(seen) <= set(first)
    undisturbed = set(first) - company.touched if query else set(first)
    assert undisturbed <= set(seen)
