"""`GET /api/v1/ratings.csv` and `.ndjson`: all ratings that a query asks for, as a stream."""

from dataclasses import replace

from aiohttp import web

from server.api.rating_filter import rating_filter
from server.api.rating_stream import Format, rating_stream
from server.core.problems import bad_field
from server.core.ratings import State
from server.keys import DATABASE
from server.store.rating_pages import RatingFilter

_TYPES = {"csv": "text/csv", "ndjson": "application/x-ndjson"}


async def rating_export(request: web.Request) -> web.StreamResponse:
    """Stream what counts, or what `state` says; `bom=1` lets Excel know that the CSV is UTF-8."""
    wanted = _counted_unless_told(request, rating_filter(request, also=frozenset({"bom"})))
    bom = request.query.get("bom", "0")
    if bom not in {"0", "1"}:
        raise bad_field("bom", "must be 0 or 1")
    kind: Format = "csv" if request.match_info["format"] == "csv" else "ndjson"
    response = web.StreamResponse(
        headers={
            "Content-Type": f"{_TYPES[kind]}; charset=utf-8",
            "Content-Disposition": f'attachment; filename="ratings.{kind}"',
            "Cache-Control": "no-store",
        }
    )
    await response.prepare(request)
    async for text in rating_stream(request.app[DATABASE], wanted, kind, bom=bom == "1"):
        await response.write(text.encode())
    await response.write_eof()
    return response


def _counted_unless_told(request: web.Request, wanted: RatingFilter) -> RatingFilter:
    """Leave out what machines answered and what was withdrawn: whoever adds up an export expects the score."""
    return wanted if "state" in request.query else replace(wanted, state=State.COUNTED)
