import pytest
from aiohttp.test_utils import make_mocked_request
from multidict import CIMultiDict

from server.middleware.client_address import ClientAddress, parse_networks

PROXIES = ClientAddress(parse_networks(["10.0.0.0/8", "fd00::1"]))


@pytest.mark.parametrize(
    ("peer", "said", "client"),
    [
        ("203.0.113.9", [], "203.0.113.9"),
        ("203.0.113.9", ["198.51.100.7"], "203.0.113.9"),
        ("10.0.0.1", ["198.51.100.7"], "198.51.100.7"),
        ("10.0.0.1", ["1.1.1.1, 198.51.100.7"], "198.51.100.7"),
        ("10.0.0.1", ["1.1.1.1", "198.51.100.7, 10.2.2.2"], "198.51.100.7"),
        ("10.0.0.1", ["10.3.3.3"], "10.3.3.3"),
        ("10.0.0.1", [""], "10.0.0.1"),
        ("10.0.0.1", [], "10.0.0.1"),
        ("fd00::1", ["2001:db8::7"], "2001:db8::7"),
        ("10.0.0.1", ["not an address"], "not an address"),
        ("::ffff:203.0.113.9", ["198.51.100.7"], "203.0.113.9"),
        ("::ffff:10.0.0.1", ["198.51.100.7"], "198.51.100.7"),
        ("10.0.0.1", ["198.51.100.7, ::ffff:10.2.2.2"], "198.51.100.7"),
        ("10.0.0.1", ["198.51.100.7:51234"], "198.51.100.7"),
        ("10.0.0.1", ["198.51.100.7:1, 10.2.2.2:2"], "198.51.100.7"),
        ("10.0.0.1", ["[2001:db8::7]:51234"], "2001:db8::7"),
        ("10.0.0.1", ["[2001:DB8:0::7]"], "2001:db8::7"),
        ("10.0.0.1", ["198.51.100.7:port"], "198.51.100.7:port"),
        ("", ["198.51.100.7"], ""),
    ],
)
def test_it_believes_only_trusted_proxies(peer: str, said: list[str], client: str) -> None:
    headers = CIMultiDict([("X-Forwarded-For", value) for value in said])
    request = make_mocked_request("POST", "/", headers=headers)
    assert PROXIES(request.clone(remote=peer)) == client
