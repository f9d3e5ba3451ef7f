"""`GET /api/v1/themes`: what comments to low scores speak of and those to high scores do not, and the other way."""

import asyncio
from collections.abc import Sequence

from aiohttp import web

from server.api.period_json import period_json
from server.api.report_filter import period_of, refuse_unknown, survey_of
from server.core.instants import day_of
from server.core.periods import Period, last_days
from server.core.problems import Problem, bad_field
from server.core.themes import Theme, TooFew
from server.keys import CLOCK, DATABASE, PLACE
from server.store import rating_pages

DAYS = 365
KNOWN = frozenset({"survey", "period", "from", "to"})


async def theme_list(request: web.Request) -> web.Response:
    """Answer by language; 501 where the extra `themes` is not installed."""
    refuse_unknown(request, KNOWN)
    survey = survey_of(request)
    if survey is None:
        raise bad_field("survey", "is missing: themes are of one survey")
    period = period_of(request) or _a_year(request)
    try:
        from server.words.comment_themes import MOST_COMMENTS, comment_themes  # noqa: PLC0415  an extra
    except ImportError:
        detail = "themes need more: pip install 'paldies[themes]'"
        raise Problem(501, "Not installed", detail) from None
    written = await request.app[DATABASE].read(
        rating_pages.comments, survey.id, period.starts_at, period.ends_at, MOST_COMMENTS
    )
    found = await asyncio.to_thread(comment_themes, written)
    return web.json_response(
        {
            "survey": survey.slug,
            "period": period_json(period),
            "comments": len(written),
            "languages": [_json(language, themes) for language, themes in found.items()],
        }
    )


def _json(language: str, themes: Sequence[Theme] | TooFew) -> dict[str, object]:
    if isinstance(themes, TooFew):
        return {"language": language, "refused": themes.reason, "themes": []}
    return {"language": language, "refused": None, "themes": [_theme(theme) for theme in themes]}


def _theme(theme: Theme) -> dict[str, object]:
    return {
        "words": theme.words,
        "side": theme.side,
        "low": {"n": theme.low, "of": theme.lows},
        "high": {"n": theme.high, "of": theme.highs},
        "strength": theme.strength,
        "example": theme.example,
        "ratings": theme.rating_ids,
    }


def _a_year(request: web.Request) -> Period:
    place = request.app[PLACE]
    today = day_of(request.app[CLOCK](), place.timezone)
    return last_days(DAYS, today=today, timezone=place.timezone.key)
