import csv
import io
import json
from pathlib import Path

from tests.conftest import StartApp
from tests.server.api.asking import rate, send
from tests.server.commands.running import Terminal


async def test_it_prints_every_rating_that_is_wanted(start_app: StartApp, tmp_path: Path) -> None:
    client = await start_app()
    _, first = await rate(client, survey="csat", score=5, comment="=1+1")
    _, second = await rate(client, survey="nps", score=9)
    await send(client, "PATCH", f"/api/v1/ratings/{second['id']}", {"state": "withdrawn"})
    await client.close()
    terminal = Terminal(tmp_path)
    settings = {"PALDIES_DATABASE_URL": "sqlite:///test.db"}
    lines = (
        await terminal.call_beside("export", "--format", "ndjson", "--state", "any", **settings)
    ).out.splitlines()
    assert [json.loads(line)["id"] for line in lines] == [first["id"], second["id"]]
    counted = (await terminal.call_beside("export", "--format", "csv", **settings)).out
    (row,) = csv.DictReader(io.StringIO(counted))
    assert (row["survey"], row["comment"]) == ("csat", "'=1+1")
    of_nps = (
        await terminal.call_beside(
            "export", "--format", "csv", "--survey", "nps", "--state", "any", "--bom", **settings
        )
    ).out
    assert of_nps.startswith("\ufeffid,")
    assert of_nps.count("\n") == 2
