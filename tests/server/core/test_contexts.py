import base64
import hashlib
import hmac
import json

import pytest

from server.core.contexts import BadContext, Contexts, ExpiredContext
from server.core.survey_check import read_survey
from server.core.surveys import Survey
from tests.server.core.survey_documents import whole

NOW = 1_795_000_000_000
SOON = NOW // 1000 + 3600
CONTEXTS = Contexts("k" * 32)
SURVEY = Survey.of("s1", 1, read_survey(whole(expiry_days=2)))


def signed(claims: object, secret: str, algorithm: str = "HS256") -> str:
    """Sign as a host site does, with nothing but the standard library."""
    parts = [json.dumps(part).encode() for part in ({"alg": algorithm, "typ": "JWT"}, claims)]
    head = ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts)
    mac = hmac.digest(secret.encode(), head.encode(), hashlib.sha256)
    return f"{head}.{base64.urlsafe_b64encode(mac).decode().rstrip('=')}"


def test_it_reads_what_a_host_site_signed() -> None:
    claims = {"agent": "mari", "exp": SOON}
    token = signed(claims, CONTEXTS.secret(SURVEY))
    assert CONTEXTS.read(token, SURVEY, NOW) == claims


@pytest.mark.parametrize(
    "token",
    [
        "",
        "a.b.c",
        "õ.õ.õ",
        signed({"exp": SOON}, "another secret"),
        signed({"exp": SOON}, CONTEXTS.secret(SURVEY), algorithm="none"),
        signed({"exp": SOON}, CONTEXTS.secret(SURVEY), algorithm="HS512"),
        signed({"exp": SOON}, CONTEXTS.secret(SURVEY)) + "x",
        signed([], CONTEXTS.secret(SURVEY)),
        signed({}, CONTEXTS.secret(SURVEY)),
        signed({"exp": "soon"}, CONTEXTS.secret(SURVEY)),
        signed({"exp": True}, CONTEXTS.secret(SURVEY)),
        signed({"exp": NOW}, CONTEXTS.secret(SURVEY)),
        signed({"exp": float("nan")}, CONTEXTS.secret(SURVEY)),
        signed({"exp": float("inf")}, CONTEXTS.secret(SURVEY)),
        signed({"exp": -1}, CONTEXTS.secret(SURVEY)),
        signed({"exp": SOON, "iat": SOON}, CONTEXTS.secret(SURVEY)),
    ],
)
def test_it_refuses_what_was_not_signed_for_this_survey(token: str) -> None:
    with pytest.raises(BadContext):
        CONTEXTS.read(token, SURVEY, NOW)


def test_it_refuses_what_another_survey_or_an_older_secret_signed() -> None:
    token = signed({"exp": SOON}, CONTEXTS.secret(SURVEY))
    others = (Survey.of("s2", 1, SURVEY.document), Survey.of("s1", 1, SURVEY.document, secret_no=2))
    for other in others:
        with pytest.raises(BadContext):
            CONTEXTS.read(token, other, NOW)


@pytest.mark.parametrize(
    "claims",
    [
        {"exp": NOW // 1000},
        {"exp": NOW // 1000 - 1.5},
        {"exp": SOON, "iat": NOW // 1000 - 2 * 86_400},
    ],
)
def test_it_refuses_what_has_expired(claims: dict[str, object]) -> None:
    with pytest.raises(ExpiredContext):
        CONTEXTS.read(signed(claims, CONTEXTS.secret(SURVEY)), SURVEY, NOW)
