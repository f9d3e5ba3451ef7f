"""`GET /api/v1/customers/at-risk`: customers who may leave, with the reasons in words, and how many came back."""

import asyncio
import re
from typing import Final

from aiohttp import web

from server.api.report_filter import refuse_unknown, survey_of
from server.core.instants import rfc3339
from server.core.problems import bad_field
from server.core.risk import DAY_MS, LOOKED_BACK_DAYS, AtRisk, at_risk, recovery
from server.keys import CLOCK, DATABASE
from server.store import customers
from server.store.customers import HistoryFilter

KNOWN: Final = frozenset({"survey", "value", "limit"})
MOST: Final = 500
_LIMIT: Final = 100


async def risk_list(request: web.Request) -> web.Response:
    """Answer with those that matter most first; `value` names the attribute that says what a customer is worth."""
    refuse_unknown(request, KNOWN)
    survey, now, most = survey_of(request), request.app[CLOCK](), _limit(request)
    wanted = HistoryFilter(
        since=now - LOOKED_BACK_DAYS * DAY_MS,
        survey_id=survey.id if survey else None,
        value=request.query.get("value"),
    )
    histories = await request.app[DATABASE].read(customers.histories, wanted)
    found = await asyncio.to_thread(at_risk, histories, now)
    recovered = recovery(histories)
    return web.json_response(
        {
            "items": [_json(one) for one in found[:most]],
            "next": None,
            "total": len(found),
            "customers": len(histories),
            "recovery": {
                "unhappy": recovered.unhappy,
                "again": recovered.again,
                "recovered": recovered.recovered,
            },
        }
    )


def _json(one: AtRisk) -> dict[str, object]:
    last = one.history.answers[-1]
    return {
        "customer": one.history.customer,
        "name": one.history.name,
        "value": one.history.value,
        "risk": one.risk,
        "reasons": list(one.reasons),
        "ratings": len(one.history.answers),
        "last": {"rating": last.rating_id, "band": last.band, "created_at": rfc3339(last.at)},
    }


def _limit(request: web.Request) -> int:
    text = request.query.get("limit", str(_LIMIT))
    if not (re.fullmatch("[0-9]{1,3}", text) and 1 <= int(text) <= MOST):
        raise bad_field("limit", f"write a number from 1 to {MOST}")
    return int(text)
