"""The key that signs edit tokens: given as a setting, or made once and kept beside the database."""

import os
import secrets
from pathlib import Path

from server.settings import Settings, SettingsError


def secret_key(settings: Settings) -> str:
    """Return the key, making its file (mode 600) when there is none."""
    if settings.secret_key is not None:
        return settings.secret_key.get_secret_value()
    if not settings.database_url.startswith("sqlite:///"):
        raise SettingsError("PALDIES_SECRET_KEY: must be set when the database is PostgreSQL")
    path = Path(f"{settings.database_url.removeprefix('sqlite:///')}.key")
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text("ascii").strip()
    except OSError as error:
        raise SettingsError(f"PALDIES_DATABASE_URL: {path.parent}: {error.strerror}") from None
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        key = secrets.token_urlsafe(48)
        file.write(f"{key}\n")
    return key
