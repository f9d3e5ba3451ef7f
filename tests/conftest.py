"""A database of each kind, an application around it, and clients that speak to it."""

import os
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import asyncpg
import hypothesis
import pytest
import structlog
import uuid_utils
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from structlog.testing import LogCapture

from server.app import build_app
from server.settings import Settings, load_settings
from server.store.catalogue import Catalogue
from server.store.database import Database, open_database
from server.store.migrate import migrate
from server.surveys import default_surveys
from tests.clock import TestClock
from tests.needed import MUST_RUN, missing
from tests.postgres import RunningPostgres, find_postgres

pytest_plugins = ["tests.bot.slack"]

# How long an example takes says what else the machine does, and nothing of the code.
hypothesis.settings.register_profile(
    "paldies", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("paldies")

Client = TestClient[web.Request, web.Application]
StartApp = Callable[..., Awaitable[Client]]


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    # What the developer's own shell says must not decide a test.
    for name in list(os.environ):
        ours = name.startswith(("PALDIES_", "SLACK_")) and name != MUST_RUN
        if ours or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> TestClock:
    """A clock to be moved; ids, which tell the time as well, go with it."""
    moved, uuid7 = TestClock(), uuid_utils.uuid7

    def id_of_then() -> uuid.UUID:
        return uuid.UUID(int=uuid7().int + (moved.ahead << 80))

    monkeypatch.setattr(uuid_utils, "uuid7", id_of_then)
    return moved


@pytest.fixture
def log() -> Iterator[LogCapture]:
    """Everything that is logged, as dictionaries."""
    captured = LogCapture()
    before = structlog.get_config()
    structlog.configure(processors=[captured], cache_logger_on_first_use=False)
    yield captured
    structlog.configure(**before)


@pytest.fixture(scope="session")
def postgres() -> Iterator[RunningPostgres]:
    """A PostgreSQL of our own, on loopback, or the one of TEST_POSTGRES_URL."""
    running = find_postgres()
    if running is None:
        missing("PostgreSQL is not installed: its server programs were not found")
    yield running
    running.stop()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The address of an empty database, of each kind in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'test.db'}"
        return
    server: RunningPostgres = request.getfixturevalue("postgres")
    name = f"test_{uuid.uuid4().hex}"
    admin = await asyncpg.connect(server.url("postgres"))
    await admin.execute(f"CREATE DATABASE {name}")
    yield server.url(name)
    await admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
    await admin.close()


@pytest.fixture
async def any_database(database_url: str, clock: TestClock) -> AsyncIterator[Database]:
    """A migrated database, of each kind in turn."""
    opened = await open_database(database_url)
    await migrate(opened, default_surveys, clock())
    yield opened
    await opened.close()


@pytest.fixture
async def database(tmp_path: Path, clock: TestClock) -> AsyncIterator[Database]:
    """A migrated SQLite database."""
    opened = await open_database(f"sqlite:///{tmp_path / 'test.db'}")
    await migrate(opened, default_surveys, clock())
    yield opened
    await opened.close()


@pytest.fixture
async def catalogue(database: Database) -> Catalogue:
    return await Catalogue.load(database)


@pytest.fixture
async def start_app(tmp_path: Path, clock: TestClock) -> AsyncIterator[StartApp]:
    """Start the whole application over real HTTP, with settings by their environment names."""
    started: list[Client] = []

    async def start(**given: str) -> Client:
        app = build_app(test_settings(tmp_path, **given), clock=clock)
        client = TestClient(TestServer(app))
        await client.start_server()
        started.append(client)
        return client

    yield start
    for client in started:
        await client.close()


@pytest.fixture
async def client(start_app: StartApp) -> Client:
    """The application with nothing but a database."""
    return await start_app()


def test_settings(folder: Path, **given: str) -> Settings:
    """Return settings for an application that keeps its data in `folder`."""
    return load_settings(
        environ={},
        given={
            "PALDIES_DATABASE_URL": f"sqlite:///{folder / 'test.db'}",
            "PALDIES_RATE_LIMIT": "off",
            "PALDIES_TIMEZONE": "Europe/Riga",
            "PALDIES_COMPANY": "Kadaka Pood",
        }
        | given,
    )


# pytest would take a name that begins with `test` for a test.
test_settings.__test__ = False  # type: ignore[attr-defined]
