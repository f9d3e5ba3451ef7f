"""What came of a drill, as a table for a terminal of any width."""

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import Final

from click import style

from server.drill.cast import ENCOUNTERS, MACHINES, PEOPLE
from server.drill.play import Outcome, Verdict

GROUPS: Final = (
    ("Machines alone: nothing may be counted", MACHINES),
    ("People alone: each must be counted", PEOPLE),
    ("A machine and a person on the same links: the person's answer must stand", ENCOUNTERS),
)
VERDICT, WHAT, SENT, COUNTED = 6, 39, 15, 8
WIDE: Final = 108
"""From here on the reason fits beside the rest."""
WIDEST: Final = 150
COLOURS: Final = {Verdict.OK: "green", Verdict.WRONG: "red", Verdict.NOT_PLAYED: "yellow"}


def report(outcomes: Sequence[Outcome], width: int) -> str:
    """Return the table; its last lines are the result in words."""
    lines = [_columns(width)]
    for heading, cases in GROUPS:
        lines += ["", style(heading, bold=True)]
        for outcome in outcomes:
            if outcome.case in cases:
                lines += _row(outcome, width)
    return "\n".join([*lines, "", *_summary(outcomes, width)])


def _columns(width: int) -> str:
    names = f"{'':{VERDICT}}{'what was done':{WHAT}}{'sent':{SENT}}{'counted':{COUNTED}}"
    return style(f"{names}why" if width >= WIDE else f"{names}\n{'':{VERDICT}}why", dim=True)


def _row(outcome: Outcome, width: int) -> Iterator[str]:
    verdict = style(f"{outcome.verdict:{VERDICT}}", fg=COLOURS[outcome.verdict], bold=True)
    what = outcome.case.what + (" °" if outcome.in_chromium else "")
    facts = f"{what:{WHAT}}{_sent(outcome):{SENT}}{_counted(outcome):{COUNTED}}"
    beside = VERDICT + WHAT + SENT + COUNTED
    why = "not played" if outcome.verdict is Verdict.NOT_PLAYED else outcome.why
    if width < WIDE:
        yield f"{verdict}{facts.rstrip()}"
        for line in wrap(why, width - VERDICT):
            yield f"{'':{VERDICT}}{style(line, dim=True)}"
        return
    first, *more = wrap(why, min(width, WIDEST) - beside)
    yield f"{verdict}{facts}{style(first, dim=True)}"
    for line in more:
        yield f"{'':{beside}}{style(line, dim=True)}"


def _sent(outcome: Outcome) -> str:
    return ", ".join(f"{n} {method}" for method, n in sorted(outcome.sent.items()))


def _counted(outcome: Outcome) -> str:
    if outcome.verdict is Verdict.NOT_PLAYED:
        return ""
    return "nothing" if outcome.counted is None else f"{outcome.counted} of 5"


def _summary(outcomes: Sequence[Outcome], width: int) -> Iterator[str]:
    wrong = sum(outcome.verdict is Verdict.WRONG for outcome in outcomes)
    played = [outcome for outcome in outcomes if outcome.verdict is not Verdict.NOT_PLAYED]
    if any(outcome.in_chromium for outcome in outcomes):
        yield style("° in a real Chromium; the others over HTTP, as such clients do", dim=True)
    if len(played) < len(outcomes):
        why = next(one.why for one in outcomes if one.verdict is Verdict.NOT_PLAYED)
        said = f"{len(outcomes) - len(played)} cases were not played: each {why}"
        yield from wrap(said, min(width, WIDEST))
    if wrong:
        yield style(f"{wrong} of {len(played)} cases came out WRONG.", fg="red", bold=True)
        return
    people = sum(outcome.case.counted is not None for outcome in played)
    yield style(
        f"Nothing was counted from any machine, and each of {people} people was counted.",
        fg="green",
        bold=True,
    )
