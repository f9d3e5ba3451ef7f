import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from aiohttp.http_exceptions import BadHttpMessage

from server.logs import configure_logs


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    root, before = logging.getLogger(), structlog.get_config()
    handlers, level = root.handlers[:], root.level
    # Otherwise basicConfig would close those of pytest.
    root.handlers = []
    yield
    root.handlers = handlers
    root.setLevel(level)
    structlog.configure(**before)


def logged(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    (line,) = capsys.readouterr().err.splitlines()
    entry: dict[str, Any] = json.loads(line)
    return entry


def fail(comment: str) -> None:
    asked = {"comment": comment}
    try:
        asked.pop("score")
    except KeyError as error:
        raise RuntimeError(f"it broke\nDETAIL: Failing row contains ({comment})") from error


def test_it_writes_one_json_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs()
    structlog.get_logger().info("taken", survey="csat", note="Tänan\nväga 🙂")
    entry = logged(capsys)
    assert (entry["event"], entry["level"], entry["note"]) == ("taken", "info", "Tänan\nväga 🙂")
    assert entry["timestamp"].endswith("Z")


def test_it_writes_the_events_of_libraries_the_same_way(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs()
    logging.getLogger("some.library").warning("slow: %s ms", 12)
    entry = logged(capsys)
    assert (entry["event"], entry["level"]) == ("slow: 12 ms", "warning")


@pytest.mark.parametrize("level", ["INFO", "WARNING"])
def test_it_leaves_out_what_is_below_its_level(
    capsys: pytest.CaptureFixture[str], level: str
) -> None:
    configure_logs(level)
    structlog.get_logger().info("small")
    assert ("small" in capsys.readouterr().err) is (level == "INFO")


@pytest.mark.parametrize("ours", [True, False])
def test_it_shows_where_an_error_came_from_and_no_values(
    capsys: pytest.CaptureFixture[str], ours: bool
) -> None:
    configure_logs()
    # A traceback quotes the source, so the source must not have it in one piece.
    name = "kadri"
    comment = f"{name}@example.com"
    try:
        fail(comment)
    except RuntimeError:
        if ours:
            structlog.get_logger().exception("failed")
        else:
            logging.getLogger("some.library").exception("failed")
    entry = logged(capsys)
    trace = entry["exception"]
    assert entry["event"] == "failed"
    assert trace.index("KeyError: 'score'") < trace.index("RuntimeError: it broke")
    assert "in fail\n" in trace
    assert comment not in json.dumps(entry)


def test_it_ends_where_an_error_is_its_own_cause(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs()
    try:
        error = ValueError("round and round")
        raise error from error
    except ValueError:
        structlog.get_logger().exception("failed")
    assert logged(capsys)["exception"].count('round and round"') <= 1


def test_it_says_of_a_bad_request_only_what_kind_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs()
    error = BadHttpMessage("Authorization : Bearer hush")
    logging.getLogger("aiohttp.server").error("Error from %s", "192.0.2.1", exc_info=error)
    entry = logged(capsys)
    assert (entry["event"], entry["error"]) == ("bad_request", "BadHttpMessage")
    assert not any(word in json.dumps(entry) for word in ("hush", "192.0.2.1"))


def test_it_keeps_an_error_of_our_own_without_the_address(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure_logs()
    try:
        fail("hush")
    except RuntimeError:
        logging.getLogger("aiohttp.server").exception("Error from %s", "192.0.2.1")
    entry = logged(capsys)
    assert (entry["event"], entry["level"]) == ("answer_failed", "error")
    assert "RuntimeError: it broke" in entry["exception"]
    assert "192.0.2.1" not in json.dumps(entry)
