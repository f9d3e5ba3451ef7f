"""A server of the rating contract that remembers what it was asked and can be told to misbehave."""

import asyncio
import json
import uuid
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any

from aiohttp import web

from tests.browser.survey_samples import SURVEYS, Survey

WIDGET = Path(__file__).parents[2] / "widget"
PATIENCE = 15
EDIT_UNTIL = "2030-01-01T00:00:00Z"

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Fault = Callable[[web.Request, Handler], Awaitable[web.StreamResponse]]


@dataclass
class Call:
    method: str
    path: str
    query: dict[str, str]
    content_type: str
    cookie: str | None
    body: dict[str, Any] | None


@dataclass
class RatingServer:
    """`calls` is every request under /api in order; `ratings` is what was stored, by request_id."""

    origin: str = ""
    calls: list[Call] = field(default_factory=list)
    ratings: dict[str, dict[str, Any]] = field(default_factory=dict)
    surveys: dict[str, Survey] = field(default_factory=lambda: dict(SURVEYS))
    faults: deque[Fault] = field(default_factory=deque)
    is_away: bool = False
    _news: asyncio.Condition = field(default_factory=asyncio.Condition)

    def build_app(self) -> web.Application:
        app = web.Application(middlewares=[self._record, self._allow_any_origin, self._misbehave])
        app.router.add_get("/widget.js", self._script)
        app.router.add_static("/source", WIDGET)
        app.router.add_get("/api/v1/surveys/{slug}/widget", self._survey)
        app.router.add_post("/api/v1/ratings", self._add)
        app.router.add_post("/api/v1/ratings/{id}", self._edit)
        return app

    def posts(self, path: str = "/api/v1/ratings") -> list[dict[str, Any]]:
        return [
            call.body or {} for call in self.calls if (call.method, call.path) == ("POST", path)
        ]

    @property
    def only_rating(self) -> dict[str, Any]:
        (rating,) = self.ratings.values()
        return rating

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait until a request, or its answer, has made `condition` true; of a rating that has not come it is not."""

        def holds() -> bool:
            try:
                return condition()
            except (LookupError, ValueError):
                return False

        async with asyncio.timeout(PATIENCE), self._news:
            await self._news.wait_for(holds)

    @web.middleware
    async def _record(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path.startswith("/api/"):
            text = await request.text()
            self.calls.append(
                Call(
                    request.method,
                    request.path,
                    dict(request.query),
                    request.content_type,
                    request.headers.get("Cookie"),
                    json.loads(text) if text else None,
                )
            )
            # An answer may be held back: whoever waits for the request sees it come.
            await self._tell()
        try:
            return await handler(request)
        finally:
            await self._tell()

    async def _tell(self) -> None:
        async with self._news:
            self._news.notify_all()

    @web.middleware
    async def _allow_any_origin(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        response = await handler(request)
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "Retry-After"
        return response

    @web.middleware
    async def _misbehave(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if not request.path.startswith("/api/"):
            return await handler(request)
        if self.is_away:
            return await cut(request, handler)
        if self.faults:
            return await self.faults.popleft()(request, handler)
        return await handler(request)

    async def _script(self, _: web.Request) -> web.StreamResponse:
        return web.FileResponse(WIDGET / "dist" / "widget.js")

    async def _survey(self, request: web.Request) -> web.StreamResponse:
        survey = self.surveys.get(request.match_info["slug"])
        if survey is None:
            return problem(HTTPStatus.NOT_FOUND, "There is no such survey")
        return web.json_response(survey)

    async def _add(self, request: web.Request) -> web.StreamResponse:
        body = json.loads(await request.text())
        known = self.ratings.get(body["request_id"])
        rating = known or {**body, "id": uuid.uuid4().hex}
        self.ratings[body["request_id"]] = rating
        choices = self.surveys[rating["survey"]]["choices"]
        band = next(choice["band"] for choice in choices if choice["score"] == rating["score"])
        answer = {key: rating[key] for key in ("id", "survey", "score")}
        answer |= {"band": band, "edit_token": f"t-{rating['id']}", "edit_until": EDIT_UNTIL}
        return web.json_response(answer, status=HTTPStatus.OK if known else HTTPStatus.CREATED)

    async def _edit(self, request: web.Request) -> web.StreamResponse:
        body = json.loads(await request.text())
        rating = next(r for r in self.ratings.values() if r["id"] == request.match_info["id"])
        if body.pop("edit_token") != f"t-{rating['id']}":
            return problem(HTTPStatus.FORBIDDEN, "That token is for another rating")
        rating.update(body)
        return web.json_response({key: rating[key] for key in ("id", "survey", "score")})


def problem(status: HTTPStatus, title: str, **headers: str) -> web.Response:
    return web.json_response(
        {"type": "about:blank", "title": title, "status": status},
        status=status,
        content_type="application/problem+json",
        headers=headers,
    )


def refuse(status: HTTPStatus, **headers: str) -> Fault:
    """Answers with a problem and does nothing. `Retry_After="1"` becomes a header."""

    async def fault(_: web.Request, __: Handler) -> web.StreamResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return problem(status, "Not now", **named)

    return fault


async def cut(request: web.Request, _: Handler) -> web.StreamResponse:
    """Hangs up without a word."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def cut_after_storing(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Does what was asked and hangs up before saying so."""
    await handler(request)
    return await cut(request, handler)


def hold(until: asyncio.Event) -> Fault:
    """Answers only when the event is set."""

    async def fault(request: web.Request, handler: Handler) -> web.StreamResponse:
        await until.wait()
        return await handler(request)

    return fault
