"""Plays the cast against an installation, waits until every answer is settled, and says what came of each case."""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from secrets import token_hex
from typing import TYPE_CHECKING, Final

from server.drill.cast import CAST, Act, Case
from server.drill.install import CannotDrill, Install, Told
from server.drill.stage import Pause, Stage

if TYPE_CHECKING:
    from playwright.async_api import Browser

AT_ONCE: Final = 40
BROWSERS_AT_ONCE: Final = 3
LOOK_EVERY: Final = 0.5
# What stands for a conversation that has several ratings: a person may answer where a machine had.
STATES: Final = ("counted", "provisional", "machine", "withdrawn")

Tell = Callable[[str, str], None]
"""Is told what is being done, and how far it is."""


class Verdict(StrEnum):
    OK = "ok"
    WRONG = "WRONG"
    NOT_PLAYED = "–"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a case."""

    case: Case
    verdict: Verdict
    why: str
    counted: int | None = None
    """The score that was counted, if one was."""
    sent: Counter[str] = field(default_factory=Counter)
    in_chromium: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Drill:
    """How it is held."""

    install: Install
    tell: Tell
    patience: float
    """For how many seconds after the last act answers may take to settle."""
    chromium: "Browser | None" = None
    no_chromium: str = ""
    """Why there is none."""
    cast: Sequence[Case] = CAST
    pause: Pause = asyncio.sleep
    at_once: int = AT_ONCE


@dataclass(frozen=True, slots=True)
class _Played:
    case: Case
    conversation: str
    stage: Stage
    in_chromium: bool
    failure: str = ""


async def hold(drill: Drill) -> list[Outcome]:
    """Play every case on an ask of its own, and return what came of each. Raises `CannotDrill`."""
    run = f"drill-{token_hex(3)}"
    await drill.install.first_ask(f"{run}-check")
    played = await _play_all(drill, run)
    told = await _settled(drill, run, played)
    outcomes = {one.case: _outcome(one, told.get(one.conversation, []), drill) for one in played}
    await _withdraw(drill, told)
    not_played = (Outcome(case, Verdict.NOT_PLAYED, drill.no_chromium) for case in drill.cast)
    return [outcomes.get(one.case, one) for one in not_played]


def _act(drill: Drill, case: Case) -> Act | None:
    """Return how a case is played: in a real browser where there is one."""
    if drill.chromium is not None and case.in_chromium is not None:
        return case.in_chromium
    return case.over_http


async def _play_all(drill: Drill, run: str) -> list[_Played]:
    acts = [(case, act) for case in drill.cast if (act := _act(drill, case))]
    many, few = asyncio.Semaphore(drill.at_once), asyncio.Semaphore(BROWSERS_AT_ONCE)
    done = 0

    async def play(case: Case, act: Act) -> _Played:
        nonlocal done
        async with few if act is case.in_chromium else many:
            played = await _play(drill, run, case, act)
        done += 1
        drill.tell("Playing", f"{done} of {len(acts)} cases")
        return played

    return await asyncio.gather(*(play(case, act) for case, act in acts))


async def _play(drill: Drill, run: str, case: Case, act: Act) -> _Played:
    conversation = f"{run}-{case.key}"
    ask = await drill.install.ask(conversation)
    stage = Stage(ask, drill.install.web, drill.pause, drill.chromium)
    failure = ""
    try:
        await act(stage)
    except CannotDrill:
        raise
    except Exception as error:  # what keeps one actor from playing must not hide the others
        failure = f"could not be played: {str(error).strip().partition(chr(10))[0]}"
    return _Played(case, conversation, stage, act is case.in_chromium, failure)


async def _settled(drill: Drill, run: str, played: Sequence[_Played]) -> dict[str, list[Told]]:
    """Return the ratings of this run when none waits any more, or patience is over."""
    now = asyncio.get_running_loop().time
    until = now() + drill.patience
    while True:
        told = await drill.install.ratings(run)
        open_ones = [one for one in played if _is_open(one, told.get(one.conversation, []))]
        if not open_ones or now() > until:
            return told
        left = f"{len(open_ones)} answers, for {until - now():.0f} s at most"
        drill.tell("Waiting until what nobody touched has settled", left)
        await asyncio.sleep(LOOK_EVERY)


def _is_open(played: _Played, told: Sequence[Told]) -> bool:
    if played.failure:
        return False
    is_awaited = played.case.counted is not None and not told
    return is_awaited or any(one.state == "provisional" for one in told)


def _outcome(played: _Played, told: Sequence[Told], drill: Drill) -> Outcome:
    case = played.case
    stands = min(told, key=lambda one: STATES.index(one.state), default=None)
    counted = [one.score for one in told if one.state == "counted"]
    is_open = _is_open(played, told)
    right = not played.failure and not is_open
    right = right and counted == ([] if case.counted is None else [case.counted])
    why = stands.reason if stands else "no answer was sent"
    if is_open:
        why = f"not settled after {drill.patience:.0f} s: give it more --patience"
    return Outcome(
        case,
        Verdict.OK if right else Verdict.WRONG,
        played.failure or why,
        counted=counted[0] if counted else None,
        sent=played.stage.sent,
        in_chromium=played.in_chromium,
    )


async def _withdraw(drill: Drill, told: dict[str, list[Told]]) -> None:
    """Let what was counted count no longer: nobody but the drill gave it."""
    counted = [one for ratings in told.values() for one in ratings if one.state == "counted"]
    await asyncio.gather(*map(drill.install.withdraw, counted))
