"""Customers who rate over real HTTP while the server dies and comes back, and note what was acknowledged."""

import asyncio
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector

PATIENCE = ClientTimeout(total=20)
TRY_AGAIN_SECONDS = 0.02


@dataclass(slots=True)
class Visit:
    """One customer's doing, and what the server has acknowledged of it."""

    name: str
    """Kept in the rating's attributes, so that its rating is found."""
    scores: list[int]
    """More than one: answers about the same conversation, of which the last counts."""
    has_request_id: bool = True
    is_impatient: bool = False
    """Clicks twice: the same request at once on two connections."""
    comment: str | None = None

    rating_ids: set[str] = field(default_factory=set)
    score: int | None = None
    request_ids: list[str] = field(default_factory=list)
    is_commented: bool = False

    def body(self, score: int) -> dict[str, Any]:
        body: dict[str, Any] = {"survey": "csat", "score": score, "agent": "mari"}
        body["attributes"] = {"visit": self.name}
        if len(self.scores) > 1:
            body["conversation"] = f"C-{self.name}"
        if self.has_request_id:
            body["request_id"] = str(uuid.uuid4())
        return body

    def learn(self, answer: dict[str, Any], request_id: str | None) -> None:
        self.rating_ids.add(answer["id"])
        self.score = answer["score"]
        if request_id is not None:
            self.request_ids.append(request_id)


class Customers:
    """Sends visits on several connections until told to stop; each ends what it has begun."""

    def __init__(self, url: str, random: Random, *, connections: int, per_second: float) -> None:
        self._url = f"{url}/api/v1/ratings"
        self._random = random
        self._connections = connections
        self._pause = connections / per_second
        self._stopping = False
        self._heard: asyncio.Event = asyncio.Event()
        self.visits: list[Visit] = []
        self.refused: list[str] = []
        """Answers that no customer should get."""
        self.lost = 0
        """Requests whose connection was refused or broke."""

    @property
    def acknowledged(self) -> list[Visit]:
        return [visit for visit in self.visits if visit.rating_ids]

    async def run(self) -> None:
        """Rate until `stop`."""
        connector = TCPConnector(limit=0)
        async with ClientSession(connector=connector, timeout=PATIENCE) as session:
            await asyncio.gather(*(self._keep_visiting(session) for _ in range(self._connections)))

    def stop(self) -> None:
        self._stopping = True

    async def heard(self, within: float = 60) -> None:
        """Return at the next acknowledgement; raise TimeoutError."""
        self._heard.clear()
        async with asyncio.timeout(within):
            await self._heard.wait()

    async def _keep_visiting(self, session: ClientSession) -> None:
        while not self._stopping:
            visit = self._new_visit()
            self.visits.append(visit)
            await self._rate(session, visit)
            await asyncio.sleep(self._random.uniform(0, 2 * self._pause))

    def _new_visit(self) -> Visit:
        name = f"visit-{len(self.visits)}"
        scores = [self._random.randint(1, 5) for _ in range(3)]
        comment = f"What {name} had to say"
        kinds: list[Callable[[], Visit]] = [
            lambda: Visit(name, scores[:1]),
            lambda: Visit(name, scores[:1], has_request_id=False),
            lambda: Visit(name, scores[:1], is_impatient=True),
            lambda: Visit(name, scores[:1], comment=comment),
            lambda: Visit(name, scores),
        ]
        return self._random.choice(kinds)()

    async def _rate(self, session: ClientSession, visit: Visit) -> None:
        answer: dict[str, Any] | None = None
        for score in visit.scores:
            body = visit.body(score)
            clicks = 2 if visit.is_impatient else 1
            answers = await asyncio.gather(
                *(self._post(session, self._url, body, visit) for _ in range(clicks))
            )
            for answer in answers:
                if answer is None:
                    return
                visit.learn(answer, body.get("request_id"))
        if answer is not None and visit.comment is not None:
            edit = {"edit_token": answer["edit_token"], "comment": visit.comment}
            said = await self._post(session, f"{self._url}/{answer['id']}", edit, visit)
            visit.is_commented = said is not None

    async def _post(
        self, session: ClientSession, url: str, body: dict[str, Any], visit: Visit
    ) -> dict[str, Any] | None:
        """Send until there is an answer; only once if a repeat could make a second rating."""
        while True:
            try:
                async with session.post(url, json=body) as response:
                    answer: dict[str, Any] = await response.json()
                    status = response.status
            except (ClientError, TimeoutError):
                self.lost += 1
                if not visit.has_request_id:
                    return None
                await asyncio.sleep(TRY_AGAIN_SECONDS)
                continue
            if status not in {200, 201}:
                self.refused.append(f"{visit.name}: {status} {answer.get('detail')}")
                return None
            self._heard.set()
            return answer
