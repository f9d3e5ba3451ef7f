from pathlib import Path

import pytest

from server.secret_key import secret_key
from server.settings import Settings, SettingsError, load_settings


def test_it_starts_with_nothing_set() -> None:
    settings = load_settings(environ={})
    assert settings.database_url == "sqlite:///paldies.db"
    assert (settings.host, settings.port) == ("127.0.0.1", 8080)
    assert settings.timezone.key == "UTC"
    assert settings.allowed_origins == ("*",)
    assert settings.slack_bot_token is None


def test_it_reads_lists_by_comma() -> None:
    settings = load_settings(
        environ={"PALDIES_ALLOWED_ORIGINS": "https://a.example, https://b.example,"}
    )
    assert settings.allowed_origins == ("https://a.example", "https://b.example")


def test_it_takes_an_empty_value_for_not_set() -> None:
    assert load_settings(environ={"SLACK_BOT_TOKEN": "", "PALDIES_PORT": ""}).port == 8080


def test_it_reads_secrets_from_files(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("xoxb-from-a-file\n")
    settings = load_settings(
        environ={"SLACK_BOT_TOKEN_FILE": str(tmp_path / "token"), "SLACK_SIGNING_SECRET": "s"}
    )
    assert settings.slack_bot_token is not None
    assert settings.slack_bot_token.get_secret_value() == "xoxb-from-a-file"


def test_it_fails_loudly_when_a_secret_file_is_missing() -> None:
    with pytest.raises(SettingsError, match="SLACK_BOT_TOKEN_FILE: /nowhere: No such file"):
        load_settings(environ={"SLACK_BOT_TOKEN_FILE": "/nowhere"})


def test_it_says_which_file_is_not_text(tmp_path: Path) -> None:
    path = tmp_path / "latin1"
    path.write_bytes(b"PALDIES_COMPANY=K\xf5rv\n")
    with pytest.raises(SettingsError, match=r"--env-file .*latin1: is not UTF-8"):
        load_settings(path, environ={})
    with pytest.raises(SettingsError, match=r"PALDIES_SECRET_KEY_FILE: .*latin1: is not UTF-8"):
        load_settings(environ={"PALDIES_SECRET_KEY_FILE": str(path)})


def test_it_reads_an_env_file_under_the_environment(tmp_path: Path) -> None:
    path = tmp_path / "env"
    path.write_text("# ours\nexport PALDIES_COMPANY='Kadaka Pood'\nPALDIES_PORT=9000\n")
    settings = load_settings(path, environ={"PALDIES_PORT": "9001"})
    assert (settings.company, settings.port) == ("Kadaka Pood", 9001)


@pytest.mark.parametrize(
    ("name", "value", "hint"),
    [
        ("PALDIES_PORT", "eighty", "integer"),
        ("PALDIES_PORT", "70000", "65535"),
        ("PALDIES_TIMEZONE", "Europe/Rīga", "Europe/Riga"),
        ("PALDIES_TIMEZONE", "../../etc/passwd", "Europe/Riga"),
        ("PALDIES_TIMEZONE", "Europe", "Europe/Riga"),
        ("PALDIES_LANGUAGES", ",", "such as en"),
        ("PALDIES_LANGUAGES", "en, Eesti keel", "'Eesti keel' is not a language tag"),
        ("PALDIES_ALLOWED_ORIGINS", "shop.example", "https://shop.example"),
        ("PALDIES_ALLOWED_ORIGINS", "*,https://shop.example/chat", "https://shop.example"),
        ("PALDIES_ALLOWED_ORIGINS", "https://me@shop.example", "https://shop.example"),
        ("PALDIES_ALLOWED_ORIGINS", "null", "https://shop.example"),
        ("PALDIES_RATE_LIMIT", "a lot", "120/minute"),
        ("PALDIES_TRUSTED_PROXIES", "10.0.0.0/99", "10.0.0.0/8"),
        ("PALDIES_PUBLIC_URL", "feedback.example", "https://"),
        ("PALDIES_SLACK_CHANNEL", "#feedback", "pattern"),
        ("PALDIES_SLACK_API_URL", "https://slack.com/", "pattern"),
        ("PALDIES_SECRET_KEY", "short", "32"),
    ],
)
def test_it_names_the_setting_that_is_wrong(name: str, value: str, hint: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(environ={name: value})
    assert str(caught.value).startswith(f"{name}: ")
    assert hint in str(caught.value)


def test_it_names_all_that_are_wrong_at_once() -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(environ={"PALDIES_PORT": "x", "PALDIES_TIMEZONE": "y"})
    assert len(str(caught.value).splitlines()) == 2


def test_it_never_repeats_a_secret() -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(environ={"PALDIES_SECRET_KEY": "hush"})
    assert "hush" not in str(caught.value)
    slack = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s"}
    assert "xoxb" not in repr(load_settings(environ=slack))


def test_it_says_what_a_bot_still_needs() -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(environ={"SLACK_BOT_TOKEN": "xoxb-1"})
    assert str(caught.value).startswith("SLACK_SIGNING_SECRET: is missing")
    assert "SLACK_APP_TOKEN" in str(caught.value)
    assert "xoxb" not in str(caught.value)


@pytest.mark.parametrize("name", ["SLACK_SIGNING_SECRET", "SLACK_APP_TOKEN"])
def test_it_takes_a_bot_over_http_or_over_a_socket(name: str) -> None:
    assert load_settings(environ={"SLACK_BOT_TOKEN": "xoxb-1", name: "given"}).slack_bot_token


def test_it_makes_a_key_once_and_keeps_it_beside_the_database(tmp_path: Path) -> None:
    settings = load_settings(
        given={"PALDIES_DATABASE_URL": f"sqlite:///{tmp_path / 'a.db'}"}, environ={}
    )
    first = secret_key(settings)
    assert secret_key(settings) == first
    assert (tmp_path / "a.db.key").stat().st_mode & 0o777 == 0o600


def test_it_wants_a_key_for_postgres() -> None:
    settings = load_settings(environ={"PALDIES_DATABASE_URL": "postgresql://localhost/paldies"})
    with pytest.raises(SettingsError, match="PALDIES_SECRET_KEY: must be set"):
        secret_key(settings)


def test_every_setting_says_what_it_is_for() -> None:
    for name, field in Settings.model_fields.items():
        assert field.description, name


def test_it_wants_a_mail_server_and_a_sender_together() -> None:
    with pytest.raises(SettingsError, match="PALDIES_MAIL_FROM: is missing"):
        load_settings(environ={"PALDIES_SMTP_URL": "smtp://mail.example"})
    with pytest.raises(SettingsError, match="PALDIES_SMTP_URL: is missing"):
        load_settings(environ={"PALDIES_MAIL_FROM": "help@kadaka.example"})


def test_it_says_what_a_mail_server_looks_like_and_not_its_password() -> None:
    given = {"PALDIES_SMTP_URL": "http://shop:secret@mail", "PALDIES_MAIL_FROM": "a@b.example"}
    with pytest.raises(SettingsError, match=r"smtps://user:password@mail.example:465") as error:
        load_settings(environ=given)
    assert "secret" not in str(error.value)
