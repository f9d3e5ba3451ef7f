"""The grammar of /scores: what was asked, as data. The same for Slack, the terminal and rules.

docs/scores-command.md lists what is understood; `question_reader` is where it is read.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Final, TypeAlias

from server.core.agents import Agent
from server.core.bands import Band, Metric
from server.core.periods import Period
from server.core.question_draft import Draft
from server.core.question_known import Known, Unclear
from server.core.question_reader import read_question
from server.core.question_verbs import (
    Verb,
    help_topic,
    pause_of,
    search_of,
    test_of,
    verb_of,
)
from server.core.question_words import shown, spoken, words_of
from server.core.score_filter import By, ScoreFilter

LONGEST: Final = 2_000
"""Characters of a question. More is not read at all."""


@dataclass(frozen=True, slots=True)
class ScoreQuestion:
    """One question. Neither survey nor metric: every survey; a metric: every survey of it.

    `by` holds at most two; `versus` is None where nothing but the period before is compared with.
    """

    period: Period
    survey: str | None = None
    metric: Metric | None = None
    by: tuple[By, ...] = ()
    only: ScoreFilter = field(default_factory=ScoreFilter)
    versus: Period | None = None
    share: bool = False


@dataclass(frozen=True, slots=True)
class Low:
    """The latest low ratings, `n` at most; negative ones, unless `only` names a band."""

    n: int
    period: Period
    survey: str | None = None
    metric: Metric | None = None
    only: ScoreFilter = field(default_factory=ScoreFilter)
    share: bool = False


@dataclass(frozen=True, slots=True)
class Find:
    """Ratings in whose words a text occurs. The text is as it was typed: escape it."""

    text: str
    period: Period
    survey: str | None = None
    metric: Metric | None = None
    only: ScoreFilter = field(default_factory=ScoreFilter)
    share: bool = False


@dataclass(frozen=True, slots=True)
class Status:
    """How the connection stands."""


@dataclass(frozen=True, slots=True)
class Mute:
    """No news here for some hours, or before a day or a time of day; see `mute_time.mute_end`."""

    hours: float | None = None
    until_on: date | None = None
    until_at: time | None = None


@dataclass(frozen=True, slots=True)
class Unmute:
    """News here again."""


@dataclass(frozen=True, slots=True)
class Rules:
    """Which news comes here; `test` says of which rule, as Slack sent it, to know how it would do."""

    test: str | None = None


@dataclass(frozen=True, slots=True)
class Subscribe:
    """News wanted here; `text` says which, as Slack sent it."""

    text: str


@dataclass(frozen=True, slots=True)
class Unsubscribe:
    """News no longer wanted here; `text` says which, as Slack sent it."""

    text: str


@dataclass(frozen=True, slots=True)
class Help:
    """Somebody asked how to ask, perhaps about one verb."""

    verb: str | None = None


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """The words that stopped us, why in a sentence, and what we would have understood instead.

    They repeat what was typed: escape them where they are shown.
    """

    word: str
    reason: str
    suggestion: str | None = None


Action: TypeAlias = Low | Find | Status | Mute | Unmute | Rules | Subscribe | Unsubscribe
Asked: TypeAlias = ScoreQuestion | Action | Help | NotUnderstood


def parse(
    text: str,
    *,
    surveys: Collection[str],
    today: date,
    timezone: str,
    agents: Collection[Agent] | None = None,
    teams: Collection[str] | None = None,
    attributes: Collection[str] | None = None,
    baselines: Mapping[str, Period | None] | None = None,
) -> Asked:
    """Read a question in any order of words, or a verb and what follows it.

    A word that is the slug of a survey means that survey, even when it is a metric's name too.
    Agents, teams and attributes that are given are the only ones that may be named; those that are
    None may be any.
    """
    known = Known.of(
        today=today,
        timezone=timezone,
        surveys=surveys,
        agents=agents,
        teams=teams,
        attributes=attributes,
        baselines=baselines,
    )
    try:
        return _asked(text, known)
    except Unclear as unclear:
        return NotUnderstood(unclear.word, unclear.reason, unclear.suggestion)


def _asked(text: str, known: Known) -> Asked:
    if len(text) > LONGEST:
        word = shown(spoken(text[:100], known.people))
        raise Unclear(word, f"That is longer than I can read: over {LONGEST:,} characters.")
    line = spoken(text, known.people)
    if verb := verb_of(line):
        return _act(verb, text, known)
    if _calls_for_help(line):
        return Help(help_topic(line))
    draft = read_question(line, known)
    if draft.low is not None:
        return _low(draft, draft.low)
    return ScoreQuestion(
        draft.asked_period(),
        survey=draft.survey,
        metric=draft.metric,
        by=tuple(draft.by),
        only=draft.only(),
        versus=draft.versus(),
        share=draft.share,
    )


def _act(verb: Verb, text: str, known: Known) -> Asked:
    if verb.name == "help" or (verb.name != "find" and _calls_for_help(verb.rest)):
        return Help(help_topic(f"{verb.name} {verb.rest}"))
    match verb.name:
        case "find":
            return _find(verb.rest, known)
        case "mute":
            return _mute(verb.rest, known)
        case "rules" if (tested := test_of((verb_of(text) or verb).rest)) is not None:
            # What Slack sent still says which person is meant.
            return Rules(tested)
        case "subscribe" | "unsubscribe":
            return _subscription(verb.name, (verb_of(text) or verb).rest)
        case _:
            return _plain(verb)


def _subscription(name: str, sent: str) -> Subscribe | Unsubscribe | Help:
    if name == "unsubscribe":
        return Unsubscribe(sent)
    return Subscribe(sent) if sent else Help("subscribe")


def _mute(rest: str, known: Known) -> Mute | Unmute | Help:
    if not rest:
        return Help("mute")
    pause = pause_of(rest, known)
    return Unmute() if pause is None else Mute(*pause)


def _plain(verb: Verb) -> Status | Rules | Unmute:
    """Return what stands alone; politeness is no more than that."""
    if verb.rest.casefold().strip("?!. ") not in {"", "please", "now", "here"}:
        more = shown(f"{verb.name} {verb.rest}")
        raise Unclear(more, f"“{verb.name}” stands alone.", verb.name)
    match verb.name:
        case "status":
            return Status()
        case "rules":
            return Rules()
        case _:
            return Unmute()


def _find(rest: str, known: Known) -> Find:
    text, more = search_of(rest)
    if not text:
        raise Unclear("find", "Find what? Write a word that customers used.", "find refund")
    draft = read_question(more, known)
    if draft.by or draft.comparison:
        raise Unclear(shown(more.strip()), "What is found is a list: nothing to group or compare.")
    return Find(
        text,
        draft.asked_period(),
        survey=draft.survey,
        metric=draft.metric,
        only=draft.only(),
        share=draft.share,
    )


def _low(draft: Draft, n: int) -> Low:
    if draft.by or draft.comparison:
        raise Unclear("low", "The low ratings are a list: nothing to group or compare.", f"low {n}")
    draft.narrowed.setdefault("band", Band.NEGATIVE)
    return Low(
        n,
        draft.asked_period(),
        survey=draft.survey,
        metric=draft.metric,
        only=draft.only(),
        share=draft.share,
    )


def _calls_for_help(line: str) -> bool:
    words = [word.said for word in words_of(line)]
    return line.strip() == "?" or "help" in words[:1] + words[-1:]
