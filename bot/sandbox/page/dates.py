"""Moments in messages: the server writes UTC, the page's script the reader's own time."""

from datetime import UTC, datetime

from markupsafe import Markup, escape

from bot.sandbox.page.links import is_safe_link


def date_html(target: str, fallback: str) -> Markup:
    """Return `!date^seconds^format^link` as a time element, or its fallback when it is broken."""
    _, seconds, pattern, link = [*target.split("^"), "", "", ""][:4]
    if not seconds.isdecimal() or not pattern:
        return escape(fallback or target)
    time = time_html(int(seconds), pattern, fallback)
    if is_safe_link(link):
        return Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>').format(
            link, time
        )
    return time


def time_html(seconds: int, pattern: str, fallback: str = "") -> Markup:
    """Return a time element; `pattern` is Slack's, such as `{date_short} at {time}`."""
    try:
        at = datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return escape(fallback)
    return Markup('<time datetime="{}" data-pattern="{}">{}</time>').format(
        at.isoformat(), pattern, fallback or at.strftime("%d %b %Y, %H:%M UTC")
    )
