"""`GET /s/{slug}/preview`: a survey at every size and in every state, before anybody is asked."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from aiohttp import web

from server.core.bands import Band
from server.core.survey_form import SurveyForm
from server.core.surveys import Survey
from server.intake.asked_form import asked_language, form_in
from server.keys import PLACE
from server.middleware.survey_access import survey_named
from server.web.language_names import language_name
from server.web.render import render

STEPS: Final = ("ask", *(band.value for band in Band))
"""What may be shown: the question, or what follows a choice of a band."""
FRAMES: Final = ("inline", "corner", "page")
THEMES: Final = ("light", "dark")


class Size(NamedTuple):
    """A window to look through, in CSS pixels."""

    name: str
    width: int
    height: int


SIZES: Final = (Size("Phone", 390, 640), Size("Small phone", 320, 640), Size("Desktop", 760, 640))


class Alternative(NamedTuple):
    """One way to look at a survey: its value in the query, and words for it."""

    value: str
    words: str


class Look(NamedTuple):
    """How a preview is to be seen; what a query does not say, or says wrongly, is the first there is."""

    language: str
    agent: str
    frame: str
    theme: str

    @classmethod
    def of(cls, request: web.Request, survey: Survey) -> "Look":
        return cls(
            language=asked_language(request, survey),
            agent=request.query.get("agent", ""),
            frame=one_of(request, "frame", FRAMES),
            theme=one_of(request, "theme", THEMES),
        )


def one_of(request: web.Request, name: str, known: Sequence[str]) -> str:
    """Return what the query says for a name, or else the first that is known."""
    said = request.query.get(name)
    return said if said is not None and said in known else known[0]


def look_choices(languages: Sequence[str]) -> dict[str, list[Alternative]]:
    """Return what may be chosen for each part of a look, as values and their words.

    An agent is named in the address alone: anybody may see a preview, and nobody should learn from it who works here.
    """
    return {
        "language": [Alternative(language, language_name(language)) for language in languages],
        "frame": [Alternative(frame, frame.capitalize()) for frame in FRAMES],
        "theme": [Alternative(theme, theme.capitalize()) for theme in THEMES],
    }


async def survey_preview(request: web.Request) -> web.Response:
    """Show the question and what follows each band, side by side at three sizes."""
    survey = survey_named(request.app, request.match_info["slug"])
    return render(
        request,
        "survey_preview.html",
        {
            "survey": survey,
            "look": Look.of(request, survey),
            "choices": look_choices(request.app[PLACE].languages_of(survey)),
            "steps": [step for step in STEPS if step == "ask" or step in survey.bands.values()],
            "sizes": SIZES,
        },
    )


async def preview_frame_show(request: web.Request) -> web.Response:
    """Show one state of a survey, to stand in a frame of the preview."""
    return preview_frame(request, survey_named(request.app, request.match_info["slug"]), "")


def preview_frame(request: web.Request, survey: Survey, origin: str) -> web.Response:
    """Show one state of `survey`, which the widget reads from under the path `origin`. Nothing is sent."""
    look = Look.of(request, survey)
    form = form_in(request, survey, look.language, look.agent)
    band = one_of(request, "step", STEPS)
    return render(
        request,
        "preview_frame.html",
        {
            "look": look,
            "origin": origin,
            "survey": survey,
            "form": form,
            "choose": [] if band == "ask" else _names(form, Band(band)),
        },
        framed=True,
    )


def _names(form: SurveyForm, band: Band) -> list[str]:
    """Return the names of the choices that lead to what follows a band, through a second question if there is one."""
    names = [choice.name for choice in form.choices if choice.band is band][:1]
    return [*names, *(_names(form.next, band) if form.next else ())]
