"""Which language a customer sees."""

import re
from functools import lru_cache

RIGHT_TO_LEFT = frozenset({"ar", "he", "fa", "ur"})

_TAG = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*")
# Nothing in it is tried twice (`*+`), so a header made of spaces costs no more than another.
_RANGE = re.compile(r"\s*+([a-zA-Z0-9-]++|\*)\s*+(?:;\s*+q\s*+=\s*+([0-9.]++))?\s*+")


@lru_cache(maxsize=64)
def offered_here(survey: tuple[str, ...], here: tuple[str, ...]) -> tuple[str, ...]:
    """Return the languages of a survey that an installation speaks, the default first.

    One that speaks none of them asks in all the survey has.
    """
    return tuple(language for language in here if language in survey) or survey


@lru_cache(maxsize=1024)
def negotiate(wanted: tuple[str, ...], offered: tuple[str, ...]) -> str:
    """Return the first wanted language that is offered: exact, then its base; else the first."""
    known = {language.lower(): language for language in offered}
    for tag in wanted:
        for candidate in (tag.lower(), tag.lower().split("-")[0]):
            if candidate in known:
                return known[candidate]
    return offered[0]


def accepted(header: str) -> tuple[str, ...]:
    """Return the languages of an Accept-Language header, most wanted first."""
    weighted = []
    for position, part in enumerate(header.split(",")[:20]):
        match = _RANGE.fullmatch(part)
        if match and match[1] != "*":
            try:
                weight = float(match[2] or 1)
            except ValueError:
                continue
            weighted.append((-weight, position, match[1]))
    return tuple(tag for weight, _, tag in sorted(weighted) if weight)


def is_tag(text: str) -> bool:
    """Tell whether a text looks like a language tag such as `et` or `pt-BR`."""
    return _TAG.fullmatch(text) is not None


def direction(language: str) -> str:
    """Return `rtl` or `ltr`."""
    return "rtl" if language.split("-", maxsplit=1)[0] in RIGHT_TO_LEFT else "ltr"
