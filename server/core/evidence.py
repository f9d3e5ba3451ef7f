"""Evidence: from the hits on a link to the answer that stands, and whether a person gave it.

Mail scanners open every link of a message, some run the page's script, some send its form, even after the customer
has answered. `judge` tells them from people. It is a pure function of all hits of one ballot, so that it can be run
again over history; docs/evidence.md says what it protects from, and tests/server/core/test_evidence.py holds it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from server.core.hits import Hit, Level, Means, Sign
from server.core.instants import Instant
from server.core.ratings import Evidence, State

BURST_MS = 10_000
"""Within so long, two different scores on one link were not chosen by one person."""
ALIKE_MS = 600_000
"""For so long before and after, a client that behaved as a machine is one."""
SLOW_BURST = 3
"""So many scores that one client opens within `ALIKE_MS` are a burst however slowly it goes."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What an installation and a survey decide, in milliseconds."""

    settle: int
    """A lone answer without a sign of a person counts after this time, if no burst came."""
    rerate: int
    """How long a second answer changes the first."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one hit was taken for, and why, in words."""

    hit: Hit
    level: Level
    is_machine: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer that stands."""

    hit: Hit
    """What made it stand: the score is its score, the visit its visit."""
    since: Instant
    """When this score was first given in that visit."""
    state: State
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of the hits of a ballot."""

    verdicts: tuple[Verdict, ...]
    answer: Answer | None
    """`None` while nobody and nothing has sent an answer."""
    look_at: Instant | None
    """When to judge again, because time alone will change something."""


def judge(hits: Iterable[Hit], rules: Rules, now: Instant, around: Iterable[Hit] = ()) -> Judgement:
    """Judge the hits of one ballot in the order of their instants, whatever order they are given in.

    `around` are hits on the same link that belong to other ballots: they can show a burst, and answer nothing here.
    """
    own = sorted(hits, key=_order)
    suspicion = _Suspicion([*own, *around], rules)
    verdicts = tuple(suspicion.verdict(hit) for hit in own)
    standing = _standing(verdicts, rules)
    if standing is not None:
        return _answered(verdicts, standing, rules, now)
    return Judgement(verdicts, _refused(verdicts), None)


@dataclass(frozen=True, slots=True)
class _Standing:
    verdict: Verdict
    since: Instant


class _Suspicion:
    """Tells which hits machines made."""

    def __init__(self, touches: Iterable[Hit], rules: Rules) -> None:
        self._near_ms = max(BURST_MS, rules.settle)
        self._touches = sorted(filter(_is_touch, touches), key=_order)
        self._instants = [hit.at for hit in self._touches]
        self._bursts = [hit for hit in self._touches if self._is_in_burst(hit)]
        self._burst_instants = [hit.at for hit in self._bursts]

    def verdict(self, hit: Hit) -> Verdict:
        if not hit.means.is_answer:
            return Verdict(hit, Level.FETCHED, hit.means is Means.TRAP, _FETCHED[hit.means])
        why = self._why_machine(hit)
        # How long a page was open says nothing of who opened every link of the message.
        level = Level.SENT if why and hit.sign is Sign.DWELL else hit.level
        if why and level < Level.PERSON:
            return Verdict(hit, level, True, why)
        return Verdict(hit, level, False, _SHOWN[hit.sign])

    def _why_machine(self, hit: Hit) -> str | None:
        """Say why a hit looks like a machine's: it, or what its client did around then, was a burst."""
        first = bisect_left(self._burst_instants, hit.at - max(ALIKE_MS, self._near_ms))
        last = bisect_right(self._burst_instants, hit.at + max(ALIKE_MS, self._near_ms))
        for burst in self._bursts[first:last]:
            if abs(burst.at - hit.at) <= self._near_ms or burst.client == hit.client:
                return self._describe(burst)
        return None

    def _is_in_burst(self, hit: Hit) -> bool:
        if hit.means is Means.TRAP or any(self._others(hit)):
            return True
        return len(self._same_client_scores(hit)) >= SLOW_BURST

    def _others(self, hit: Hit) -> Iterator[Hit]:
        """Yield what touched another score at nearly the same time, from another showing of the page."""
        for other in self._near(hit, BURST_MS):
            if other.score != hit.score and other.visit != hit.visit:
                yield other

    def _same_client_scores(self, hit: Hit) -> set[int | None]:
        near = self._near(hit, ALIKE_MS)
        return {other.score for other in near if other.client == hit.client}

    def _near(self, hit: Hit, within: int) -> Sequence[Hit]:
        first = bisect_left(self._instants, hit.at - within)
        return self._touches[first : bisect_right(self._instants, hit.at + within)]

    def _describe(self, burst: Hit) -> str:
        together = [burst, *self._others(burst)]
        if any(hit.means is Means.TRAP for hit in together):
            return "the hidden link was opened as well"
        if len(together) == 1:
            return (
                f"one client opened the scores {_listed(self._same_client_scores(burst))} in a row"
            )
        seconds = (max(hit.at for hit in together) - min(hit.at for hit in together)) / 1000
        return f"scores {_listed({hit.score for hit in together})} came within {seconds:.1f} s"


def _standing(verdicts: Sequence[Verdict], rules: Rules) -> _Standing | None:
    """Return the answer that stands when each takes its turn: a weaker one never replaces a stronger."""
    standing: _Standing | None = None
    first: Instant | None = None
    for verdict in verdicts:
        if verdict.level is Level.FETCHED or verdict.is_machine:
            continue
        if standing is None:
            first, standing = verdict.hit.at, _Standing(verdict, verdict.hit.at)
        elif verdict.hit.at - (first or 0) < rules.rerate and _replaces(verdict, standing.verdict):
            standing = _Standing(verdict, _since(verdict, standing))
    return standing


def _replaces(new: Verdict, old: Verdict) -> bool:
    same_sender = new.hit.client == old.hit.client or new.hit.visit == old.hit.visit
    if new.hit.sign is Sign.DWELL:
        # A page that was merely open says too little to change what a hand did, or what was answered elsewhere.
        return same_sender and (old.level < Level.PERSON or old.hit.sign is Sign.DWELL)
    if new.level != old.level:
        return new.level > old.level
    return new.level >= Level.PERSON or same_sender


def _since(new: Verdict, old: _Standing) -> Instant:
    """Return since when a score is given: a stronger sign of the same answer does not begin it anew."""
    before = old.verdict.hit
    same = before.visit == new.hit.visit and before.score == new.hit.score
    return old.since if same else new.hit.at


def _answered(
    verdicts: tuple[Verdict, ...], standing: _Standing, rules: Rules, now: Instant
) -> Judgement:
    verdict, since = standing.verdict, standing.since
    if verdict.level >= Level.PERSON:
        evidence = Evidence(verdict.level, verdict.reason)
        return Judgement(verdicts, Answer(verdict.hit, since, State.COUNTED, evidence), None)
    settled_at = since + rules.settle
    if now >= settled_at:
        evidence = Evidence(verdict.level, "the only answer on its link, and no burst came with it")
        return Judgement(verdicts, Answer(verdict.hit, since, State.COUNTED, evidence), None)
    evidence = Evidence(verdict.level, f"{verdict.reason}; waiting whether a burst comes with it")
    answer = Answer(verdict.hit, since, State.PROVISIONAL, evidence)
    return Judgement(verdicts, answer, settled_at)


def _refused(verdicts: Sequence[Verdict]) -> Answer | None:
    """Return the last answer that a machine gave, when nobody else gave any."""
    for verdict in reversed(verdicts):
        if verdict.is_machine and verdict.hit.means.is_answer:
            evidence = Evidence(verdict.level, verdict.reason)
            return Answer(verdict.hit, verdict.hit.at, State.MACHINE, evidence)
    return None


def _order(hit: Hit) -> tuple[Instant, str]:
    return hit.at, hit.id


def _is_touch(hit: Hit) -> bool:
    """Tell whether a hit can belong to a burst."""
    names_a_link = hit.score is not None or hit.means is Means.TRAP
    return names_a_link and not hit.means.says_what_it_is


def _listed(scores: Iterable[int | None]) -> str:
    return ", ".join(map(str, sorted(score for score in scores if score is not None)))


_FETCHED = {
    Means.OPTIONS: "asked what may be sent here",
    Means.HEAD: "asked for the headers of the page",
    Means.PREFETCH: "fetched before anybody asked, as it said",
    Means.PREVIEW: "fetched to show what is behind the link, as it said",
    Means.FETCH: "opened the page",
    Means.TRAP: "opened the hidden link",
}
_SHOWN = {
    Sign.NONE: "sent without a sign of a person",
    Sign.DWELL: "sent, and the page was looked at",
    Sign.GESTURE: "sent, with a pointer, a finger or a key on the page",
    Sign.CHOICE: "chosen by hand on the page",
    Sign.COMMENT: "words were written with it",
}
