"""Surveys and the versions they have had."""

from server.core.survey_document import SurveyDocument
from server.core.surveys import Survey
from server.store.ids import new_id
from server.store.steps import Row, Steps, query


class OtherMetric(Exception):
    """A survey of that slug measures something else; its scores would mean two things."""


class NoSuchSurvey(Exception):
    """A survey names another that is not there."""


def current() -> Steps[list[Survey]]:
    """Return every survey in the version that is asked now, by slug."""
    rows = yield query("surveys.current")
    return [_survey(row) for row in rows]


def add(document: SurveyDocument, now: int) -> Steps[None]:
    """Add a survey in its first version."""
    survey_id = new_id()
    yield query("surveys.insert", id=survey_id, slug=document.slug, now=now)
    yield from _add_version(survey_id, 1, document, now)


def put(document: SurveyDocument, now: int) -> Steps[int]:
    """Add a survey, or a version to the one of that slug; return the version that is asked from now on.

    A document that says what the survey says already makes no version. Raises `OtherMetric` and `NoSuchSurvey`.
    """
    known = {survey.slug: survey for survey in (yield from current())}
    if document.then is not None and document.then not in known:
        raise NoSuchSurvey
    before = known.get(document.slug)
    if before is None:
        yield from add(document, now)
        return 1
    if before.metric is not document.metric:
        raise OtherMetric
    if before.document == document:
        return before.version
    yield from _add_version(before.id, before.version + 1, document, now)
    yield query("surveys.advance", id=before.id, version=before.version + 1, now=now)
    return before.version + 1


def renew_secret(slug: str, now: int) -> Steps[None]:
    """Make contexts that were signed with the secret so far worthless."""
    yield query("surveys.renew_secret", slug=slug, now=now)
    yield query("meta.grow", name="catalogue_version")


def version(survey_id: str, number: int) -> Steps[Survey]:
    """Return a survey as it was when a rating answered it."""
    rows = yield query("surveys.version", survey_id=survey_id, version=number)
    document = SurveyDocument.model_validate_json(rows[0]["document"])
    return Survey.of(survey_id, number, document)


def _add_version(survey_id: str, number: int, document: SurveyDocument, now: int) -> Steps[None]:
    yield query(
        "surveys.insert_version",
        survey_id=survey_id,
        version=number,
        name=document.name,
        metric=document.metric,
        scale=document.scale,
        document=document.model_dump_json(exclude_defaults=True),
        now=now,
    )
    yield query("meta.grow", name="catalogue_version")


def _survey(row: Row) -> Survey:
    document = SurveyDocument.model_validate_json(row["document"])
    return Survey.of(row["id"], row["version"], document, row["secret_no"])
