"""Links that a message may carry."""

from markupsafe import Markup, escape

SCHEMES = ("http://", "https://", "mailto:", "tel:")


def is_safe_link(url: str) -> bool:
    return url.lower().startswith(SCHEMES)


def link_html(url: str, label: str = "") -> Markup:
    """Return the link, or its bare text when it leads anywhere but to a page or an address."""
    if not is_safe_link(url):
        return escape(label or url)
    return Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>').format(
        url, label or url.removeprefix("mailto:")
    )
