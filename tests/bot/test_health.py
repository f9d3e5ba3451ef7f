from structlog.testing import LogCapture

from bot.health import SlackHealth, SlackStatus, SocketStatus
from bot.troubles import Kind, Trouble


def test_it_is_checking_until_slack_has_answered() -> None:
    health = SlackHealth(SocketStatus.OFF)
    assert health.state().status is SlackStatus.CHECKING
    health.well("workspace")
    assert health.state().status is SlackStatus.OK


def test_it_tells_of_a_refusal_before_what_mends_itself() -> None:
    health = SlackHealth(SocketStatus.OFF)
    health.ill("C1", Trouble(Kind.UNREACHED, "not_reached"))
    health.ill("C2", Trouble(Kind.ACCESS, "not_in_channel"))
    state = health.state()
    assert (state.status, state.error) == (SlackStatus.REFUSED, "C2: not_in_channel")
    assert state.cure == "Invite the app to the channel: /invite @Paldies."


def test_it_forgets_a_trouble_that_is_over() -> None:
    health = SlackHealth(SocketStatus.OFF)
    health.ill("C1", Trouble(Kind.ACCESS, "is_archived"))
    health.well("C1")
    assert health.state().as_words() == {"state": "ok"}


def test_it_does_not_call_a_limit_a_trouble() -> None:
    health = SlackHealth(SocketStatus.OFF)
    health.ill("C1", Trouble(Kind.LIMITED, "ratelimited", 3))
    assert health.state().error is None


def test_it_tells_the_log_once(log: LogCapture) -> None:
    health = SlackHealth(SocketStatus.OFF)
    for _ in range(3):
        health.ill("C1", Trouble(Kind.ACCESS, "is_archived"))
    health.well("C1")
    assert [entry["event"] for entry in log.entries] == ["slack_trouble", "slack_well"]


def test_it_tells_of_the_socket_when_there_is_one() -> None:
    health = SlackHealth(SocketStatus.CONNECTING)
    assert health.state().as_words() == {"state": "checking", "socket": "connecting"}
