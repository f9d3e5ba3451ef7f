import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from server.middleware.client_names import ClientNames
from tests.clock import TestClock


def request(address: str, browser: str = "Firefox") -> web.Request:
    return make_mocked_request("GET", "/", headers={"User-Agent": browser, "X-At": address})


def names(clock: TestClock) -> ClientNames:
    return ClientNames(lambda request: request.headers["X-At"], clock)


def test_it_names_a_client_the_same_all_day_and_not_longer(clock: TestClock) -> None:
    name = names(clock)
    first = name(request("192.0.2.1"))
    assert name(request("192.0.2.1")) == first
    clock.forward(days=1)
    assert name(request("192.0.2.1")) != first


def test_it_tells_addresses_and_browsers_apart(clock: TestClock) -> None:
    name = names(clock)
    told = {name(request(at, by)) for at in ("192.0.2.1", "::1") for by in ("Firefox", "curl")}
    assert len(told) == 4


def test_it_says_nothing_of_who_it_is(clock: TestClock) -> None:
    one, other = names(clock), names(clock)
    assert one(request("192.0.2.1")) != other(request("192.0.2.1"))
    assert "192" not in one(request("192.0.2.1"))


def test_it_forgets_the_oldest_when_there_are_too_many(
    clock: TestClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.middleware.client_names.MOST_CLIENTS", 2)
    name = names(clock)
    first = name(request("192.0.2.1"))
    for last in range(2, 5):
        name(request(f"192.0.2.{last}"))
    assert name(request("192.0.2.1")) != first
