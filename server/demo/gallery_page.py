"""`/demo/gallery`: every template side by side, at any size, in any language and state."""

from urllib.parse import urlencode

import msgspec
from aiohttp import web

from server.core.problems import Problem
from server.core.surveys import Survey
from server.demo.company import TEAM
from server.intake.asked_form import asked_form
from server.surveys import template, template_names
from server.web.render import render
from server.web.survey_preview import (
    SIZES,
    STEPS,
    Alternative,
    Look,
    look_choices,
    one_of,
    preview_frame,
)

PATH = "/demo/gallery"


def gallery_routes() -> list[web.RouteDef]:
    """Return the gallery, its frames, and what the widget in a frame asks for."""
    return [
        web.get(PATH, gallery_page),
        web.get(f"{PATH}/frame", gallery_frame),
        web.get(f"{PATH}/api/v1/surveys/{{slug}}/widget", gallery_form),
    ]


async def gallery_page(request: web.Request) -> web.Response:
    """Show all templates in one look."""
    surveys = [_of_template(name) for name in template_names()]
    look = Look.of(request, surveys[0])
    step, size = one_of(request, "step", STEPS), _size(request)
    steps = [
        Alternative(each, "The question" if each == "ask" else f"After {each}") for each in STEPS
    ]
    sizes = [Alternative(each.name, f"{each.name}, {each.width} px") for each in SIZES]
    agents = [Alternative(each.agent.key, each.agent.name) for each in TEAM]
    choices = look_choices(surveys[0].languages) | {
        "agent": [Alternative("", "Nobody named"), *agents]
    }
    return render(
        request,
        "demo_gallery.html",
        {
            "surveys": surveys,
            "look": look._asdict() | {"step": step, "size": size},
            "choices": choices | {"step": steps, "size": sizes},
            "size": next(each for each in SIZES if each.name == size),
            "query": urlencode(look._asdict() | {"step": step}),
        },
    )


async def gallery_frame(request: web.Request) -> web.Response:
    """Show one template in one state."""
    return preview_frame(request, _named(request.query.get("survey", "")), PATH)


async def gallery_form(request: web.Request) -> web.Response:
    """Answer the widget in a frame."""
    survey = _named(request.match_info["slug"])
    body = msgspec.json.encode(asked_form(request, survey))
    return web.Response(body=body, content_type="application/json")


def _size(request: web.Request) -> str:
    return one_of(request, "size", [each.name for each in SIZES])


def _named(name: str) -> Survey:
    if name not in template_names():
        raise Problem(404, "Unknown template", f"there is no template {name[:64]!r}")
    return _of_template(name)


def _of_template(name: str) -> Survey:
    return Survey.of(f"template-{name}", 1, template(name))
