"""What a question is narrowed to: `agent:@mari`, `region="Northern Europe"`, `unhappy`.

To understand one more filter, add its key to `_KEYS` and how its value is read to `_READERS`.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from server.core.bands import Band, Metric
from server.core.languages import is_tag
from server.core.question_draft import Draft
from server.core.question_known import Known, Unclear, nearest, said
from server.core.question_words import Word, in_quotes, quoted, shown
from server.core.ratings import Source

BANDS: Final = MappingProxyType(
    {band.value: band for band in Band}
    | dict.fromkeys(["unhappy", "bad", "dissatisfied", "detractor", "detractors"], Band.NEGATIVE)
    | dict.fromkeys(["passive", "passives", "mixed"], Band.NEUTRAL)
    | dict.fromkeys(["happy", "good", "satisfied", "promoter", "promoters"], Band.POSITIVE)
)
LANGUAGES: Final = MappingProxyType(
    {"english": "en", "estonian": "et", "latvian": "lv", "lithuanian": "lt", "finnish": "fi"}
    | {"russian": "ru", "swedish": "sv", "norwegian": "no", "danish": "da", "german": "de"}
    | {"polish": "pl", "french": "fr", "spanish": "es", "italian": "it", "ukrainian": "uk"}
)
METRICS: Final = MappingProxyType(
    {metric.value: metric for metric in Metric}
    | {"satisfaction": Metric.CSAT, "effort": Metric.CES, "loyalty": Metric.NPS}
)
_SOURCES: Final = MappingProxyType(
    {source.value: source for source in Source}
    | {"e-mail": Source.EMAIL, "mail": Source.EMAIL, "chat": Source.WIDGET, "csv": Source.IMPORT}
    | {"signatures": Source.SIGNATURE, "links": Source.LINK, "imported": Source.IMPORT}
)
_KEYS: Final = MappingProxyType(
    {key: key for key in ("agent", "team", "source", "language", "band", "survey", "metric")}
    | {"person": "agent", "who": "agent", "lang": "language", "mood": "band"}
    | {"via": "source", "agents": "agent", "teams": "team"}
)
_LONGEST_NAME: Final = 4


def take_filter(draft: Draft, words: Sequence[Word]) -> int:
    """Take a filter with its key, or a word that can only be a band or a language."""
    word = words[0]
    if word.key:
        return _keyed(draft, words)
    if band := BANDS.get(word.said):
        draft.narrow("band", band)
    elif language := LANGUAGES.get(word.said):
        draft.narrow("language", language)
    else:
        return 0
    return 1


def take_name(draft: Draft, words: Sequence[Word]) -> int:
    """Take the bare name of an agent or a team, such as `mari`, `agent mari` or `team support`."""
    key = words[0].said if words[0].said in {"agent", "team"} else None
    names = words[1:] if key else words
    agents, teams = draft.known.agents or {}, draft.known.teams or {}
    for name, known in (("agent", agents), ("team", teams)):
        if key in {None, name} and (count := _name(known, names)):
            draft.narrow(name, known[_joined(names[:count])])
            return count + bool(key)
        if key == name and names and (near := nearest(names[0].said, known, cutoff=0.75)):
            reason = f"There is no {name} {quoted(names[0].typed)}."
            raise Unclear(names[0].typed, reason, f"{name}:{in_quotes(known[near])}")
    return 0


def _keyed(draft: Draft, words: Sequence[Word]) -> int:
    word = words[0]
    key, known = said(word.key), draft.known
    if key.startswith(("attribute.", "attr.")):
        draft.narrow_attribute(word.key.partition(".")[2], word.value)
        return 1
    if name := _KEYS.get(key):
        return _READERS[name](draft, words)
    if attribute := (known.attributes or {}).get(key):
        draft.narrow_attribute(attribute, word.value)
        return 1
    # With "=" it can only be an attribute; with ":" it may be a filter that was misspelt.
    near = nearest(key, _KEYS, cutoff=0.8) if word.sign == ":" else None
    if known.attributes is None and not near:
        draft.narrow_attribute(word.key, word.value)
        return 1
    raise _unknown_key(known, word, near)


def _unknown_key(known: Known, word: Word, near: str | None) -> Unclear:
    reason, value = f"I cannot filter by {quoted(word.key)}.", in_quotes(shown(word.value))
    if near:
        reason += f" Of an attribute write {shown(word.key)}=…, not a colon."
        name = _KEYS[near] if _takes(known, _KEYS[near], word) else None
        meant = f"{name}:{value}" if name else f"{shown(word.key)}={value}"
        return Unclear(shown(word.typed), reason, meant)
    attributes = known.attributes or {}
    attribute = nearest(said(word.key), attributes)
    return Unclear(shown(word.typed), reason, attribute and f"{attributes[attribute]}={value}")


def _takes(known: Known, name: str, word: Word) -> bool:
    """Tell whether a value is one of a filter's: "acme" is no band, so that "brand" was meant."""
    try:
        return _READERS[name](Draft(known), (word,)) > 0
    except Unclear:
        return False


def _agent(draft: Draft, words: Sequence[Word]) -> int:
    return _person_or_team(draft, words, "agent", draft.known.agents)


def _team(draft: Draft, words: Sequence[Word]) -> int:
    return _person_or_team(draft, words, "team", draft.known.teams)


def _person_or_team(
    draft: Draft, words: Sequence[Word], name: str, known: Mapping[str, str] | None
) -> int:
    value = words[0].value
    if known is None:
        draft.narrow(name, value)
        return 1
    # A name of two words without quotes goes on in the next word.
    named = (words[0]._replace(said=said(value), key=""), *words[1:])
    if count := _name(known, named):
        draft.narrow(name, known[_joined(named[:count])])
        return count
    near = nearest(said(value), known)
    suggestion = f"{name}:{in_quotes(known[near])}" if near else f"by {name}"
    raise Unclear(shown(words[0].typed), f"There is no {name} {quoted(value)}.", suggestion)


def _language(draft: Draft, words: Sequence[Word]) -> int:
    value = words[0].value
    tag = LANGUAGES.get(said(value)) or (value if is_tag(value) else None)
    if tag is None:
        near = nearest(said(value), LANGUAGES)
        reason = f"{quoted(value)} is no language that I know; write its code, such as et."
        raise Unclear(shown(words[0].typed), reason, f"language:{near or 'en'}")
    base, *regions = tag.split("-")
    regions = [region.upper() if len(region) == 2 else region for region in regions]
    draft.narrow("language", "-".join((base.lower(), *regions)))
    return 1


def _one_of(name: str, values: Mapping[str, str], offered: Sequence[str]) -> "_Reader":
    def read(draft: Draft, words: Sequence[Word]) -> int:
        value = said(words[0].value)
        if value not in values:
            near = values[nearest(value, values) or offered[0]]
            reason = f"There is no {name} {quoted(value)}, only {', '.join(offered)}."
            raise Unclear(shown(words[0].typed), reason, f"{name}:{near}")
        draft.narrow(name, values[value])
        return 1

    return read


def _survey(draft: Draft, words: Sequence[Word]) -> int:
    value, known = said(words[0].value), draft.known.surveys
    if value not in known:
        near = nearest(value, known)
        reason = f"There is no survey {quoted(words[0].value)}."
        raise Unclear(shown(words[0].typed), reason, near and f"survey:{known[near]}")
    draft.ask_about(value, survey=known[value], metric=None)
    return 1


def _metric(draft: Draft, words: Sequence[Word]) -> int:
    value = said(words[0].value)
    if value not in METRICS:
        reason = f"There is no metric {quoted(value)}, only {', '.join(Metric)}."
        raise Unclear(shown(words[0].typed), reason, f"metric:{nearest(value, METRICS) or 'csat'}")
    draft.ask_about(value, survey=None, metric=METRICS[value])
    return 1


def _name(known: Mapping[str, str], words: Sequence[Word]) -> int:
    """Return of how many words in front the longest known name is."""
    counts = range(min(_LONGEST_NAME, len(words)), 0, -1)
    return next((count for count in counts if _joined(words[:count]) in known), 0)


def _joined(words: Sequence[Word]) -> str:
    return " ".join(word.said for word in words)


_Reader = Callable[[Draft, Sequence[Word]], int]

_READERS: Final[Mapping[str, _Reader]] = MappingProxyType(
    {
        "agent": _agent,
        "team": _team,
        "source": _one_of("source", _SOURCES, tuple(Source)),
        "language": _language,
        "band": _one_of("band", BANDS, tuple(Band)),
        "survey": _survey,
        "metric": _metric,
    }
)
