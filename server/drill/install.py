"""The installation that the drill is played against, seen from outside, through its API."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
)

from server.drill.stage import Ask

SURVEY: Final = "drill"
SCALE: Final = range(1, 6)
TRIES: Final = 12
"""A running server asks a survey that was just put within a second."""


class CannotDrill(Exception):
    """The drill cannot be held there; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Told:
    """A rating as the API tells it."""

    id: str
    conversation: str
    state: str
    score: int
    reason: str


@dataclass(frozen=True, slots=True)
class Install:
    """An address, and a key of scope write."""

    web: ClientSession
    address: str
    key: str

    async def ask(self, conversation: str) -> Ask:
        """Make an ask and return its links. Raises `CannotDrill`."""
        body = {"survey": SURVEY, "conversation": conversation}
        said = await self._call("POST", "/asks", json=body)
        links = {int(score): url for score, url in said["links"].items()}
        if not said["rehearsal"] or sorted(links) != list(SCALE):
            raise CannotDrill(
                f"the survey {SURVEY!r} there is not the drill's: it needs rehearsal = true and five scores"
            )
        return Ask(said["url"], links, said["trap"], said["html"])

    async def first_ask(self, conversation: str) -> Ask:
        """Make an ask as soon as the survey is asked there."""
        for _ in range(TRIES):
            try:
                return await self.ask(conversation)
            except UnknownSurvey:
                await asyncio.sleep(0.25)
        raise CannotDrill(
            f"there is no survey {SURVEY!r} at {self.address}: run `paldies drill` once where it is"
            " installed, which makes it"
        )

    async def ratings(self, run: str) -> dict[str, list[Told]]:
        """Return the ratings of conversations that begin with `run`, by conversation."""
        # Newest first: what was just played is on the first page.
        page = await self._call("GET", "/ratings", params={"survey": SURVEY, "limit": "500"})
        found: dict[str, list[Told]] = {}
        for told in map(_told, page["items"]):
            if told.conversation.startswith(run):
                found.setdefault(told.conversation, []).append(told)
        return found

    async def withdraw(self, rating: Told) -> None:
        """Let a rating count nowhere."""
        await self._call("PATCH", f"/ratings/{rating.id}", json={"state": "withdrawn"})

    async def _call(self, method: str, path: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401  aiohttp's own
        url = f"{self.address}/api/v1{path}"
        headers = {"Authorization": f"Bearer {self.key}"}
        try:
            async with self.web.request(method, url, headers=headers, **more) as answer:
                await _check(answer, url)
                said: dict[str, Any] = await answer.json()
                return said
        except TimeoutError:
            raise CannotDrill(f"{url} did not answer in time") from None
        except ClientConnectorError:
            raise CannotDrill(
                f"nothing answers at {self.address}: is `paldies serve` running?"
            ) from None
        except (ClientError, ValueError) as error:
            raise CannotDrill(f"{url}: {error}") from None


class UnknownSurvey(CannotDrill):
    """The installation does not ask the drill's survey."""


def open_web() -> ClientSession:
    """Return what everybody without a browser speaks HTTP with; nothing is remembered between requests."""
    return ClientSession(cookie_jar=DummyCookieJar(), timeout=ClientTimeout(total=30))


async def demo_key(web: ClientSession, address: str) -> str | None:
    """Return the key that a demo gives to whoever asks; `None` from any other installation."""
    try:
        async with web.get(f"{address}/demo/key") as answer:
            said = await answer.json() if answer.status == 200 else {}
    except (ClientError, TimeoutError):
        raise CannotDrill(f"nothing answers at {address}: is `paldies serve` running?") from None
    key: str | None = said.get("key")
    return key


async def _check(answer: ClientResponse, url: str) -> None:
    if answer.ok:
        return
    problem = await _problem(answer)
    said = f"{url} answered {answer.status}: {problem.get('detail', answer.reason)}"
    if answer.status == 404 and problem.get("field") == "survey":
        raise UnknownSurvey(said)
    raise CannotDrill(said)


async def _problem(answer: ClientResponse) -> Mapping[str, Any]:
    try:
        said = await answer.json(content_type=None)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _told(item: Mapping[str, Any]) -> Told:
    return Told(
        id=item["id"],
        conversation=item["conversation"] or "",
        state=item["state"],
        score=item["score"],
        reason=item["evidence"]["reason"],
    )
