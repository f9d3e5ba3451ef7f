"""Who sent a request, when it may have come through proxies."""

import re
from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from aiohttp import web

# Some proxies add the port: `192.0.2.1:443`, `[2001:db8::1]:443`.
_WITH_PORT = re.compile(r"\[(?P<six>[^\]]+)\](?::\d+)?|(?P<four>[0-9.]+):\d+")


class ClientAddress:
    """Reads X-Forwarded-For from the trusted end.

    The header counts only when the peer itself is a trusted proxy, and in it the last address that is
    not one: whatever stands before that was written by the client and may be a lie.
    """

    def __init__(self, trusted: Iterable[IPv4Network | IPv6Network]) -> None:
        self._trusted = tuple(trusted)

    def __call__(self, request: web.Request) -> str:
        """Return the client's address, or an empty text when the peer has none."""
        client = _plain(request.remote or "")
        chain = ",".join(request.headers.getall("X-Forwarded-For", ())).split(",")
        for said in reversed(chain):
            if not said.strip() or not self._trusts(client):
                break
            client = _plain(said.strip())
        return client

    def _trusts(self, address: str) -> bool:
        try:
            parsed = ip_address(address)
        except ValueError:
            return False
        return any(parsed in network for network in self._trusted)


def _plain(text: str) -> str:
    """Write an address in the one way that compares; return as it is what is no address."""
    match = _WITH_PORT.fullmatch(text)
    bare = (match["six"] or match["four"]) if match else text
    try:
        address = ip_address(bare)
    except ValueError:
        return text
    # A socket that takes both families shows 192.0.2.1 as ::ffff:192.0.2.1.
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return str(mapped or address)


def parse_networks(texts: Iterable[str]) -> tuple[IPv4Network | IPv6Network, ...]:
    """Read addresses and networks such as `10.0.0.1` and `10.0.0.0/8`; ValueError for another."""
    return tuple(ip_network(text, strict=False) for text in texts)
