"""The key that signs edit tokens: given as a setting, or made once and kept beside the database."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from server.settings import Settings, SettingsError

SHORTEST = 32


def secret_key(settings: Settings) -> str:
    """Return the key, making its file (mode 600) when there is none."""
    if settings.secret_key is not None:
        return settings.secret_key.get_secret_value()
    if not settings.database_url.startswith("sqlite:///"):
        raise SettingsError("PALDIES_SECRET_KEY: must be set when the database is PostgreSQL")
    path = Path(f"{settings.database_url.removeprefix('sqlite:///')}.key")
    try:
        if not path.exists():
            _make(path)
        return _read(path)
    except OSError as error:
        raise SettingsError(f"PALDIES_DATABASE_URL: {path}: {error.strerror}") from None


def _make(path: Path) -> None:
    """Write a key whole before it gets its name, so that nobody reads half of one."""
    unnamed = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(unnamed, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(f"{secrets.token_urlsafe(48)}\n")
            file.flush()
            os.fsync(file.fileno())
        # Another process may have been first; then its key is the one.
        with suppress(FileExistsError):
            os.link(unnamed, path)
    finally:
        unnamed.unlink()


def _read(path: Path) -> str:
    key = path.read_text("ascii", "replace").strip()
    if len(key) < SHORTEST:
        raise SettingsError(
            f"PALDIES_SECRET_KEY: {path} holds no key; delete it, and a new one is made"
        )
    return key
