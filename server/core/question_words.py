"""The words of a question, as a person, a phone, a shell or Slack writes them."""

import html
import re
import unicodedata
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

LONGEST_SHOWN: Final = 40
"""Characters of what somebody typed that an answer repeats."""

# What phones make of plain signs.
_SIGNS: Final = MappingProxyType(
    str.maketrans(dict.fromkeys("“”„‟«»″＂", '"') | dict.fromkeys("‘’‚‛′＇", "'"))
)
_REFERENCE: Final = re.compile(r"<(?P<sigil>[@#!]?)(?P<target>[^<>|]*)(?:\|(?P<label>[^<>]*))?>")
_SINGLE_QUOTED: Final = re.compile(r"(?:^|(?<=[\s=:@]))'([^'\"]*)'(?=[\s,.;?!]|$)")
_SPLIT_FILTER: Final = re.compile(
    r"\b(agent|team|source|language|lang|survey|metric|band) ?: ?(?=\S)|(?<=\w) ?= ?(?=[\w\"])",
    re.IGNORECASE,
)
# One word or what is in quotes, and the same after a sign: `region="Northern Europe"`.
_PIECE: Final = re.compile(r'(?:[^\s",]|"[^"]*")+|,')
_FILTER: Final = re.compile(r"([^\W\d][\w.-]{0,63})([:=])(.+)")
_ENDS: Final = re.compile(r"(\.{2,}|–|—)")
_AROUND: Final = ";:!?.'`*_~()[]{}"


class Word(NamedTuple):
    """One word of a question; of `agent:mari` the key is `agent` and the value `mari`."""

    said: str
    """In lower case, without what stands around it."""
    typed: str
    key: str = ""
    """As typed; `agent` too for what is written `@mari`."""
    value: str = ""
    sign: str = ":"
    """What stands between them: `:` or `=`."""


def spoken(text: str, people: Mapping[str, str]) -> str:
    """Return a question on one line, in plain signs, with Slack's references as a person sees them.

    `people` are the keys of agents by their Slack id in lower case, so that `<@U024|mari>` becomes
    the `@"mari.tamm"` that they are here.
    """

    def name_of(reference: re.Match[str]) -> str:
        sigil, target, label = reference.group("sigil", "target", "label")
        if sigil != "@":
            return f"{sigil}{label or target}"
        name = people.get(target.casefold(), label or target)
        return f"@{in_quotes(name)}"

    written = html.unescape(_REFERENCE.sub(name_of, text))
    seen = "".join(" " if unicodedata.category(char)[0] == "C" else char for char in written)
    line = " ".join(_SINGLE_QUOTED.sub(r'"\1"', plain(seen)).split())
    return line if line.count('"') % 2 == 0 else _closed(line)


def plain(text: str) -> str:
    """Return a text in the letters and quotation marks of a plain keyboard."""
    return unicodedata.normalize("NFKC", text.translate(_SIGNS)).translate(_SIGNS)


def words_of(line: str) -> tuple[Word, ...]:
    """Split what `spoken` returned into words."""
    joined = _SPLIT_FILTER.sub(lambda sign: f"{sign[1]}:" if sign[1] else "=", line)
    return tuple(word for piece in _PIECE.findall(joined) for word in _words(piece))


def shown(text: str) -> str:
    """Return what was typed, as much of it as an answer repeats."""
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"


def quoted(text: str) -> str:
    """Return what was typed in quotation marks, no longer than an answer repeats."""
    return f"“{shown(text)}”"


def in_quotes(value: str) -> str:
    """Return a value as it must be typed after a key: in quotes if it has spaces."""
    return f'"{value}"' if re.search(r"[\s,]", value) else value


def _closed(line: str) -> str:
    """Close the last quotation mark where it opens a value, and else leave it out."""
    before, _, after = line.rpartition('"')
    return f'{line}"' if before.endswith(("=", ":", "@")) else before + after


def _words(piece: str) -> Iterator[Word]:
    if piece == ",":
        yield Word(",", ",")
    elif piece[0] == "@" and len(piece) > 1:
        yield _filter(piece, "agent", ":", piece[1:])
    elif found := _FILTER.fullmatch(piece):
        yield _filter(piece, *found.groups())
    else:
        for part in piece.replace('"', " ").split():
            yield from _bare(part) if part == piece else _words(part)


def _bare(part: str) -> Iterator[Word]:
    """Take what stands around a word away, and two ends apart."""
    for piece in _ENDS.split(part):
        if _ENDS.fullmatch(piece):
            yield Word("..", "..")
        elif bare := piece.strip(_AROUND):
            yield Word(bare.casefold(), bare)


def _filter(piece: str, key: str, sign: str, value: str) -> Word:
    bare = value if value.endswith('"') else value.rstrip(_AROUND)
    bare = bare.replace('"', "").removeprefix("@").strip()
    if not bare:
        return Word(key.casefold(), key)
    typed = piece.replace('"', "").rstrip(_AROUND)
    return Word(typed.casefold(), typed, key, bare, sign)
