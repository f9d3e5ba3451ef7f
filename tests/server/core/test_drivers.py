from datetime import date
from random import Random

from server.core.bands import Band
from server.core.driver_importance import Importances, TooThin
from server.core.drivers import MOST_VALUES, Alike, Drivers, drivers_of, offers_of
from server.core.periods import last_days
from server.core.survey_document import SurveyDocument
from server.core.surveys import Survey
from tests.server.core.simulated_drivers import NOISE, PLANTED, ratings
from tests.server.core.survey_documents import whole

PERIOD = last_days(90, today=date(2026, 11, 22), timezone="Europe/Riga")
REASONS = (PLANTED, *NOISE)


def survey_of(**reasons: tuple[str, ...]) -> Survey:
    """Return a survey that offers reasons by band."""
    written = SurveyDocument.model_validate(whole(scale=5, reasons=reasons))
    return Survey.of("s", 1, written)


EVERYBODY = survey_of(positive=REASONS, neutral=REASONS, negative=REASONS)


def alike(score: int, n: int, *reasons: str, **attributes: str) -> Alike:
    band = {5: Band.POSITIVE, 4: Band.POSITIVE, 3: Band.NEUTRAL}.get(score, Band.NEGATIVE)
    return Alike(1, 5, score, band, frozenset(reasons), tuple(attributes.items()), n)


def found(given: list[Alike], survey: Survey = EVERYBODY) -> Drivers:
    return drivers_of(survey, PERIOD, given, offers_of(survey))


def simulated(seed: int, effect: float) -> list[Alike]:
    answers = ratings(Random(seed), 600, effect=effect)
    return [
        alike(5 if pattern.positive else 1, n, *sorted(pattern.drivers))
        for pattern, n in answers.items()
    ]


def test_it_finds_the_driver_that_was_planted() -> None:
    drivers = found(simulated(1, effect=0.3))
    assert (drivers.lifts[0].driver, drivers.lifts[0].found) == (PLANTED, True)
    assert isinstance(drivers.importances, Importances)
    assert drivers.importances.drivers[0].driver == PLANTED
    performance = drivers.performance[PLANTED]
    assert drivers.whole.value is not None
    assert performance.value is not None
    assert performance.value < drivers.whole.value


def test_it_finds_nothing_in_noise() -> None:
    """One in twenty is what both tests allow; these are always the same twenty."""
    looked = [found(simulated(seed, effect=0.0)) for seed in range(20)]
    assert sum(any(lift.found for lift in each.lifts) for each in looked) <= 2
    assert sum(isinstance(each.importances, Importances) for each in looked) <= 4


def test_it_compares_a_reason_with_nobody_who_was_not_offered_it() -> None:
    """`slow` is offered after low scores alone: those that are all low with it prove nothing."""
    survey = survey_of(
        positive=("polite",), neutral=("slow", "polite"), negative=("slow", "polite")
    )
    given = [
        *(alike(5, 100), alike(5, 60, "polite")),
        *(alike(1, 40, "slow"), alike(1, 10), alike(1, 20, "polite")),
    ]
    drivers = found(given, survey)
    assert drivers.one_sided == ("slow",)
    (polite,) = drivers.lifts
    assert (polite.driver, polite.with_it.of, polite.without.of) == ("polite", 80, 150)
    assert isinstance(drivers.importances, Importances | TooThin)
    if isinstance(drivers.importances, Importances):
        assert [one.driver for one in drivers.importances.drivers] == ["polite"]


def test_it_compares_an_attribute_among_those_that_have_it() -> None:
    given = [
        *(alike(5, 80, region="EE"), alike(1, 20, region="EE")),
        *(alike(5, 30, region="LV"), alike(1, 70, region="LV")),
        *(alike(5, 500),),
    ]
    lifts = {lift.driver: lift for lift in found(given).lifts}
    assert (lifts["region=EE"].with_it, lifts["region=EE"].without) == ((80, 100), (30, 100))
    assert round(lifts["region=LV"].delta) == -50


def test_it_leaves_out_what_tells_single_orders_apart() -> None:
    given = [
        alike(5 if number % 2 else 1, 6, order=str(number)) for number in range(MOST_VALUES + 1)
    ]
    drivers = found(given)
    assert (drivers.lifts, drivers.labels, drivers.whole.n) == ((), {}, 6 * (MOST_VALUES + 1))


def test_it_says_so_when_there_is_nothing_to_look_at() -> None:
    drivers = found([])
    assert (drivers.lifts, drivers.whole.value) == ((), None)
    assert isinstance(drivers.importances, TooThin)
