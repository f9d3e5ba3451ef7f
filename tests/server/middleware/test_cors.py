import json

import pytest

from tests.conftest import Client, StartApp
from tests.server.api.asking import kept

CLICK = json.dumps({"survey": "csat", "score": 5})
SHOP = "https://shop.example"


async def click(client: Client, origin: str) -> tuple[int, dict[str, str]]:
    headers = {"Origin": origin, "Content-Type": "text/plain"}
    async with client.post("/api/v1/ratings", data=CLICK, headers=headers) as response:
        return response.status, dict(response.headers)


async def test_it_lets_every_site_rate_by_default(client: Client) -> None:
    status, headers = await click(client, SHOP)
    assert (status, headers["Access-Control-Allow-Origin"]) == (201, "*")
    assert "Access-Control-Allow-Credentials" not in headers


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        ("https://shop.example", True),
        ("https://www.shop.example", True),
        ("https://www.second.example", True),
        ("https://second.example", True),
        ("http://localhost:3000", True),
        ("http://shop.example", False),
        ("https://shop.example:8443", False),
        ("https://evil-shop.example", False),
        ("https://shop.example.evil.example", False),
        ("https://sub.shop.example", False),
        ("null", False),
        ("", False),
        ("https://[", False),
        ("shop.example", False),
    ],
)
async def test_it_knows_the_sites_that_are_named(
    start_app: StartApp, origin: str, allowed: bool
) -> None:
    named = f"{SHOP}, https://www.second.example,http://localhost:3000"
    client = await start_app(PALDIES_ALLOWED_ORIGINS=named)
    status, headers = await click(client, origin)
    if allowed:
        assert (status, headers["Access-Control-Allow-Origin"]) == (201, origin)
        assert headers["Vary"] == "Origin"
    else:
        assert status == 403
        assert await kept(client) == []


async def test_it_lets_the_page_read_why_it_was_refused(client: Client) -> None:
    headers = {"Origin": SHOP, "Content-Type": "text/plain"}
    async with client.post("/api/v1/ratings", data="{", headers=headers) as response:
        assert response.status == 400
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert response.headers["Access-Control-Expose-Headers"] == "Retry-After"


async def test_it_answers_a_preflight_that_browsers_may_keep(client: Client) -> None:
    headers = {
        "Origin": SHOP,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    async with client.options("/api/v1/ratings", headers=headers) as response:
        assert response.status == 204
        assert response.headers["Access-Control-Allow-Headers"] == "Content-Type"
        assert int(response.headers["Access-Control-Max-Age"]) >= 7200


async def test_it_asks_nothing_of_programs(start_app: StartApp) -> None:
    client = await start_app(PALDIES_ALLOWED_ORIGINS=SHOP)
    async with client.post("/api/v1/ratings", data=CLICK) as response:
        assert response.status == 201
