"""Reads the first line of a file of ratings: whose it is, and which column holds what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from server.core.import_faults import BadFile
from server.core.import_formats import FORMATS, Field, ImportFormat, plain_name

Named = TypeVar("Named", bound=str)

ATTRIBUTE: Final = "attribute."
LONGEST_KEY: Final = 64


@dataclass(frozen=True, slots=True)
class ImportLayout:
    """Where everything stands: positions in a row, by what they hold."""

    format: ImportFormat
    header: tuple[str, ...]
    fields: Mapping[Field, int]
    attributes: Mapping[str, int]

    def name_of(self, field: Field) -> str:
        """Return the name that the file gives to a field."""
        return self.header[self.fields[field]]

    @property
    def score_scale(self) -> int | None:
        """What the scores are out of, where the column says so."""
        return self.format.scales.get(plain_name(self.name_of(Field.SCORE)))


def read_header(
    header: Sequence[str], key: str | None = None, mapped: Mapping[str, str] | None = None
) -> ImportLayout:
    """Return the layout of a file of a format, or of the one that its columns tell.

    `mapped` names the columns of fields that are called otherwise, and of attributes by `attribute.KEY`. Raises
    `BadFile` when that cannot be told or a column that is needed is not there.
    """
    positions = _positions(header)
    chosen = FORMATS[key] if key else _recognised(positions)
    fields = _found(chosen.columns, positions)
    attributes = _found(chosen.attributes, positions)
    for name, column in (mapped or {}).items():
        position = positions.get(plain_name(column))
        if position is None:
            raise BadFile(f"has no column {column!r}; its columns are {_listed(header)}")
        if name.startswith(ATTRIBUTE):
            attributes[_attribute(name)] = position
        else:
            fields[_field(name)] = position
    for needed in (Field.SCORE, Field.CREATED_AT):
        if needed not in fields:
            columns = _listed(header)
            raise BadFile(
                f"has no column that is known to hold {needed}; say which with"
                f" --map {needed}=COLUMN, one of {columns}"
            )
    return ImportLayout(chosen, tuple(header), fields, attributes)


def _positions(header: Sequence[str]) -> dict[str, int]:
    positions: dict[str, int] = {}
    for position, name in enumerate(header):
        positions.setdefault(plain_name(name), position)
    return positions


def _recognised(positions: Mapping[str, int]) -> ImportFormat:
    found = [
        each for each in FORMATS.values() if any(marks <= positions.keys() for marks in each.marks)
    ]
    if len(found) == 1:
        return found[0]
    those = [each.key for each in found] or [*FORMATS]
    raise BadFile(f"does not tell whose it is; say --from {' or '.join(those)}")


def _found(
    names: Mapping[Named, tuple[str, ...]], positions: Mapping[str, int]
) -> dict[Named, int]:
    return {
        each: positions[known[0]]
        for each, aliases in names.items()
        if (known := [alias for alias in aliases if alias in positions])
    }


def _field(name: str) -> Field:
    try:
        return Field(name)
    except ValueError:
        known = ", ".join([*Field, f"{ATTRIBUTE}KEY"])
        raise BadFile(f"cannot map {name!r}; there are {known}") from None


def _attribute(name: str) -> str:
    key = name.removeprefix(ATTRIBUTE)
    if not 0 < len(key) <= LONGEST_KEY:
        raise BadFile(f"the key of an attribute has 1 to {LONGEST_KEY} characters, not {key!r}")
    return key


def _listed(header: Sequence[str]) -> str:
    return ", ".join(map(repr, header))
