import pytest

from tests.conftest import StartApp
from tests.server.api.asking import key


@pytest.mark.parametrize("name", ["%00", "%1B", "x"])
async def test_it_knows_nothing_of_a_name_that_nothing_has(
    start_app: StartApp, database_url: str, name: str
) -> None:
    client = await start_app(PALDIES_DATABASE_URL=database_url, PALDIES_SECRET_KEY="x" * 40)
    headers = {"Authorization": f"Bearer {await key(client, 'admin')}"}
    for method, path in (
        ("GET", f"/api/v1/ratings/{name}"),
        ("GET", f"/api/v1/ratings/{name}/hits"),
        ("GET", f"/api/v1/surveys/{name}"),
        ("GET", f"/api/v1/rules/{name}"),
        ("DELETE", f"/api/v1/asks/{name}"),
    ):
        async with client.request(method, path, headers=headers) as response:
            assert response.status == 404, path
            assert response.content_type == "application/problem+json"
