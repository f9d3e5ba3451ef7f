"""Turns what went wrong into a problem document (RFC 9457) and one line in the log."""

import json
import re

import structlog
from aiohttp import web

from server.core.problems import Problem
from server.keys import CORS_HEADERS, PROBLEM_PAGE, Handler
from server.store.unavailable import Unavailable

FIELD = re.compile(r"\(body\)|[a-z_]{1,40}([.\[][a-z_0-9.\]]{1,40})?")
RETRY_SECONDS = "5"

log = structlog.get_logger()


@web.middleware
async def problems(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer every error of a handler as `application/problem+json`, or as a page where people look."""
    try:
        return await handler(request)
    except Problem as problem:
        return _refused(request, problem)
    except web.HTTPException as error:
        if error.status < 400:
            raise
        hint = _hint(request, error)
        return _refused(request, Problem(error.status, error.reason, hint, headers=_allow(error)))
    except Unavailable as error:
        log.warning("database_unavailable", route=_route(request), error=str(error))
        detail = "the database is not to be had; nothing was stored, please try again"
        retry = {"Retry-After": RETRY_SECONDS}
        return _document(request, Problem(503, "Unavailable", detail, headers=retry))
    except Exception:
        log.exception("failed", method=request.method, route=_route(request))
        detail = "something broke here, and it has been logged; please try again"
        return _document(request, Problem(500, "Internal error", detail))


def _refused(request: web.Request, problem: Problem) -> web.Response:
    log.info(
        "refused",
        method=request.method,
        route=_route(request),
        status=problem.status,
        problem=problem.kind,
        field=_shown(problem.field),
    )
    return _document(request, problem)


def _document(request: web.Request, problem: Problem) -> web.Response:
    page = request.get(PROBLEM_PAGE)
    return _json(request, problem) if page is None else page(request, problem)


def _json(request: web.Request, problem: Problem) -> web.Response:
    body: dict[str, object] = {
        "type": f"urn:paldies:problem:{problem.kind}",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail,
    }
    if problem.field is not None:
        body["field"] = problem.field
    if problem.faults:
        body["faults"] = [{"field": path, "detail": detail} for path, detail in problem.faults]
    return web.Response(
        status=problem.status,
        # ASCII, since a refused request may have held what cannot be written as UTF-8.
        body=json.dumps(body).encode(),
        content_type="application/problem+json",
        headers=request.get(CORS_HEADERS, {}) | problem.headers,
    )


def _shown(field: str | None) -> str | None:
    """Return a field for the log: a name that is no field of ours may be anything a visitor wrote."""
    return field if field is None or FIELD.fullmatch(field) else "(unknown)"


def _route(request: web.Request) -> str:
    # The path itself may hold a token; the pattern it matched does not.
    resource = request.match_info.route.resource
    return resource.canonical if resource is not None else "(none)"


def _hint(request: web.Request, error: web.HTTPException) -> str:
    if error.status == 404:
        return "there is nothing at this address"
    if isinstance(error, web.HTTPMethodNotAllowed):
        return f"use {' or '.join(sorted(error.allowed_methods))}, not {request.method}"
    return error.reason


def _allow(error: web.HTTPException) -> dict[str, str]:
    return {"Allow": error.headers["Allow"]} if "Allow" in error.headers else {}
