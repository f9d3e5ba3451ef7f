from tests.conftest import Client


async def test_it_serves_the_script_to_pages_anywhere(client: Client) -> None:
    async with client.get("/widget.js") as response:
        body = await response.text()
    assert response.content_type == "text/javascript"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "paldies-rating" in body


async def test_it_need_not_be_sent_twice(client: Client) -> None:
    async with client.get("/widget.js") as first:
        headers = {"If-None-Match": first.headers["ETag"]}
    async with client.get("/widget.js", headers=headers) as second:
        assert second.status == 304
