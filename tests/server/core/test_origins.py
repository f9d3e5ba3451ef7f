import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.origins import AllowedOrigins, is_site

NAMED = AllowedOrigins(["https://shop.example/", " HTTPS://www.Second.Example:443", "http://[::1]"])


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        ("https://shop.example", True),
        ("https://www.shop.example", True),
        ("https://second.example", True),
        ("http://[::1]", True),
        ("http://shop.example", False),
        ("https://shop.example:8443", False),
        ("https://sub.shop.example", False),
        ("https://www.www.shop.example", False),
        ("https://shop.example.evil.example", False),
        ("https://evil.example/https://shop.example", False),
        ("https://shop.example@evil.example", False),
        ("ftp://shop.example", False),
        ("shop.example", False),
        ("://", False),
        ("//", False),
        ("https://", False),
        ("https://[", False),
        ("*", False),
        ("null", False),
        ("", False),
    ],
)
def test_it_allows_the_sites_that_are_named(origin: str, allowed: bool) -> None:
    assert NAMED.allow(origin) is allowed


@pytest.mark.parametrize("named", ["shop.example", "null", "", "https://", "//shop.example"])
@pytest.mark.parametrize("origin", ["null", "", "shop.example", "//shop.example"])
def test_it_never_takes_one_text_that_is_no_site_for_another(named: str, origin: str) -> None:
    assert not is_site(named)
    assert not AllowedOrigins([named]).allow(origin)


@pytest.mark.parametrize("origin", ["https://any.example", "null", "", "https://["])
def test_it_allows_every_site_by_a_star(origin: str) -> None:
    everyone = AllowedOrigins(["https://shop.example", "*"])
    assert everyone.everyone
    assert everyone.allow(origin)


@given(st.text())
def test_it_answers_whatever_is_sent(origin: str) -> None:
    assert not AllowedOrigins(["https://shop.example"]).allow(f"{origin}.evil.example")
    assert not AllowedOrigins([]).allow(origin)
