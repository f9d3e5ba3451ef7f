"""What comes over HTTP: from Slack, from nobody, and from those who pretend."""

import asyncio
import json
import time
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlencode

import pytest
from structlog.testing import LogCapture

from bot.app import build_bot
from bot.request_gate import LARGEST_BODY
from bot.sandbox.answers import Answer
from bot.sandbox.faults import ServerError
from bot.sandbox.sign import signed_headers
from server.core.phrases import Phrases
from server.core.ratings import State
from server.store import ratings
from server.store.database import Database
from tests.bot.slack import ANA, CHANNEL, SIGNING_SECRET, RunningSlack
from tests.bot.stage import Stage, slack_settings
from tests.clock import TestClock

FORM = "application/x-www-form-urlencoded"
COMMAND = urlencode(
    {"command": "/scores", "text": "help", "team_id": "T1", "user_id": "U1", "trigger_id": "1.2"}
).encode()


def signed(
    body: bytes, *, content_type: str = FORM, seconds: int = 0, secret: str = SIGNING_SECRET
) -> dict[str, str]:
    timestamp = str(int(time.time()) + seconds)
    return {"Content-Type": content_type, **signed_headers(secret, timestamp, body)}


async def post(stage: Stage, body: bytes, headers: Mapping[str, str]) -> Answer:
    return await stage.slack.sender.post(body, headers)


async def test_it_answers_what_slack_signed(stage: Stage) -> None:
    answer = await post(stage, COMMAND, signed(COMMAND))
    assert answer.status == 200
    assert answer.content_type == "application/json"
    assert answer.json["response_type"] == "ephemeral"


@pytest.mark.parametrize("seconds", [-301, 301])
async def test_it_refuses_a_signature_that_is_not_fresh(stage: Stage, seconds: int) -> None:
    assert (await post(stage, COMMAND, signed(COMMAND, seconds=seconds))).status == 401


async def test_it_refuses_a_signature_by_another_secret(stage: Stage) -> None:
    assert (await post(stage, COMMAND, signed(COMMAND, secret="guessed"))).status == 401


async def test_it_refuses_a_body_that_was_changed(stage: Stage) -> None:
    assert (await post(stage, COMMAND + b"&x=1", signed(COMMAND))).status == 401


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"\xff\xfe", b"ssl_check=1&token=x", b'{"type":"url_verification"}', b"payload=%"],
)
async def test_it_refuses_what_is_not_signed(stage: Stage, body: bytes) -> None:
    assert (await post(stage, body, {"Content-Type": FORM})).status == 401


@pytest.mark.parametrize("timestamp", ["abc", "", "²", "-1", "1e9", "9" * 400, " 1"])
async def test_it_refuses_a_timestamp_that_is_no_number(stage: Stage, timestamp: str) -> None:
    headers = signed(COMMAND) | {"X-Slack-Request-Timestamp": timestamp}
    assert (await post(stage, COMMAND, headers)).status == 401


async def test_it_refuses_a_signature_that_is_not_ascii(stage: Stage) -> None:
    headers = signed(COMMAND) | {"X-Slack-Signature": "v0=õäöü"}
    assert (await post(stage, COMMAND, headers)).status == 401


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"\xff\xfe\xfd", FORM),
        (b"{broken", "application/json"),
        (b"[1, 2]", "application/json"),
        (b"null", "application/json"),
        (b"[" * 100_000, "application/json"),
        (b"payload=%7Bbroken", FORM),
        (b"payload=7", FORM),
        (b'{"team": 7, "authorizations": "x", "enterprise": 3}', "application/json"),
    ],
)
async def test_it_answers_400_to_what_cannot_be_read(
    stage: Stage, body: bytes, content_type: str
) -> None:
    answer = await post(stage, body, signed(body, content_type=content_type))
    assert answer.status == 400
    assert answer.json["error"]


async def test_it_refuses_a_body_that_is_too_large(stage: Stage) -> None:
    body = b"x" * (LARGEST_BODY + 1)
    assert (await post(stage, body, signed(body))).status == 413


async def test_it_takes_a_body_larger_than_customers_may_send(stage: Stage) -> None:
    body = COMMAND + b"&" + urlencode({"more": "x" * 100_000}).encode()
    assert (await post(stage, body, signed(body))).status == 200


async def test_it_proves_its_address_to_slack(stage: Stage) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "abc"}).encode()
    answer = await post(stage, body, signed(body, content_type="application/json"))
    assert (answer.status, answer.json) == (200, {"challenge": "abc"})


async def test_it_answers_a_signed_certificate_check(stage: Stage) -> None:
    body = b"ssl_check=1&token=x"
    assert (await post(stage, body, signed(body))).status == 200


async def test_it_handles_a_request_that_is_sent_twice_once(stage: Stage) -> None:
    headers = signed(COMMAND)
    first = await post(stage, COMMAND, headers)
    again = await post(stage, COMMAND, headers)
    assert again == first


async def test_it_presses_a_button_once_however_often_the_press_is_sent(stage: Stage) -> None:
    """A press that is sent again after a colleague has undone it must not be done again."""
    rating_id = await stage.rate(1)
    await stage.all_delivered()
    [card] = stage.cards()
    payload = {
        "type": "block_actions",
        "team": {"id": "T1"},
        "user": {"id": ANA},
        "channel": {"id": CHANNEL},
        "message": {"ts": card.ts},
        "actions": [
            {"type": "button", "action_id": "rating_withdraw", "block_id": "b", "value": rating_id}
        ],
    }
    body = urlencode({"payload": json.dumps(payload)}).encode()
    headers = signed(body)
    assert (await post(stage, body, headers)).status == 200
    await stage.database.write(ratings.set_state, rating_id, State.COUNTED, stage.clock())
    assert (await post(stage, body, headers)).status == 200
    kept = await stage.database.read(ratings.by_id, rating_id)
    assert kept is not None
    assert kept.state is State.COUNTED


async def test_it_answers_two_at_once_with_one_answer(stage: Stage, log: LogCapture) -> None:
    body = COMMAND.replace(b"help", b"%2F").replace(b"%2Fscores", b"%2Funheard")
    headers = signed(body)
    answers = await asyncio.gather(*(post(stage, body, headers) for _ in range(5)))
    assert len(set(answers)) == 1
    heard = [entry for entry in log.entries if entry["event"] == "slack_command_unknown"]
    assert len(heard) == 1


async def test_it_answers_a_command_it_does_not_know_kindly(stage: Stage) -> None:
    answer = await stage.slack.sender.command("/weather <!channel> today")
    assert answer.status == 200
    assert answer.json["response_type"] == "ephemeral"
    assert "/weather" in answer.json["text"]
    assert "/scores help" in answer.json["text"]


async def test_it_says_ok_to_an_event_it_did_not_ask_for(stage: Stage) -> None:
    answer = await stage.slack.sender.event({"type": "app_mention", "user": ANA, "text": "hi"})
    assert answer.status == 200


async def test_it_hears_a_command_that_speaks_of_a_payload(stage: Stage) -> None:
    """Bolt's own parser takes the word for a field and finds nothing."""
    answer = await stage.slack.sender.command("/scores payload")
    assert answer.status == 200
    assert "payload" in answer.json["text"]


async def test_it_needs_no_slack_to_answer(stage: Stage) -> None:
    """Bolt would first ask auth.test, and answer 500 while that fails."""
    post_to = stage.slack.sender
    with stage.slack.workspace.faults.during("*", ServerError(500)):
        answer = await post_to.command("/scores help")
    assert answer.status == 200


async def test_it_logs_one_line_for_a_refusal_and_nothing_of_the_request(
    stage: Stage, log: LogCapture
) -> None:
    await post(stage, b"text=secret-words", {"Content-Type": FORM})
    [entry] = [entry for entry in log.entries if entry["event"] == "slack_request_refused"]
    assert entry["status"] == 401
    assert "secret-words" not in str(log.entries)


async def test_it_does_not_start_without_a_signing_secret(
    slack: RunningSlack, database: Database, stage: Stage, clock: TestClock
) -> None:
    settings = replace(slack_settings(slack), signing_secret=" ")
    with pytest.raises(ValueError, match="SLACK_SIGNING_SECRET"):
        build_bot(
            settings,
            database=database,
            catalogue=stage.catalogue,
            rules=stage.book,
            clock=clock,
            timezone="UTC",
            phrases=Phrases({}),
        )
