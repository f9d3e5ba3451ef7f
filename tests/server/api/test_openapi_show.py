import asyncio
import re
import sys
from pathlib import Path

import pytest
from aiohttp import web

from server.api.operations import OPERATIONS
from server.core.origins import AllowedOrigins
from server.routes import Policy, web_routes
from tests.conftest import Client
from tests.server.api.asking import get, key, rate

SCOPES = ("read", "write", "admin")
UNSUITED = (
    # No schema says which scores a survey takes, or that a period goes without from and to.
    "positive_data_acceptance",
    # `/rules/test` is the address of a rule too, and so allows what one does.
    "allow_header_conformance",
)


def test_it_declares_what_is_served_and_nothing_else() -> None:
    routes = web_routes(Policy(AllowedOrigins(["*"]), None, None))
    served = {
        (route.method, re.sub(r":[^}]+", "", route.path))
        for route in routes
        if isinstance(route, web.RouteDef)
        and route.path.startswith("/api/")
        and route.method != "OPTIONS"
    }
    assert served == {(each.method, each.path) for each in OPERATIONS}


async def test_it_asks_for_the_scope_that_it_declares(client: Client) -> None:
    for each in OPERATIONS:
        path = each.path
        for name in re.findall(r"{(\w+)}", path):
            path = path.replace(f"{{{name}}}", each.choices.get(name, "x")[0])
        scopes = SCOPES[: SCOPES.index(each.scope)] if each.scope else ()
        expected = {None: 401} | dict.fromkeys(scopes, 403) if each.scope else {}
        for scope, status in expected.items():
            assert await status_of(client, each.method, path, scope) == status, (path, scope)
        assert await status_of(client, each.method, path, each.scope) not in {401, 403}, path


async def status_of(client: Client, method: str, path: str, scope: str | None) -> int:
    headers = {"Authorization": f"Bearer {await key(client, scope)}"} if scope else {}
    async with client.request(method, path, headers=headers) as response:
        return response.status


async def test_it_is_open_api_and_needs_no_key(client: Client) -> None:
    async with client.get("/api/v1/openapi.json") as response:
        document = await response.json()
    assert document["openapi"].startswith("3.1.")
    ratings = document["paths"]["/api/v1/ratings"]
    assert ratings["get"]["security"] == [{"key": []}]
    assert "security" not in ratings["post"]
    body = document["components"]["schemas"]["RatingBody"]
    assert {"survey", "score"} == set(body["required"])


@pytest.mark.contract
async def test_it_answers_as_it_declares(client: Client, tmp_path: Path) -> None:
    given = (await rate(client, survey="csat", score=5, agent="mari", comment="Aitäh"))[1]
    assert (await get(client, f"/api/v1/ratings/{given['id']}"))[0] == 200
    schema, address = client.make_url("/api/v1/openapi.json"), client.make_url("")
    words = [
        *("run", str(schema), "--url", str(address)),
        *("-H", f"Authorization: Bearer {await key(client, 'admin')}"),
        *("--phases", "coverage,fuzzing", "--max-examples", "2", "--seed", "1", "--no-color"),
        *("--exclude-checks", ",".join(UNSUITED)),
    ]
    tool = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "schemathesis.cli", *words),
        cwd=tmp_path,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await tool.communicate()
    assert tool.returncode == 0, said.decode()
