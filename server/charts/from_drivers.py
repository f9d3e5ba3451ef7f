"""What moves a score, as a chart of importance and performance, and as a table of lifts."""

from dataclasses import replace

from server.charts.driver import Driver
from server.charts.figure import figure_of
from server.charts.measure import measure_of
from server.charts.quadrant import Quadrant
from server.charts.text_table import Table
from server.core.driver_importance import DriverImportance, TooThin
from server.core.driver_lift import Lift
from server.core.drivers import Drivers
from server.core.formulas import Unit
from server.core.intervals import Interval
from server.core.rates import Rate
from server.core.score_text import amount_text, change_text
from server.core.scores import Change


def quadrant_of(drivers: Drivers) -> Quadrant:
    """Return the drivers that are weighed, or none and the reason why they are not.

    Importances are shares of what all drivers explain, so that they can be told apart in a picture
    where that is little, as it often is.
    """
    weighed = drivers.importances
    chart = Quadrant(
        title=f"What moves {drivers.title}, {drivers.period.dates}",
        measure=measure_of(drivers.whole),
        whole=figure_of("All together", drivers.whole),
        drivers=(),
    )
    if isinstance(weighed, TooThin):
        return replace(chart, refused=weighed.reason)
    shown = [_driver(drivers, one, 100 / weighed.explained) for one in weighed.drivers]
    return replace(chart, drivers=shown, explained=weighed.explained)


def _driver(drivers: Drivers, one: DriverImportance, factor: float) -> Driver:
    figure = figure_of(drivers.labels[one.driver], drivers.performance[one.driver])
    low, high = one.interval.times(factor)
    return Driver(figure, one.importance * factor, Interval(low, min(high, 100.0)))


def lift_table(drivers: Drivers) -> Table:
    """Return every driver with the share of positive answers with it and without, the surest first."""
    one_sided = ", ".join(drivers.labels[name] for name in drivers.one_sided)
    note = f"Offered after good scores alone, or after none, so nothing to compare: {one_sided}"
    return Table(
        caption=f"Good scores with a driver and without, of {drivers.whole.n:,} ratings. {_found(drivers)}.",
        columns=("Driver", "with it", "n", "without", "n", "difference, 95 % interval"),
        rows=tuple(_row(drivers.labels[lift.driver], lift) for lift in drivers.lifts),
        notes=(note,) if one_sided else (),
    )


def _found(drivers: Drivers) -> str:
    found, looked_at = sum(lift.found for lift in drivers.lifts), len(drivers.lifts)
    if found == 0:
        return "None stands out: chance explains every difference"
    if found == looked_at:
        return f"{found} of {looked_at} stand out"
    return f"{found} of {looked_at} stand out; chance explains the other differences"


def _row(label: str, lift: Lift) -> tuple[str, ...]:
    with_it, without = (_share(rate) for rate in (lift.with_it, lift.without))
    verdict = change_text(Change(lift.delta, lift.interval))
    if not lift.found:
        verdict = f"{verdict.partition(':')[0]}: not more than chance"
    return label, with_it, f"{lift.with_it.of:,}", without, f"{lift.without.of:,}", verdict


def _share(rate: Rate) -> str:
    return "–" if rate.value is None else amount_text(rate.value, Unit.PERCENT)
