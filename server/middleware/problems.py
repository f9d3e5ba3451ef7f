"""Turns what went wrong into a problem document (RFC 9457) and one line in the log."""

import json

import structlog
from aiohttp import web

from server.core.problems import Problem
from server.keys import Handler

log = structlog.get_logger()


@web.middleware
async def problems(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer every error of a handler as `application/problem+json`."""
    try:
        return await handler(request)
    except Problem as problem:
        return _refused(request, problem)
    except web.HTTPRequestEntityTooLarge:
        return _refused(request, Problem(413, "Too large", "send at most 64 kB"))
    except web.HTTPException as error:
        if error.status < 400:
            raise
        hint = _hint(request, error)
        return _refused(request, Problem(error.status, error.reason, hint, headers=_allow(error)))
    except Exception:
        log.exception("failed", method=request.method, route=_route(request))
        detail = "something broke here, and it has been logged; please try again"
        return _document(Problem(500, "Internal error", detail))


def _refused(request: web.Request, problem: Problem) -> web.Response:
    log.info(
        "refused",
        method=request.method,
        route=_route(request),
        status=problem.status,
        problem=problem.kind,
        field=problem.field,
    )
    return _document(problem)


def _document(problem: Problem) -> web.Response:
    body = {
        "type": f"urn:paldies:problem:{problem.kind}",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail,
    }
    if problem.field is not None:
        body["field"] = problem.field
    return web.Response(
        status=problem.status,
        body=json.dumps(body, ensure_ascii=False).encode(),
        content_type="application/problem+json",
        headers=problem.headers,
    )


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
