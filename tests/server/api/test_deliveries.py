"""`/api/v1/deliveries`: what could not be told, and another try."""

from server.keys import CLOCK, DATABASE
from server.store import jobs
from tests.bot.stage import until
from tests.conftest import Client
from tests.server.api.test_rules import with_scope

WHY = "not_in_channel: Invite the app to the channel: /invite @Paldies."


async def give_up(client: Client) -> None:
    app = client.app
    assert app is not None
    database, now = app[DATABASE], app[CLOCK]()
    await database.write(
        lambda: jobs.enqueue("card", "slack:C1", "r1", run_at=now + 60_000, now=now)
    )
    job = await database.read(jobs.next_in_lane, "slack:C1", now + 60_000)
    assert job is not None
    await database.write(jobs.give_up, job, WHY, now)


async def test_it_tells_what_was_given_up_and_why(client: Client) -> None:
    await give_up(client)
    headers = await with_scope(client, "read")
    async with client.get("/api/v1/deliveries", headers=headers) as response:
        answer = await response.json()
    assert (response.status, answer["given_up"], answer["waiting"]) == (200, 1, 0)
    [trouble] = answer["troubles"]
    assert (trouble["destination"], trouble["reason"], trouble["n"]) == ("slack:C1", WHY, 1)
    assert answer["slack"] is None


async def test_it_tells_the_same_beside_readiness(client: Client) -> None:
    await give_up(client)
    async with client.get("/readyz") as response:
        answer = await response.json()
    assert (response.status, answer["deliveries"]["given_up"]) == (200, "1")
    assert answer["deliveries"]["error"] == WHY


async def test_it_tries_again_when_told_to_and_by_nobody_else(client: Client) -> None:
    await give_up(client)
    read, write = await with_scope(client, "read"), await with_scope(client, "write")
    async with client.post("/api/v1/deliveries/replay", headers=read) as response:
        assert response.status == 403
    async with client.post("/api/v1/deliveries/replay", headers=write) as response:
        assert (response.status, await response.json()) == (200, {"replayed": 1})

    async def none_is_given_up() -> bool:
        async with client.get("/api/v1/deliveries", headers=read) as response:
            return not (await response.json())["given_up"]

    await until(none_is_given_up)
