"""Surveys and the versions they have had."""

from server.core.surveys import Survey, SurveyDocument
from server.store.ids import new_id
from server.store.steps import Steps, query


def current() -> Steps[list[Survey]]:
    """Return every survey in the version that is asked now, by slug."""
    rows = yield query("surveys.current")
    return [
        Survey.of(row["id"], row["version"], SurveyDocument.model_validate_json(row["document"]))
        for row in rows
    ]


def add(document: SurveyDocument, now: int) -> Steps[None]:
    """Add a survey in its first version."""
    survey_id = new_id()
    yield query("surveys.insert", id=survey_id, slug=document.slug, now=now)
    yield query(
        "surveys.insert_version",
        survey_id=survey_id,
        version=1,
        name=document.name,
        metric=document.metric,
        scale=document.scale,
        document=document.model_dump_json(),
        now=now,
    )
    yield query("meta.grow", name="catalogue_version")


def version(survey_id: str, number: int) -> Steps[Survey]:
    """Return a survey as it was when a rating answered it."""
    rows = yield query("surveys.version", survey_id=survey_id, version=number)
    document = SurveyDocument.model_validate_json(rows[0]["document"])
    return Survey.of(survey_id, number, document)
