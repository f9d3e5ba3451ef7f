import pytest
from aiohttp import ClientSession

from tests.conftest import Client


async def test_it_serves_the_script_to_pages_anywhere(client: Client) -> None:
    async with client.get("/widget.js") as response:
        body = await response.text()
    assert response.content_type == "text/javascript"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "paldies-rating" in body


@pytest.mark.parametrize(
    ("accepted", "used", "most"),
    [
        ("gzip, deflate, br, zstd", "br", 6_000),
        ("gzip, deflate", "gzip", 7_500),
        ("identity", None, 20_000),
    ],
)
async def test_it_sends_as_little_as_the_browser_can_take(
    client: Client, accepted: str, used: str | None, most: int
) -> None:
    address = client.make_url("/widget.js")
    headers = {"Accept-Encoding": accepted}
    async with (
        ClientSession(auto_decompress=False) as browser,
        browser.get(address, headers=headers) as response,
    ):
        assert response.headers.get("Content-Encoding") == used
        assert response.headers["Vary"] == "Accept-Encoding"
        assert len(await response.read()) <= most


async def test_it_need_not_be_sent_twice(client: Client) -> None:
    async with client.get("/widget.js", headers={"Accept-Encoding": "identity"}) as first:
        headers = {"If-None-Match": first.headers["ETag"]}
    async with client.get("/widget.js", headers=headers) as second:
        assert second.status == 304
