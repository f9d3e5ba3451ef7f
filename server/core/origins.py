"""Which sites may show the widget."""

from collections.abc import Iterable
from urllib.parse import urlsplit


class AllowedOrigins:
    """The sites named in a setting; `*` is every site.

    `https://example.com` and `https://www.example.com` are one site: naming either allows both, since
    the owner of one serves the other. A port or a scheme is a different site, and so is a sub-domain.
    """

    def __init__(self, named: Iterable[str]) -> None:
        self._named = frozenset(_bare(origin) for origin in named)

    @property
    def everyone(self) -> bool:
        return "*" in self._named

    def allow(self, origin: str) -> bool:
        """Tell whether a page of `origin`, as browsers send it, may ask and rate."""
        return self.everyone or _bare(origin) in self._named


def _bare(origin: str) -> str:
    if origin == "*":
        return origin
    parts = urlsplit(origin.strip().lower())
    return f"{parts.scheme}://{parts.netloc.removeprefix('www.')}"
