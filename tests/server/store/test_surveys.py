import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.core.survey_check import read_survey
from server.core.survey_document import SurveyDocument
from server.core.surveys import Survey
from server.store import rating_pages, ratings, surveys
from server.store.database import Database
from server.store.surveys import NoSuchSurvey, OtherMetric
from tests.clock import TestClock
from tests.server.core.survey_documents import Table, documents, texts, whole
from tests.server.store.new_ratings import new_rating

SOME = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


async def asked(database: Database, slug: str) -> Survey:
    return {one.slug: one for one in await database.read(surveys.current)}[slug]


async def test_it_adds_a_survey(any_database: Database) -> None:
    assert await any_database.write(surveys.put, read_survey(whole()), 0) == 1
    assert (await asked(any_database, "help")).document == read_survey(whole())


async def test_it_makes_a_version_only_of_what_has_changed(any_database: Database) -> None:
    for version, name in ((1, "Help"), (1, "Help"), (2, "Support"), (3, "Help")):
        document = read_survey(whole(name=name))
        assert await any_database.write(surveys.put, document, 0) == version
    assert (await asked(any_database, "help")).version == 3


async def test_it_keeps_the_version_that_a_rating_answered(
    any_database: Database, clock: TestClock
) -> None:
    await any_database.write(surveys.put, read_survey(whole()), clock())
    first = await asked(any_database, "help")
    await any_database.write(ratings.record, new_rating(first, 3, clock()))
    wider = whole(scale=10, style="numbers", texts={"en": texts(labels=[])})
    await any_database.write(surveys.put, read_survey(wider), clock())
    (kept,) = await any_database.read(
        rating_pages.newest, rating_pages.RatingFilter(survey_id=first.id), before=None, most=2
    )
    assert (kept.survey_version, kept.score, kept.scale, kept.band) == (1, 3, 3, "positive")
    answered = await any_database.read(surveys.version, first.id, kept.survey_version)
    assert answered.bands[kept.score] is kept.band


async def test_it_refuses_to_measure_something_else(any_database: Database) -> None:
    other = read_survey(whole(slug="csat", metric="pmf", style="labels"))
    with pytest.raises(OtherMetric):
        await any_database.write(surveys.put, other, 0)
    assert (await asked(any_database, "csat")).version == 1


async def test_it_asks_nothing_after_it_that_is_not_there(any_database: Database) -> None:
    with pytest.raises(NoSuchSurvey):
        await any_database.write(surveys.put, read_survey(whole(then="nowhere")), 0)
    assert await any_database.write(surveys.put, read_survey(whole(then="nps")), 0) == 1


async def test_it_renews_a_secret(any_database: Database) -> None:
    before = (await asked(any_database, "csat")).secret_no
    await any_database.write(surveys.renew_secret, "csat", 0)
    assert (await asked(any_database, "csat")).secret_no == before + 1


@SOME
@given(document=documents())
async def test_it_survives_put_and_show_and_put_again(document: Table, database: Database) -> None:
    document |= {"slug": f"any-{document['metric']}"}
    version = await database.write(surveys.put, read_survey(document), 0)
    kept = (await asked(database, document["slug"])).document
    shown = json.loads(kept.model_dump_json(exclude_defaults=True))
    assert read_survey(shown) == kept == read_survey(document)
    assert await database.write(surveys.put, read_survey(shown), 0) == version


@SOME
@given(one=documents(), other=documents(), data=st.data())
async def test_it_never_lets_an_edit_change_the_band_of_a_rating(
    one: Table, other: Table, data: st.DataObject, database: Database, clock: TestClock
) -> None:
    slug = f"edited-{one['metric']}"
    await database.write(surveys.put, read_survey(one | {"slug": slug}), 0)
    survey = await asked(database, slug)
    score = data.draw(st.sampled_from(list(survey.bands)))
    rated = new_rating(survey, score, clock())
    await database.write(ratings.record, rated)
    edited: SurveyDocument = read_survey(other | {"slug": slug})
    if edited.metric is survey.metric:
        await database.write(surveys.put, edited, 0)
    kept = await database.read(ratings.by_id, rated.id)
    assert kept is not None
    assert (kept.score, kept.band, kept.scale) == (score, survey.bands[score], survey.scale)
