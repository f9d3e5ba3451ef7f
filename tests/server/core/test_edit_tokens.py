import pytest

from server.core.edit_tokens import BadTokenError, EditTokens, ExpiredTokenError

TOKENS = EditTokens("the secret of this installation")
NOW = 1_780_000_000_000
UNTIL = NOW + 60_000


def test_it_takes_its_own_token_until_its_last_moment() -> None:
    token = TOKENS.issue("r1", UNTIL)
    TOKENS.check(token, "r1", NOW)
    TOKENS.check(token, "r1", UNTIL - 1)


@pytest.mark.parametrize("now", [UNTIL, UNTIL + 1, UNTIL + 10**12])
def test_it_says_that_a_token_has_expired(now: int) -> None:
    with pytest.raises(ExpiredTokenError):
        TOKENS.check(TOKENS.issue("r1", UNTIL), "r1", now)


def test_it_refuses_the_token_of_another_rating() -> None:
    with pytest.raises(BadTokenError):
        TOKENS.check(TOKENS.issue("r1", UNTIL), "r2", NOW)


def test_it_refuses_the_token_of_another_installation() -> None:
    with pytest.raises(BadTokenError):
        TOKENS.check(EditTokens("another secret").issue("r1", UNTIL), "r1", NOW)


def test_it_refuses_a_token_that_was_made_to_last_longer() -> None:
    signature = TOKENS.issue("r1", UNTIL).partition(".")[2]
    with pytest.raises(BadTokenError):
        TOKENS.check(f"{UNTIL + 1}.{signature}", "r1", NOW)


def test_it_refuses_a_token_with_any_character_changed() -> None:
    token = TOKENS.issue("r1", UNTIL)
    for position, character in enumerate(token):
        other = "1" if character != "1" else "2"
        with pytest.raises(BadTokenError):
            TOKENS.check(token[:position] + other + token[position + 1 :], "r1", NOW)


@pytest.mark.parametrize(
    "token",
    [
        "",
        ".",
        "..",
        f"{UNTIL}",
        f"{UNTIL}.",
        f"0{TOKENS.issue('r1', UNTIL)}",
        f" {TOKENS.issue('r1', UNTIL)}",
        f"{TOKENS.issue('r1', UNTIL)}=",
        f"{TOKENS.issue('r1', UNTIL)}\n",
        f"-{UNTIL}.x",
        "9" * 5000,
        "²³.x",
        "١٢٣.x",
        f"{UNTIL}.paldies—õ",
        f"{UNTIL}.\ud800",
        "\x00",
    ],
    ids=ascii,
)
def test_it_refuses_what_it_did_not_make(token: str) -> None:
    with pytest.raises(BadTokenError):
        TOKENS.check(token, "r1", NOW)
