from collections.abc import Callable

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.troubles import Kind, trouble_of


def answered(status: int, body: object, **headers: str) -> SlackApiError:
    response = AsyncSlackResponse(
        client=AsyncWebClient(),
        http_verb="POST",
        api_url="https://slack.example/api/chat.postMessage",
        req_args={},
        data=body,  # type: ignore[arg-type]  # also what is no JSON object
        headers=headers,
        status_code=status,
    )
    make: Callable[..., SlackApiError] = SlackApiError
    return make("refused", response)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("ratelimited", Kind.LIMITED),
        ("service_unavailable", Kind.UNREACHED),
        ("fatal_error", Kind.UNSURE),
        ("internal_error", Kind.UNSURE),
        ("invalid_auth", Kind.ACCESS),
        ("missing_scope", Kind.ACCESS),
        ("channel_not_found", Kind.ACCESS),
        ("restricted_action_read_only_channel", Kind.ACCESS),
        ("invalid_blocks", Kind.MESSAGE),
        ("msg_too_long", Kind.MESSAGE),
        ("edit_window_closed", Kind.GONE),
        ("an_error_of_next_year", Kind.OTHER),
    ],
)
def test_it_knows_what_a_code_means(code: str, kind: Kind) -> None:
    assert trouble_of(answered(200, {"ok": False, "error": code})).kind is kind


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (500, Kind.UNSURE),
        (503, Kind.UNSURE),
        (200, Kind.UNSURE),
        (408, Kind.UNSURE),
        (404, Kind.UNREACHED),
        (429, Kind.LIMITED),
    ],
)
@pytest.mark.parametrize("body", [{}, "<html>", None])
def test_it_judges_an_answer_without_words_by_its_status(
    status: int, kind: Kind, body: object
) -> None:
    assert trouble_of(answered(status, body)).kind is kind


@pytest.mark.parametrize(("header", "seconds"), [("7", 7), ("", 30), ("soon", 30), ("-3", 30)])
def test_it_waits_as_long_as_it_is_told(header: str, seconds: float) -> None:
    assert trouble_of(answered(429, {}, **{"Retry-After": header})).retry_after == seconds


def test_it_names_the_scope_that_is_missing() -> None:
    body = {"ok": False, "error": "missing_scope", "needed": "channels:history"}
    assert "channels:history" in trouble_of(answered(200, body)).cure


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (aiohttp.ServerDisconnectedError(), Kind.UNSURE),
        (aiohttp.ClientOSError(104, "reset"), Kind.UNSURE),
        (TimeoutError(), Kind.UNSURE),
        (aiohttp.SocketTimeoutError(), Kind.UNSURE),
        (aiohttp.ConnectionTimeoutError(), Kind.UNREACHED),
        (AttributeError("the SDK met plain text"), Kind.UNSURE),
    ],
)
def test_it_is_sure_of_nothing_that_left(error: Exception, kind: Kind) -> None:
    assert trouble_of(error).kind is kind


async def test_it_knows_that_a_refused_connection_sent_nothing() -> None:
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.ClientError) as caught:
            await session.post("http://127.0.0.1:1/")
    assert trouble_of(caught.value).kind is Kind.UNREACHED
