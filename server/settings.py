"""Settings: from the environment or an env file; secrets also from files named `NAME_FILE`."""

import os
from collections.abc import Mapping
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import limits
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

SECRETS = ("PALDIES_SECRET_KEY", "SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_APP_TOKEN")

Role = Literal["all", "web", "worker"]
CommaList = Annotated[tuple[str, ...], NoDecode]


class SettingsError(ValueError):
    """A setting is wrong; the message names each one and says what to do."""


class Settings(BaseSettings):
    """Every setting there is. The README's table is tested against this class."""

    model_config = SettingsConfigDict(extra="ignore", frozen=True)

    database_url: str = Field(
        "sqlite:///paldies.db",
        validation_alias="PALDIES_DATABASE_URL",
        description="Where the ratings are kept: `sqlite:///file` or `postgresql://…`",
    )
    public_url: str = Field(
        "http://localhost:8080",
        validation_alias="PALDIES_PUBLIC_URL",
        description="The address customers and Slack reach this server at",
    )
    host: str = Field(
        "127.0.0.1", validation_alias="PALDIES_HOST", description="The address to listen on"
    )
    port: int = Field(
        8080, ge=0, le=65535, validation_alias="PALDIES_PORT", description="The port to listen on"
    )
    secret_key: SecretStr | None = Field(
        None,
        min_length=32,
        validation_alias="PALDIES_SECRET_KEY",
        description="Signs edit tokens; made and kept beside the SQLite database when absent",
    )
    company: str = Field(
        "", validation_alias="PALDIES_COMPANY", description="Your name, for questions that use it"
    )
    timezone: ZoneInfo = Field(
        ZoneInfo("UTC"),
        validation_alias="PALDIES_TIMEZONE",
        description="The zone in which your days begin, such as `Europe/Riga`",
    )
    languages: CommaList = Field(
        ("en", "et", "lv", "lt", "fi"),
        validation_alias="PALDIES_LANGUAGES",
        description="Languages customers may see, by comma; the first is the default",
    )
    trusted_proxies: CommaList = Field(
        (),
        validation_alias="PALDIES_TRUSTED_PROXIES",
        description="Addresses or networks of your own proxies, by comma",
    )
    allowed_origins: CommaList = Field(
        ("*",),
        validation_alias="PALDIES_ALLOWED_ORIGINS",
        description="Sites that may show the widget, by comma; `*` is every site",
    )
    rate_limit: str = Field(
        "120/minute",
        validation_alias="PALDIES_RATE_LIMIT",
        description="Ratings and edits one client may send, or `off`",
    )
    slack_bot_token: SecretStr | None = Field(
        None, validation_alias="SLACK_BOT_TOKEN", description="The bot's token, `xoxb-…`"
    )
    slack_signing_secret: SecretStr | None = Field(
        None,
        validation_alias="SLACK_SIGNING_SECRET",
        description="Proves that a request comes from Slack",
    )
    slack_app_token: SecretStr | None = Field(
        None,
        validation_alias="SLACK_APP_TOKEN",
        description="The app's token, `xapp-…`; when set, Socket Mode is used",
    )
    slack_channel: str | None = Field(
        None,
        validation_alias="PALDIES_SLACK_CHANNEL",
        pattern=r"^[CGD][A-Z0-9]{2,}$",
        description="Id of the channel that gets every rating, `C…`",
    )
    slack_api_url: str = Field(
        "https://slack.com/api/",
        validation_alias="PALDIES_SLACK_API_URL",
        pattern=r"^https?://.+/api/$",
        description="Slack's Web API; tests and the demo point it elsewhere",
    )

    @field_validator("languages", "trusted_proxies", "allowed_origins", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("timezone", mode="before")
    @classmethod
    def _zone(cls, value: object) -> object:
        if isinstance(value, str):
            try:
                return ZoneInfo(value)
            except (ZoneInfoNotFoundError, ValueError):
                raise ValueError(f"there is no time zone {value!r}; one is Europe/Riga") from None
        return value

    @field_validator("trusted_proxies")
    @classmethod
    def _networks(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for text in value:
            try:
                ip_network(text, strict=False)
            except ValueError:
                raise ValueError(f"{text!r} is not such as 10.0.0.1 or 10.0.0.0/8") from None
        return value

    @field_validator("rate_limit")
    @classmethod
    def _limit(cls, value: str) -> str:
        if value != "off":
            try:
                limits.parse(value)
            except ValueError:
                raise ValueError(f"{value!r} is not such as 120/minute, 5/second or off") from None
        return value

    @field_validator("public_url")
    @classmethod
    def _url(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("must begin with http:// or https://")
        return value.rstrip("/")


def load_settings(
    env_file: Path | None = None,
    *,
    given: Mapping[str, object] | None = None,
    environ: Mapping[str, str] | None = None,
) -> Settings:
    """Read the settings; `given` ones win over the environment, and that over the file.

    Names are those of the environment; a given value of `None` is not given.

    Raises `SettingsError` with one line a problem.
    """
    values = _read_env_file(env_file) if env_file else {}
    values |= os.environ if environ is None else environ
    values |= _read_secret_files(values)
    wanted = {field.validation_alias for field in Settings.model_fields.values()}
    chosen = {name: value for name, value in (given or {}).items() if value is not None}
    known: dict[str, object] = {
        name: value for name, value in values.items() if name in wanted and value != ""
    }
    try:
        return Settings.model_validate(known | chosen)
    except ValidationError as error:
        raise SettingsError("\n".join(map(_problem, error.errors()))) from None


def _read_env_file(path: Path) -> dict[str, str]:
    try:
        lines = path.read_text("utf-8").splitlines()
    except OSError as error:
        raise SettingsError(f"--env-file {path}: {error.strerror}") from None
    pairs = (line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    return {
        name.strip().removeprefix("export "): value.strip().strip("'\"") for name, value in pairs
    }


def _read_secret_files(values: Mapping[str, str]) -> dict[str, str]:
    found = {}
    for name in SECRETS:
        path = values.get(f"{name}_FILE")
        if path:
            try:
                found[name] = Path(path).read_text("utf-8").strip()
            except OSError as error:
                raise SettingsError(f"{name}_FILE: {path}: {error.strerror}") from None
    return found


def _problem(error: ErrorDetails) -> str:
    # What was given may be a secret, so only the name and the complaint are shown.
    return f"{error['loc'][0]}: {error['msg'].removeprefix('Value error, ')}"
