"""Which sites may show the widget."""

import re
from collections.abc import Iterable

_SITE = re.compile(r"(https?)://([^/\s@?#]+)/?", re.IGNORECASE)
_USUAL_PORT = {"http": ":80", "https": ":443"}


class AllowedOrigins:
    """The sites named in a setting; `*` is every site.

    `https://example.com` and `https://www.example.com` are one site: naming either allows both, since
    the owner of one serves the other. A port or a scheme is a different site, and so is a sub-domain.
    """

    def __init__(self, named: Iterable[str]) -> None:
        texts = [text.strip() for text in named]
        self._everyone = "*" in texts
        self._named = frozenset(map(_bare, texts)) - {None}

    @property
    def everyone(self) -> bool:
        return self._everyone

    def allow(self, origin: str) -> bool:
        """Tell whether a page of `origin`, as browsers send it, may ask and rate."""
        return self._everyone or _bare(origin) in self._named


def is_site(text: str) -> bool:
    """Tell whether a text names a site, such as `https://shop.example`."""
    return _bare(text) is not None


def _bare(origin: str) -> str | None:
    # `null`, which browsers send for a page without a site, is no site and so never equals one.
    match = _SITE.fullmatch(origin.strip())
    if match is None:
        return None
    scheme, host = match[1].lower(), match[2].lower()
    return f"{scheme}://{host.removesuffix(_USUAL_PORT[scheme]).removeprefix('www.')}"
