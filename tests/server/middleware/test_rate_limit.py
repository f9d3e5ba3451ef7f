from http import HTTPStatus

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from server.core.problems import Problem
from server.middleware.client_address import ClientAddress, parse_networks
from server.middleware.rate_limit import DAY_SECONDS, RateLimit
from tests.conftest import StartApp
from tests.server.api.asking import kept

CLICK = {"survey": "csat", "score": 5}


async def send(start: StartApp, limit: str, *clients: str, trusted: str = "127.0.0.1") -> list[int]:
    """Rate once for each client in turn, through a proxy; return the statuses."""
    client = await start(PALDIES_RATE_LIMIT=limit, PALDIES_TRUSTED_PROXIES=trusted)
    statuses = []
    for address in clients:
        headers = {"X-Forwarded-For": address}
        async with client.post("/api/v1/ratings", json=CLICK, headers=headers) as response:
            statuses.append(response.status)
    assert len(await kept(client)) == statuses.count(HTTPStatus.CREATED)
    return statuses


async def test_it_tells_two_clients_behind_a_proxy_apart(start_app: StartApp) -> None:
    both = ["192.0.2.1", "192.0.2.2"]
    assert await send(start_app, "2/hour", *both, *both, *both) == [201] * 4 + [429] * 2


async def test_it_takes_one_client_for_one_however_it_is_written(start_app: StartApp) -> None:
    ways = ["192.0.2.1", "192.0.2.1:51234", "::ffff:192.0.2.1"]
    assert await send(start_app, "1/hour", *ways) == [201, 429, 429]


async def test_it_believes_nobody_else_who_they_are(start_app: StartApp) -> None:
    lies = ["192.0.2.1", "192.0.2.2"]
    assert await send(start_app, "1/hour", *lies, trusted="10.0.0.1") == [201, 429]


async def test_it_lives_through_an_address_that_is_no_text(start_app: StartApp) -> None:
    assert await send(start_app, "1/hour", "\udcff", "\udcff", "õ") == [201, 429, 201]


async def test_it_says_when_to_try_again(start_app: StartApp) -> None:
    client = await start_app(PALDIES_RATE_LIMIT="1/hour")
    async with client.post("/api/v1/ratings", json=CLICK) as response:
        assert response.status == HTTPStatus.CREATED
    async with client.post("/api/v1/ratings", json=CLICK) as response:
        problem = await response.json(content_type="application/problem+json")
    assert response.status == HTTPStatus.TOO_MANY_REQUESTS
    wait = int(response.headers["Retry-After"])
    assert 0 < wait <= 2 * 3600
    assert f"try again in {wait} s" in problem["detail"]


async def test_it_does_not_count_asking(start_app: StartApp) -> None:
    client = await start_app(PALDIES_RATE_LIMIT="1/hour")
    for _ in range(3):
        async with client.get("/api/v1/surveys/csat/widget") as response:
            assert response.status == HTTPStatus.OK


class Wall:
    """A clock on the wall, in seconds."""

    def __init__(self) -> None:
        self.seconds = 20_000.0 * DAY_SECONDS

    def __call__(self) -> float:
        return self.seconds


async def through(limit: RateLimit) -> bool:
    """Tell whether one request from our one client gets through."""

    async def handler(request: web.Request) -> web.StreamResponse:
        return web.Response()

    request = make_mocked_request("POST", "/").clone(remote="192.0.2.1")
    try:
        await limit(handler)(request)
    except Problem as problem:
        return problem.status != HTTPStatus.TOO_MANY_REQUESTS
    return True


@pytest.mark.parametrize(
    ("later", "known"), [(0, True), (DAY_SECONDS - 1, True), (DAY_SECONDS, False)]
)
async def test_it_forgets_at_midnight_who_a_hash_was(later: float, known: bool) -> None:
    wall = Wall()
    limit = RateLimit("1/month", ClientAddress(parse_networks([])), wall)
    assert await through(limit)
    wall.seconds += later
    assert await through(limit) is not known
