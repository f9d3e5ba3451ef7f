import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.rating_csv import harmless
from tests.conftest import Client
from tests.server.api.asking import get, key, rate, send


async def export(client: Client, path: str) -> str:
    headers = {"Authorization": f"Bearer {await key(client)}"}
    async with client.get(f"/api/v1/{path}", headers=headers) as response:
        assert response.status == 200
        return (await response.read()).decode()


async def test_it_streams_more_than_a_page_oldest_first(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.api.rating_stream.PAGE", 3)
    made = [(await rate(client, survey="csat", score=5))[1]["id"] for _ in range(7)]
    lines = (await export(client, "ratings.ndjson")).splitlines()
    assert [json.loads(line)["id"] for line in lines] == made


async def test_it_writes_each_rating_as_the_api_shows_it(client: Client) -> None:
    await rate(client, survey="csat", score=4, comment="Läks hästi", attributes={"region": "EE"})
    _, listed = await get(client, "/api/v1/ratings")
    (line,) = (await export(client, "ratings.ndjson")).splitlines()
    assert json.loads(line) == listed["items"][0]
    (row,) = csv.DictReader(io.StringIO(await export(client, "ratings.csv")))
    assert (row["score"], row["comment"], row["reasons"]) == ("4", "Läks hästi", "")
    assert json.loads(row["attributes"]) == {"region": "EE"}


async def test_it_defuses_formulas_and_keeps_lines_and_quotes(client: Client) -> None:
    comment = '=HYPERLINK("http://evil.example";"a")\nsecond "line"'
    await rate(client, survey="csat", score=1, comment=comment, conversation="@SUM(1)")
    (row,) = csv.DictReader(io.StringIO(await export(client, "ratings.csv"), newline=""))
    assert row["comment"] == "'" + comment
    assert row["conversation"] == "'@SUM(1)"


async def test_it_leaves_out_what_does_not_count_unless_told(client: Client) -> None:
    _, made = await rate(client, survey="csat", score=1)
    await send(client, "PATCH", f"/api/v1/ratings/{made['id']}", {"state": "withdrawn"})
    assert await export(client, "ratings.ndjson") == ""
    for state in ("withdrawn", "any"):
        assert made["id"] in await export(client, f"ratings.ndjson?state={state}")


async def test_it_tells_excel_that_it_is_utf_8(client: Client) -> None:
    assert (await export(client, "ratings.csv?bom=1")).startswith("\ufeffid,survey")
    assert (await export(client, "ratings.csv")).startswith("id,survey")
    assert (await export(client, "ratings.ndjson?state=machine")) == ""


async def test_it_refuses_what_it_does_not_know(client: Client) -> None:
    for query, field in (("bom=yes", "bom"), ("limit=5", "limit"), ("state=nice", "state")):
        status, refused = await get(client, f"/api/v1/ratings.csv?{query}")
        assert (status, refused["field"]) == (422, field)


@given(st.text())
def test_it_lets_no_cell_begin_as_a_formula(text: str) -> None:
    assert str(harmless(text)).lstrip(" ")[:1] not in {"=", "+", "-", "@", "\t", "\r"}
