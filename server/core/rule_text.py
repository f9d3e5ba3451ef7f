"""A rule as text, as it is typed after `/scores subscribe`, and in plain words.

    csat score<=2 comments agent:@mari region=EE text:"refund" digest:daily@09:00 quiet:22:00-07:00 mention

`read_rule` reads it, `rule_text` writes it, and what one writes the other reads back as the same rule.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import msgspec

from server.core.agents import Agent
from server.core.bands import Band, Metric
from server.core.ratings import Source
from server.core.rule_times import Every, is_timezone
from server.core.rules import DigestTime, Filter, Manner, QuietHours, Rule, Threads, Trigger
from server.core.score_question import NotUnderstood

_PIECE: Final = r'"(?:[^"\\]|\\.)*"'
_WORD: Final = re.compile(rf'(?:{_PIECE}|[^\s"])+', re.DOTALL)
_NAMED: Final = re.compile(rf'({_PIECE}|[^\s":=<>]+)(<=|>=|=<|=>|[:=<>])(.*)', re.DOTALL)
_BARE: Final = re.compile(r'[^\s":=<>\\,;]+')
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
_SCORE_RANGE: Final = re.compile(r"(<=|>=|<|>|)(\d{1,2})(?:-(\d{1,2}))?")
_DIGEST: Final = re.compile(r"([a-z]+)(?:@(?:(?<=weekly@)mon(?:day)?)?(\d{1,2}(?::\d\d)?))?")
_QUIET: Final = re.compile(r"(\d{1,2}(?::\d\d)?)(?:-|–|—)(\d{1,2}(?::\d\d)?)(?:@(\S+))?")
_FILLERS: Final = frozenset({"all", "and", "cards", "everything", "only", "ratings", "to", "with"})
_COMMENTS: Final = frozenset({"comment", "comments"})
_ON: Final = frozenset({"", "on", "yes", "true"})
_OFF: Final = frozenset({"off", "no", "none", "false", "never"})
_HIGHEST: Final = 10
MOST_ATTRIBUTES: Final = 10
MOST_KEY: Final = 64

_EXAMPLES: Final = MappingProxyType(
    {
        "score": "score<=2",
        "digest": "digest:daily@09:00",
        "quiet": "quiet:22:00-07:00",
        "threads": "threads:on",
        "band": "band:negative",
        "agent": "agent:@mari",
        "source": "source:widget",
        "attribute": "attribute:region=EE",
    }
)


@dataclass(frozen=True, slots=True)
class Known:
    """What there is to name: surveys by slug, agents by key, name and Slack id."""

    surveys: Collection[str]
    agents: Mapping[str, str]
    """Any name of an agent, in small letters, and the agent's key."""

    @staticmethod
    def names_of(agents: Collection[Agent]) -> dict[str, str]:
        """Return the names that agents may be called by; a key goes before another's name."""
        by_name = {
            name.casefold(): agent.key
            for agent in agents
            for name in (agent.slack_id, agent.email, agent.name)
            if name
        }
        return by_name | {agent.key.casefold(): agent.key for agent in agents}


class RuleRequest(NamedTuple):
    """What somebody subscribes to, and what they said of the manner; the rest stays as it is."""

    trigger: Trigger
    filter: Filter
    changes: Mapping[str, object]

    def applied_to(self, manner: Manner) -> Manner:
        changed: Manner = msgspec.structs.replace(manner, **self.changes)
        return changed


def read_rule(text: str, known: Known) -> RuleRequest | NotUnderstood:
    """Read a rule; what stops us comes back with a reason and, where there is one, what was meant."""
    words = _WORD.findall(text)
    if '"' in _WORD.sub("", text):
        return NotUnderstood('"', 'A quotation mark is open: write both, as in text:"too late".')
    reader = _Reader(known)
    try:
        for word in words:
            reader.take(word)
    except _Stop as stop:
        return stop.problem
    return reader.request()


class _Stop(Exception):
    def __init__(self, word: str, reason: str, suggestion: str | None = None) -> None:
        super().__init__(reason)
        self.problem = NotUnderstood(word, reason, suggestion)


@dataclass(slots=True)
class _Reader:
    """Takes one word after another."""

    known: Known
    filter: dict[str, Any] = field(default_factory=dict)
    attributes: dict[str, str] = field(default_factory=dict)
    changes: dict[str, object] = field(default_factory=dict)
    trigger: Trigger | None = None

    def request(self) -> RuleRequest:
        wanted = Filter(**self.filter, attributes=dict(sorted(self.attributes.items())))
        return RuleRequest(self.trigger or Trigger.RATED, wanted, self.changes)

    def take(self, word: str) -> None:
        named = _NAMED.fullmatch(word)
        if named is None:
            self._bare(word)
            return
        name, sign, rest = named.groups()
        value = _bare_value(rest)
        reader = _NAMES.get(name.casefold())
        if name.casefold() == "score":
            self.take_score(word, {"=<": "<=", "=>": ">="}.get(sign, sign) + value)
        elif sign in {":", "="} and reader is not None:
            reader(self, word, rest if reader is _Reader.take_attribute else value)
        elif sign == "=":
            self._put_attribute(word, _bare_value(name), value)
        else:
            raise _unknown_name(word, name, value)

    def _bare(self, word: str) -> None:
        bare = word.strip(",;").casefold()
        if bare in _FILLERS or not bare:
            return
        if slug := {slug.casefold(): slug for slug in self.known.surveys}.get(bare):
            self._put("survey", slug, word)
        elif bare in set(Metric):
            self._put("metric", Metric(bare), word)
        elif bare in set(Band):
            self._put("band", Band(bare), word)
        elif bare in _COMMENTS:
            self.filter["has_comment"] = True
        elif bare in set(Trigger):
            self.take_trigger(word, bare)
        elif bare == "mention":
            self.changes["mention"] = True
        else:
            raise _unknown(word, bare, self.known)

    def _put(self, name: str, value: object, word: str) -> None:
        if self.filter.get(name, value) != value:
            reason = f"One {name.replace('_', ' ')} a rule, please. Subscribe twice to have both."
            raise _Stop(word, reason)
        self.filter[name] = value

    def take_trigger(self, word: str, value: str) -> None:
        trigger = Trigger(_one_of(word, value.casefold(), list(Trigger)))
        if self.trigger not in {None, trigger}:
            raise _Stop(word, f"One of {', '.join(Trigger)}, please.")
        self.trigger = trigger

    def take_survey(self, word: str, value: str) -> None:
        slugs = {slug.casefold(): slug for slug in self.known.surveys}
        self._put("survey", slugs[_one_of(word, value.casefold(), list(slugs))], word)

    def take_metric(self, word: str, value: str) -> None:
        self._put("metric", Metric(_one_of(word, value.casefold(), list(Metric))), word)

    def take_band(self, word: str, value: str) -> None:
        self._put("band", Band(_one_of(word, value.casefold(), list(Band))), word)

    def take_source(self, word: str, value: str) -> None:
        self._put("source", Source(_one_of(word, value.casefold(), list(Source))), word)

    def take_agent(self, word: str, value: str) -> None:
        agents = self.known.agents
        name = value.casefold()
        found = agents.get(name) or agents.get(name.removeprefix("@"))
        if found is None:
            found = agents[_one_of(word, name.removeprefix("@"), list(agents))]
        self._put("agent", found, word)

    def take_team(self, word: str, value: str) -> None:
        self._put("team", _filled(word, value, "team:chat"), word)

    def take_language(self, word: str, value: str) -> None:
        if not 2 <= len(value) <= 35:
            raise _Stop(word, "Write a language as language:et.", "language:et")
        self._put("language", value, word)

    def take_text(self, word: str, value: str) -> None:
        self._put("text", _filled(word, value, 'text:"refund"'), word)

    def take_attribute(self, word: str, rest: str) -> None:
        named = _NAMED.fullmatch(rest)
        if named is None or named[2] != "=":
            raise _Stop(word, "Write an attribute as attribute:region=EE.", "attribute:region=EE")
        self._put_attribute(word, _bare_value(named[1]), _bare_value(named[3]))

    def _put_attribute(self, word: str, key: str, value: str) -> None:
        _filled(word, value, f"{key}=EE")
        if not 0 < len(key) <= MOST_KEY or len(self.attributes) == MOST_ATTRIBUTES:
            reason = (
                f"A rule takes {MOST_ATTRIBUTES} attributes with keys of {MOST_KEY} characters."
            )
            raise _Stop(word, reason)
        if self.attributes.get(key, value) != value:
            raise _Stop(word, f"One {key} a rule, please. Subscribe twice to have both.")
        self.attributes[key] = value

    def take_score(self, word: str, value: str) -> None:
        found = _SCORE_RANGE.fullmatch(value.removeprefix(":").removeprefix("="))
        if found is None or (found[1] and found[3]):
            raise _bad(word, "score")
        sign, first, last = found[1], int(found[2]), int(found[3] or found[2])
        if sign in {"<", ">"}:
            first = last = first + (1 if sign == ">" else -1)
        if not 0 <= first <= last <= _HIGHEST:
            raise _Stop(word, "Scores are from 0 to 10, the lower one first.", "score:1-2")
        if sign not in {"<=", "<"}:
            self._put("score_min", first, word)
        if sign not in {">=", ">"}:
            self._put("score_max", last, word)

    def take_digest(self, word: str, value: str) -> None:
        if value.casefold() in _OFF:
            self.changes["digest"] = None
            return
        found = _DIGEST.fullmatch(value.casefold())
        at = _time(found[2] or "09:00") if found else None
        if found is None or at is None:
            raise _bad(word, "digest")
        self.changes["digest"] = DigestTime(Every(_one_of(word, found[1], list(Every))), at)

    def take_quiet(self, word: str, value: str) -> None:
        if value.casefold() in _OFF:
            self.changes["quiet"] = None
            return
        found = _QUIET.fullmatch(value)
        begins, ends = (_time(found[1]), _time(found[2])) if found else (None, None)
        if found is None or begins is None or ends is None or begins == ends:
            raise _bad(word, "quiet")
        if found[3] and not is_timezone(found[3]):
            raise _Stop(word, f"I know no time zone {found[3]}; one is Europe/Riga.")
        self.changes["quiet"] = QuietHours(begins, ends, found[3])

    def take_mention(self, word: str, value: str) -> None:
        self.changes["mention"] = _switch(word, value)

    def take_comments(self, word: str, value: str) -> None:
        self.filter["has_comment"] = _switch(word, value)

    def take_threads(self, word: str, value: str) -> None:
        wanted = "off" if value.casefold() in _OFF else value.casefold()
        self.changes["threads"] = Threads(_one_of(word, wanted, list(Threads)))


_NAMES: Final[Mapping[str, Callable[[_Reader, str, str], None]]] = MappingProxyType(
    {
        "trigger": _Reader.take_trigger,
        "survey": _Reader.take_survey,
        "metric": _Reader.take_metric,
        "band": _Reader.take_band,
        "source": _Reader.take_source,
        "agent": _Reader.take_agent,
        "team": _Reader.take_team,
        "language": _Reader.take_language,
        "text": _Reader.take_text,
        "attribute": _Reader.take_attribute,
        "digest": _Reader.take_digest,
        "quiet": _Reader.take_quiet,
        "mention": _Reader.take_mention,
        "comments": _Reader.take_comments,
        "threads": _Reader.take_threads,
    }
)
_RESERVED: Final = frozenset({*_NAMES, "score"})


def rule_text(rule: Rule) -> str:
    """Write a rule so that `read_rule` reads the same one; nothing for a rule that takes every rating."""
    return " ".join(
        [*_trigger_words(rule), *_filter_words(rule.filter), *_manner_words(rule.manner)]
    )


def _trigger_words(rule: Rule) -> list[str]:
    return [] if rule.trigger is Trigger.RATED else [rule.trigger.value]


def _filter_words(wanted: Filter) -> list[str]:
    plain = ("survey", "metric", "band", "agent", "team", "source", "language", "text")
    found = [
        f"{name}:{_quoted(value)}" for name in plain if (value := getattr(wanted, name)) is not None
    ]
    found += _score_words(wanted)
    found += [_attribute_word(key, value) for key, value in wanted.attributes.items()]
    return [*found, "comments"] if wanted.has_comment else found


def _score_words(wanted: Filter) -> list[str]:
    low, high = wanted.score_min, wanted.score_max
    if low is None:
        return [] if high is None else [f"score<={high}"]
    if high is None:
        return [f"score>={low}"]
    return [f"score={low}" if low == high else f"score:{low}-{high}"]


def _attribute_word(key: str, value: str) -> str:
    word = f"{_quoted(key)}={_quoted(value)}"
    return f"attribute:{word}" if key.casefold() in _RESERVED or '"' in key else word


def _manner_words(manner: Manner) -> list[str]:
    found = []
    if manner.digest is not None:
        found.append(f"digest:{manner.digest.every}@{manner.digest.at}")
    if manner.quiet is not None:
        zone = f"@{manner.quiet.timezone}" if manner.quiet.timezone else ""
        found.append(f"quiet:{manner.quiet.begins}-{manner.quiet.ends}{zone}")
    if manner.mention:
        found.append("mention")
    if manner.threads is not Threads.ON:
        found.append(f"threads:{manner.threads}")
    return found


def _quoted(value: str) -> str:
    if _BARE.fullmatch(value):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _bare_value(text: str) -> str:
    """Return a value without the quotation marks around it."""
    if len(text) > 1 and text[0] == text[-1] == '"':
        return _ESCAPED.sub(r"\1", text[1:-1])
    return text.strip(",;")


def _time(text: str) -> str | None:
    """Return `9`, `9:30` or `09:30` as `09:30`; None when the clock has no such time."""
    hour, _, minute = text.partition(":")
    if int(hour) > 23 or int(minute or 0) > 59:
        return None
    return f"{int(hour):02}:{int(minute or 0):02}"


def _switch(word: str, value: str) -> bool:
    if value.casefold() in _ON | _OFF:
        return value.casefold() in _ON
    raise _Stop(word, "It is either on or off.")


def _filled(word: str, value: str, example: str) -> str:
    if 0 < len(value) <= 200:
        return value
    raise _Stop(word, f"Write it as {example}, with at most 200 characters.", example)


def _one_of(word: str, value: str, known: Collection[str]) -> str:
    if value in known:
        return value
    name = word.partition(":")[0]
    nearest = next(iter(get_close_matches(value, known, n=1)), None)
    there_are = ", ".join(sorted(known)[:10]) or "none yet"
    suggestion = f"{name}:{_quoted(nearest)}" if nearest and ":" in word else nearest
    raise _Stop(word, f"I know no {name} “{value}”; there are {there_are}.", suggestion)


def _bad(word: str, name: str) -> _Stop:
    return _Stop(word, f"I cannot read “{word}”.", _EXAMPLES[name])


def _unknown_name(word: str, name: str, value: str) -> _Stop:
    nearest = next(iter(get_close_matches(name.casefold(), _RESERVED, n=1, cutoff=0.75)), None)
    meant = _EXAMPLES.get(nearest, f"{nearest}:{value}") if nearest else f"{name}={value}"
    return _Stop(word, f"I do not know “{word}”; an attribute is written {name}=VALUE.", meant)


def _unknown(word: str, name: str, known: Known) -> _Stop:
    words = [*_RESERVED, *Trigger, *Band, *Metric, *known.surveys]
    nearest = next(iter(get_close_matches(name, words, n=1)), None)
    return _Stop(word, f"I do not know “{word}”.", _EXAMPLES.get(nearest or "", nearest))
