"""The few emoji names that messages of this product use; others stay as they are written."""

import re

NAMES = {
    "bar_chart": "📊",
    "bell": "🔔",
    "eyes": "👀",
    "hourglass_flowing_sand": "⏳",
    "large_blue_circle": "🔵",
    "large_green_circle": "🟢",
    "large_orange_circle": "🟠",
    "large_yellow_circle": "🟡",
    "red_circle": "🔴",
    "speech_balloon": "💬",
    "star": "⭐",
    "thumbsdown": "👎",
    "thumbsup": "👍",
    "warning": "⚠️",
    "wave": "👋",
    "white_check_mark": "✅",
    "white_circle": "⚪",
}
SHORT_NAME = re.compile(r":([a-z0-9_+-]+):")


def with_emoji(text: str) -> str:
    """Replace `:name:` by its character."""
    return SHORT_NAME.sub(lambda match: NAMES.get(match[1], match[0]), text)
