"""`GET /api/v1/drivers`: which reasons and attributes move the score, and how sure that is."""

import asyncio
from typing import Final

from aiohttp import web

from server.api.period_json import period_json
from server.api.report_filter import period_of, refuse_unknown, survey_of
from server.core.driver_importance import DriverImportance, TooThin
from server.core.driver_lift import Lift
from server.core.drivers import Drivers, drivers_of
from server.core.instants import day_of
from server.core.periods import Period, last_days
from server.core.problems import bad_field
from server.core.rates import Rate
from server.core.scores import Score
from server.core.surveys import Survey
from server.keys import CLOCK, DATABASE, PLACE
from server.store import drivers
from server.store.drivers import MOST_RATINGS

DAYS: Final = 90
KNOWN: Final = frozenset({"survey", "period", "from", "to"})


async def driver_list(request: web.Request) -> web.Response:
    """Answer with the lift of each driver, and its importance unless the data is too thin."""
    refuse_unknown(request, KNOWN)
    survey = _survey(request)
    found = await _found(request, survey)
    refused = found.importances.reason if isinstance(found.importances, TooThin) else None
    weighed = () if isinstance(found.importances, TooThin) else found.importances.drivers
    return web.json_response(
        {
            "survey": survey.slug,
            "period": period_json(found.period),
            "ratings": found.whole.n,
            "limited": found.whole.n == MOST_RATINGS,
            "lifts": [_lift(found, lift) for lift in found.lifts],
            "one_sided": list(found.one_sided),
            "refused": refused,
            "explained": None
            if isinstance(found.importances, TooThin)
            else found.importances.explained,
            "importances": [_importance(found, one) for one in weighed],
        }
    )


async def asked_drivers(request: web.Request) -> Drivers:
    """Return what moves the score of the survey and the period that the parameters name."""
    return await _found(request, _survey(request))


def _survey(request: web.Request) -> Survey:
    survey = survey_of(request)
    if survey is None:
        raise bad_field("survey", "is missing: drivers are of one survey")
    return survey


async def _found(request: web.Request, survey: Survey) -> Drivers:
    period = period_of(request) or _a_quarter(request)
    given, offers = await request.app[DATABASE].read(drivers.looked_at, survey.id, period)
    return await asyncio.to_thread(drivers_of, survey, period, given, offers)


def _a_quarter(request: web.Request) -> Period:
    place = request.app[PLACE]
    today = day_of(request.app[CLOCK](), place.timezone)
    return last_days(DAYS, today=today, timezone=place.timezone.key)


def _lift(found: Drivers, lift: Lift) -> dict[str, object]:
    return {
        "driver": lift.driver,
        "label": found.labels[lift.driver],
        "with": _rate(lift.with_it),
        "without": _rate(lift.without),
        "lift": lift.delta,
        "interval": list(lift.interval),
        "found": lift.found,
    }


def _rate(rate: Rate) -> dict[str, object]:
    return {"positive": rate.part, "of": rate.of, "share": rate.value}


def _importance(found: Drivers, one: DriverImportance) -> dict[str, object]:
    return {
        "driver": one.driver,
        "label": found.labels[one.driver],
        "importance": one.importance,
        "interval": list(one.interval),
        "performance": _performance(found.performance[one.driver]),
    }


def _performance(score: Score) -> dict[str, object]:
    interval = None if score.interval is None else list(score.interval)
    return {"score": score.value, "interval": interval, "n": score.n}
