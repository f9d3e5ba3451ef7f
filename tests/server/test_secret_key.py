from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from server.secret_key import secret_key
from server.settings import Settings, SettingsError, load_settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    address = f"sqlite:///{tmp_path / 'a.db'}"
    return load_settings(environ={}, given={"PALDIES_DATABASE_URL": address})


def test_it_makes_a_key_once_and_keeps_it_beside_the_database(
    settings: Settings, tmp_path: Path
) -> None:
    first = secret_key(settings)
    assert len(first) >= 32
    assert secret_key(settings) == first
    assert [path.name for path in tmp_path.iterdir()] == ["a.db.key"]
    assert (tmp_path / "a.db.key").stat().st_mode & 0o777 == 0o600


def test_it_gives_processes_that_begin_together_one_key(settings: Settings) -> None:
    with ThreadPoolExecutor(1) as pool:
        keys = {secret_key(settings), pool.submit(secret_key, settings).result()}
    assert len(keys) == 1


@pytest.mark.parametrize("content", ["", "\n", "short\n"])
def test_it_does_not_sign_with_half_a_key(settings: Settings, tmp_path: Path, content: str) -> None:
    (tmp_path / "a.db.key").write_text(content)
    with pytest.raises(SettingsError, match="delete it"):
        secret_key(settings)


def test_it_takes_the_key_that_is_set(tmp_path: Path) -> None:
    given = {"PALDIES_SECRET_KEY": "k" * 40, "PALDIES_DATABASE_URL": "postgresql://x/y"}
    assert secret_key(load_settings(environ={}, given=given)) == "k" * 40


def test_it_wants_a_key_for_postgres() -> None:
    settings = load_settings(environ={"PALDIES_DATABASE_URL": "postgresql://localhost/paldies"})
    with pytest.raises(SettingsError, match="PALDIES_SECRET_KEY: must be set"):
        secret_key(settings)
