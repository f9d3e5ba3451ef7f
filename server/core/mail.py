"""E-mail: where the outgoing server is, and what a usable address looks like."""

import re
from dataclasses import dataclass, field
from email.errors import MessageError
from email.headerregistry import Address
from email.utils import parseaddr
from typing import Final
from urllib.parse import unquote, urlsplit

_PORTS: Final = {"smtp": 587, "smtps": 465}
_ADDRESS: Final = re.compile(r"[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9-]+(\.[a-zA-Z0-9-]+)*")
"""As HTML defines a valid address."""
_LONGEST_ADDRESS: Final = 254


@dataclass(frozen=True, slots=True)
class MailServer:
    """An SMTP server to hand e-mail to; `smtps` speaks TLS from the start, `smtp` when offered."""

    host: str
    port: int
    is_tls: bool
    user: str | None = None
    password: str | None = field(default=None, repr=False)


def mail_server(url: str) -> MailServer:
    """Read `smtp[s]://user:password@host:port`; ValueError says what is wrong, without the password."""
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ValueError("must be such as smtps://user:password@mail.example:465")
    try:
        port = parts.port or _PORTS[parts.scheme]
    except ValueError:
        raise ValueError("has a port that is no number up to 65535") from None
    return MailServer(
        host=parts.hostname,
        port=port,
        is_tls=parts.scheme == "smtps",
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
    )


def is_mail_address(text: str) -> bool:
    """Tell whether an address can be written to: one, whole, and nothing hidden in it."""
    if len(text) > _LONGEST_ADDRESS or not _ADDRESS.fullmatch(text):
        return False
    try:
        Address(addr_spec=text)
    except (MessageError, ValueError):
        # Such as two dots in a row, which forms let through and mail does not.
        return False
    return True


def sender(text: str) -> Address:
    """Read `Name <address>` or an address alone; ValueError when it is neither."""
    name, address = parseaddr(text)
    if not is_mail_address(address) or not name.isprintable():
        raise ValueError(f"{text!r} is not such as Kadaka Pood <help@kadaka.example>")
    return Address(display_name=name, addr_spec=address)
