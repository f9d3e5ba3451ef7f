"""Settings: from the environment or an env file; secrets also from files named `NAME_FILE`."""

import os
from collections.abc import Mapping
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import limits
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from server.core.languages import is_tag
from server.core.mail import mail_server, sender
from server.core.origins import is_site

SECRETS = (
    "PALDIES_SECRET_KEY",
    "PALDIES_SMTP_URL",
    "SLACK_BOT_TOKEN",
    "SLACK_SIGNING_SECRET",
    "SLACK_APP_TOKEN",
)

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
        description="Signs edit tokens, makes the secrets of surveys; made and kept beside SQLite when absent",
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
    smtp_url: SecretStr | None = Field(
        None,
        validation_alias="PALDIES_SMTP_URL",
        description="The outgoing mail server, `smtps://user:password@host:465`, for replies to customers",
    )
    mail_from: str = Field(
        "",
        validation_alias="PALDIES_MAIL_FROM",
        description="Whom those come from, such as `Kadaka Pood <help@kadaka.example>`",
    )
    settle_seconds: int = Field(
        60,
        ge=0,
        le=3600,
        validation_alias="PALDIES_SETTLE_SECONDS",
        description="How long an answer from an e-mail waits for a sign of a scanner when it shows none of a person",
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
        description="Id of the channel that gets every rating until a rule is made, `C…`",
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
            except (ZoneInfoNotFoundError, ValueError, OSError):
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

    @field_validator("languages")
    @classmethod
    def _tags(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not value:
            raise ValueError("name at least one language, such as en or en,et")
        for text in value:
            if not is_tag(text):
                raise ValueError(f"{text!r} is not a language tag such as et or pt-BR")
        return value

    @field_validator("allowed_origins")
    @classmethod
    def _sites(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for text in value:
            if text != "*" and not is_site(text):
                raise ValueError(f"{text!r} is not such as https://shop.example, or * for all")
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

    @field_validator("smtp_url")
    @classmethod
    def _mail_server(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            mail_server(value.get_secret_value())
        return value

    @field_validator("mail_from")
    @classmethod
    def _sender(cls, value: str) -> str:
        if value:
            sender(value)
        return value

    @field_validator("public_url")
    @classmethod
    def _url(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("must begin with http:// or https://")
        return value.rstrip("/")

    @model_validator(mode="after")
    def _slack_is_whole(self) -> Self:
        # A bot that cannot tell Slack's requests from others' would stay silent without a word.
        if self.slack_bot_token and not (self.slack_signing_secret or self.slack_app_token):
            raise ValueError(
                "SLACK_SIGNING_SECRET: is missing beside SLACK_BOT_TOKEN;"
                " set it, or SLACK_APP_TOKEN to use Socket Mode"
            )
        return self

    @model_validator(mode="after")
    def _mail_is_whole(self) -> Self:
        if bool(self.smtp_url) != bool(self.mail_from):
            missing = "PALDIES_MAIL_FROM" if self.smtp_url else "PALDIES_SMTP_URL"
            raise ValueError(f"{missing}: is missing; e-mail is sent only when both are set")
        return self


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
    lines = _read_text(path, "--env-file ").splitlines()
    pairs = (line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    return {
        name.strip().removeprefix("export "): value.strip().strip("'\"") for name, value in pairs
    }


def _read_secret_files(values: Mapping[str, str]) -> dict[str, str]:
    found = {}
    for name in SECRETS:
        path = values.get(f"{name}_FILE")
        if path:
            found[name] = _read_text(Path(path), f"{name}_FILE: ").strip()
    return found


def _read_text(path: Path, said_by: str) -> str:
    try:
        return path.read_text("utf-8")
    except OSError as error:
        raise SettingsError(f"{said_by}{path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{said_by}{path}: is not UTF-8 text; save it as UTF-8") from None


def _problem(error: ErrorDetails) -> str:
    # What was given may be a secret, so only the name and the complaint are shown. A complaint about
    # several settings together has no place and names them itself.
    return ": ".join([*map(str, error["loc"][:1]), error["msg"].removeprefix("Value error, ")])
