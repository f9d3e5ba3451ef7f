import json

import pytest

from server.api.survey_put import LARGEST_DOCUMENT
from tests.conftest import Client
from tests.server.api.asking import Json, get, key, rate
from tests.server.core.survey_documents import whole


async def put(client: Client, slug: str, document: object) -> tuple[int, Json]:
    headers = {"Authorization": f"Bearer {await key(client, 'admin')}"}
    async with client.put(f"/api/v1/surveys/{slug}", json=document, headers=headers) as response:
        return response.status, await response.json(content_type=None)


async def test_it_lists_what_is_asked(client: Client) -> None:
    status, answer = await get(client, "/api/v1/surveys")
    assert (status, answer["next"]) == (200, None)
    assert [each["slug"] for each in answer["items"]] == ["ces", "csat", "nps"]
    nps = answer["items"][2]
    assert (nps["version"], nps["metric"], nps["lowest"], nps["scale"]) == (1, "nps", 0, 10)


async def test_it_puts_what_it_shows(client: Client) -> None:
    _, document = await get(client, "/api/v1/surveys/csat")
    assert (await put(client, "csat", document))[1]["version"] == 1
    document["name"] = "After a chat"
    status, answer = await put(client, "csat", document)
    assert (status, answer["version"], answer["name"]) == (200, 2, "After a chat")
    assert (await get(client, "/api/v1/surveys/csat"))[1] == document


async def test_it_adds_a_survey_that_can_be_answered_at_once(client: Client) -> None:
    document = json.loads(json.dumps(whole(), default=str)) | {"slug": "own"}
    assert (await put(client, "own", document))[0] == 201
    assert (await rate(client, survey="own", score=document["scale"]))[0] == 201


async def test_it_names_every_fault_by_its_path(client: Client) -> None:
    _, document = await get(client, "/api/v1/surveys/csat")
    document["texts"]["en"]["labels"] = ["one"]
    document["style"] = "thumbs"
    status, answer = await put(client, "csat", document)
    assert (status, answer["field"]) == (422, "style")
    paths = [fault["field"] for fault in answer["faults"]]
    assert paths == ["style", "texts.en.labels"]
    assert (await get(client, "/api/v1/surveys/csat"))[1]["style"] == "smileys"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"slug": "other"}, "slug"),
        ({"metric": "ces"}, "metric"),
        ({"then": "nobody"}, "then"),
        ({"unheard": 1}, "unheard"),
    ],
)
async def test_it_refuses_what_cannot_be(
    client: Client, change: dict[str, object], field: str
) -> None:
    _, document = await get(client, "/api/v1/surveys/csat")
    status, answer = await put(client, "csat", document | change)
    assert (status, answer["field"]) == (422, field)


@pytest.mark.parametrize("body", [True, [], "csat", 5])
async def test_it_refuses_what_is_no_document(client: Client, body: object) -> None:
    assert (await put(client, "csat", body))[0] == 422


async def test_it_takes_a_logo_and_no_more(client: Client) -> None:
    _, document = await get(client, "/api/v1/surveys/csat")
    logo = "data:image/png;base64," + "A" * 64_000
    document["theme"] = {"logo": logo}
    assert (await put(client, "csat", document))[0] == 200
    status, answer = await put(client, "csat", document | {"name": "A" * LARGEST_DOCUMENT})
    assert (status, answer["detail"]) == (413, "send at most 256 kB")


async def test_it_knows_no_survey_of_another_name(client: Client) -> None:
    assert (await get(client, "/api/v1/surveys/none"))[0] == 404
