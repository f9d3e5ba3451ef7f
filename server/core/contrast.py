"""How well one colour stands out from another."""

LIGHT_SURFACE = "#ffffff"
DARK_SURFACE = "#1b2321"
"""What a card is painted with; a test holds widget/styles.js to both."""


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours such as `#1f6f5c`, from 1 to 21.

    The formula is that of WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
    """
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)
