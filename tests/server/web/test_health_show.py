from server.keys import DATABASE
from tests.conftest import Client, StartApp


async def test_it_says_that_the_process_is_alive(client: Client) -> None:
    async with client.get("/healthz") as response:
        assert (response.status, await response.json()) == (200, {"state": "ok"})


async def test_it_says_that_ratings_can_be_taken(client: Client) -> None:
    async with client.get("/readyz") as response:
        answer = await response.json()
    assert (response.status, answer["state"], answer["database"]["state"]) == (200, "ok", "ok")


async def test_it_is_not_ready_without_its_database(client: Client) -> None:
    app = client.app
    assert app is not None
    await app[DATABASE].close()
    async with client.get("/readyz") as response:
        answer = await response.json()
    assert (response.status, answer["database"]["state"]) == (503, "failing")


async def test_it_is_ready_while_slack_is_not(start_app: StartApp) -> None:
    client = await start_app(
        SLACK_BOT_TOKEN="xoxb-1",
        SLACK_SIGNING_SECRET="s",
        PALDIES_SLACK_CHANNEL="C0FEEDBACK",
        PALDIES_SLACK_API_URL="http://127.0.0.1:9/api/",
    )
    async with client.get("/readyz") as response:
        answer = await response.json()
    assert (response.status, answer["slack"]["state"] in {"checking", "unreachable"}) == (200, True)


async def test_it_says_what_to_set_when_slack_is_not_set_up(client: Client) -> None:
    async with client.post("/slack/events", data=b"") as response:
        problem = await response.json(content_type="application/problem+json")
    assert response.status == 404
    assert "SLACK_BOT_TOKEN" in problem["detail"]
