"""What the tests of the API ask, over and over."""

import json
from typing import Any

from aiohttp.test_utils import TestClient

from server.keys import CLOCK, DATABASE
from server.store import api_keys

Json = dict[str, Any]


async def rate(client: TestClient[Any, Any], **body: object) -> tuple[int, Json]:
    """POST a rating; return the status and the answer."""
    async with client.post("/api/v1/ratings", json=body) as response:
        return response.status, await response.json(content_type=None)


async def revise(client: TestClient[Any, Any], given: Json, **body: object) -> tuple[int, Json]:
    """POST a change to a rating that was answered with `given`."""
    sent = {"edit_token": given["edit_token"]} | body
    async with client.post(f"/api/v1/ratings/{given['id']}", json=sent) as response:
        return response.status, await response.json(content_type=None)


async def get(client: TestClient[Any, Any], path: str) -> tuple[int, Json]:
    """GET with a key that may read."""
    headers = {"Authorization": f"Bearer {await key(client)}"}
    async with client.get(path, headers=headers) as response:
        return response.status, json.loads(await response.read())


async def kept(client: TestClient[Any, Any]) -> list[Json]:
    """Return every rating that is kept, newest first."""
    status, answer = await get(client, "/api/v1/ratings?limit=500")
    assert status == 200
    items: list[Json] = answer["items"]
    return items


async def send(
    client: TestClient[Any, Any], method: str, path: str, body: object = None
) -> tuple[int, Json]:
    """Send with a key that may write; nothing for an answer without a body."""
    headers = {"Authorization": f"Bearer {await key(client, 'write')}"}
    async with client.request(method, path, json=body, headers=headers) as response:
        return response.status, json.loads(await response.read() or b"{}")


async def key(client: TestClient[Any, Any], scope: str = "read") -> str:
    """Return an API key of a scope, made when it is not there."""
    secret = f"the-key-that-may-{scope}"
    app = client.app
    assert app is not None
    if await app[DATABASE].read(api_keys.by_secret, secret) is None:
        await app[DATABASE].write(api_keys.add, "tests", secret, scope, app[CLOCK]())
    return secret
