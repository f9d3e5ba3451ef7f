"""`GET /api/v1/surveys/{slug}/widget`: everything the widget shows, in one answer."""

import json
from hashlib import blake2b

from aiohttp import web

from server.core.bands import Band
from server.core.languages import accepted, direction, negotiate
from server.core.problems import Problem
from server.core.surveys import Survey, SurveyTexts
from server.keys import CATALOGUE, PHRASES, PLACE

FRESH_SECONDS = 60


async def survey_widget(request: web.Request) -> web.Response:
    """Answer with the question, the choices and the texts in the best language that is offered."""
    slug = request.match_info["slug"]
    survey = request.app[CATALOGUE].survey(slug)
    if survey is None:
        raise Problem(404, "Unknown survey", f"there is no survey {slug[:64]!r}", field="survey")
    body = json.dumps(_widget(request, survey), ensure_ascii=False).encode()
    etag = blake2b(body, digest_size=12).hexdigest()
    response = web.Response(body=body, content_type="application/json", charset="utf-8")
    response.etag = etag
    response.headers["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
    response.headers["Vary"] = "Accept-Language"
    if request.if_none_match and any(seen.value == etag for seen in request.if_none_match):
        return web.Response(status=304, headers={"ETag": f'"{etag}"', "Vary": "Accept-Language"})
    return response


def _widget(request: web.Request, survey: Survey) -> dict[str, object]:
    app = request.app
    place = app[PLACE]
    asked = request.query.get("language")
    wanted = (asked,) if asked else accepted(request.headers.get("Accept-Language", ""))
    language = negotiate(wanted, place.languages_of(survey))
    texts = survey.document.texts[language]
    agent = app[CATALOGUE].agent(request.query.get("agent", ""))
    names = {"agent": agent.name if agent else None, "company": place.company}
    return {
        "survey": survey.slug,
        "version": survey.version,
        "metric": survey.metric,
        "language": language,
        "direction": direction(language),
        "question": texts.ask(names),
        "style": survey.document.style,
        "low": texts.low,
        "high": texts.high,
        "choices": [
            {"score": score, "label": label, "band": band}
            for (score, band), label in zip(survey.bands.items(), texts.labels, strict=True)
        ],
        "follow_up": {band: _follow_up(survey, texts, band) for band in Band},
        "thanks": texts.thanks,
        "texts": app[PHRASES].of(language),
        "theme": survey.document.theme.model_dump(),
    }


def _follow_up(survey: Survey, texts: SurveyTexts, band: Band) -> dict[str, object]:
    return {
        "prompt": texts.prompts[band],
        "reasons": [
            {"key": key, "label": texts.reasons[key]}
            for key in survey.document.reasons.get(band, ())
        ],
    }
