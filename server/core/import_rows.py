"""Makes the rows of a file into ratings of the past."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final
from zoneinfo import ZoneInfo

from server.core.agents import Agent
from server.core.bands import Metric
from server.core.import_agents import AgentFinder
from server.core.import_cells import LONGEST_COMMENT, Cells
from server.core.import_faults import BadFile
from server.core.import_formats import PALDIES, Field
from server.core.import_header import ImportLayout
from server.core.import_scores import ScoreReader
from server.core.import_times import read_instant
from server.core.instants import Days, Instant
from server.core.ratings import Customer, Evidence, NewRating, Said, Source, State
from server.core.surveys import Survey

UNSEEN: Final = 1
"""The level of evidence: somebody answered elsewhere, and no sign of a person was seen here."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_CONVERSATION_LINK = re.compile(r"https?://\S*/(?:conversations|tickets)/(\w+)/?")
_METRICS = frozenset(each.value for each in Metric)
_STATES = {each.value: each for each in (State.COUNTED, State.MACHINE, State.WITHDRAWN)}


@dataclass(frozen=True, slots=True)
class ImportPlace:
    """What rows are read by: what there is here, and how it is here."""

    surveys: Mapping[str, Survey]
    survey: Survey | None
    """The one that all rows are answers to, where the user named it."""
    agents: Iterable[Agent]
    timezone: ZoneInfo
    """Of times that name no other, and of the days on which ratings are counted."""
    now: Instant
    new_id: Callable[[], str]


class RowReader:
    """Reads the rows of one file from its beginning to its end."""

    def __init__(
        self, layout: ImportLayout, place: ImportPlace, said: Mapping[str, int] | None = None
    ) -> None:
        if place.survey is None and Field.SURVEY not in layout.fields:
            raise BadFile(f"does not say what was asked; say --survey {' or '.join(place.surveys)}")
        self.agents = AgentFinder(place.agents)
        self._layout = layout
        self._place = place
        self._days = Days(place.timezone)
        self._seen: Counter[bytes] = Counter()
        asked = place.surveys.values() if place.survey is None else [place.survey]
        self._scores = {
            survey.slug: ScoreReader(
                survey=survey,
                column=layout.name_of(Field.SCORE),
                out_of=layout.score_scale,
                words=layout.format.words.get(survey.scale, {}),
                said=said or {},
            )
            for survey in asked
        }

    def read(self, row: Sequence[str]) -> NewRating | None:
        """Return the rating of a row; `None` where the customer did not answer. Raises `BadCell`."""
        cells = Cells(self._layout, row)
        score = cells.text(Field.SCORE)
        if score is None or score.casefold() in self._layout.format.unanswered:
            return None
        survey = self._survey(cells)
        _check_same(cells, Field.METRIC, survey.metric, survey)
        _check_same(cells, Field.SCALE, str(survey.scale), survey)
        return self._rating(cells, survey, self._scores[survey.slug].read(score))

    def _rating(self, cells: Cells, survey: Survey, score: int) -> NewRating:
        created_at = self._created_at(cells)
        return NewRating(
            id=self._place.new_id(),
            survey_id=survey.id,
            survey_version=survey.version,
            scale=survey.scale,
            score=score,
            band=survey.bands[score],
            state=_state(cells),
            source=Source.IMPORT,
            language=_language(cells) or survey.languages[0],
            evidence=_evidence(cells),
            rated_on=self._days.day_on(created_at),
            created_at=created_at,
            rerate_since=created_at,
            request_id=self._identity(cells),
            agent_key=self.agents.key_of(cells.text(Field.AGENT), cells.text(Field.AGENT_EMAIL)),
            team=cells.text(Field.TEAM),
            conversation=_conversation(cells),
            customer=_customer(cells),
            attributes=_attributes(cells),
            said=_said(cells),
        )

    def _survey(self, cells: Cells) -> Survey:
        if self._place.survey is not None:
            return self._place.survey
        slug = cells.text(Field.SURVEY) or ""
        survey = self._place.surveys.get(slug)
        if survey is None:
            raise cells.bad(
                Field.SURVEY, "there is no such survey here; say --survey, or put it first"
            )
        return survey

    def _created_at(self, cells: Cells) -> Instant:
        text = cells.text(Field.CREATED_AT)
        if text is None:
            raise cells.bad(Field.CREATED_AT, "is empty; the day of the answer must be known")
        try:
            instant = read_instant(text, self._place.timezone)
        except ValueError as error:
            raise cells.bad(Field.CREATED_AT, str(error)) from None
        if not 0 <= instant <= self._place.now:
            raise cells.bad(Field.CREATED_AT, "must be a time from 1970 until now")
        return instant

    def _identity(self, cells: Cells) -> str:
        """Return what makes a second import of the same answer a repeat.

        Rows that nothing tells apart are counted, since two customers may have answered alike.
        """
        kind = self._layout.format
        given = [cells.text(field) for field in kind.identity]
        if kind is PALDIES and given[0]:
            # The id that the rating had, and has here if it was exported from here.
            return given[0]
        if all(given):
            return f"{kind.key}:{json.dumps(given)}"
        digest = blake2b("\x1f".join(cells.row).encode(), digest_size=16).digest()
        self._seen[digest] += 1
        return f"{kind.key}:{digest.hex()}:{self._seen[digest]}"


def _check_same(cells: Cells, field: Field, expected: str, survey: Survey) -> None:
    said = (cells.text(field) or "").casefold()
    if said and said != expected and (field is Field.SCALE or said in _METRICS):
        raise cells.bad(field, f"{survey.slug} has {expected}; say another --survey")


def _state(cells: Cells) -> State:
    said = cells.text(Field.STATE)
    if said is None:
        return State.COUNTED
    if said not in _STATES:
        known = ", ".join(_STATES)
        raise cells.bad(Field.STATE, f"must be one of {known}; what is not settled cannot be taken")
    return _STATES[said]


def _evidence(cells: Cells) -> Evidence:
    said = cells.text(Field.EVIDENCE_LEVEL)
    if said is not None and said not in {"0", "1", "2", "3"}:
        raise cells.bad(Field.EVIDENCE_LEVEL, "must be 0, 1, 2 or 3")
    reason = cells.text(Field.EVIDENCE_REASON)
    source = f"imported from {cells.layout.format.name}"
    return Evidence(int(said or UNSEEN), f"{source}: {reason}" if reason else source)


def _language(cells: Cells) -> str | None:
    said = cells.text(Field.LANGUAGE)
    if said is not None and not _LANGUAGE.fullmatch(said.replace("_", "-")):
        raise cells.bad(Field.LANGUAGE, "must be a language tag such as et or pt-BR")
    return said and said.replace("_", "-")


def _conversation(cells: Cells) -> str | None:
    said = cells.text(Field.CONVERSATION)
    link = _CONVERSATION_LINK.fullmatch(said) if said else None
    return link[1] if link else said


def _customer(cells: Cells) -> Customer:
    return Customer(
        id=cells.text(Field.CUSTOMER_ID),
        email=cells.text(Field.CUSTOMER_EMAIL),
        name=cells.text(Field.CUSTOMER_NAME),
    )


def _said(cells: Cells) -> Said:
    reasons = cells.text(Field.REASONS, LONGEST_COMMENT)
    comment = cells.text(Field.COMMENT, LONGEST_COMMENT)
    return Said(
        comment=comment and comment.replace("\r\n", "\n"),
        reasons=tuple(filter(None, re.split(r";\s*", reasons))) if reasons else None,
        answers=_table(cells, Field.ANSWERS) or None,
    )


def _attributes(cells: Cells) -> dict[str, str | int | float | bool]:
    named = {key: cells.at(position) for key, position in cells.layout.attributes.items()}
    attributes: dict[str, str | int | float | bool] = {
        key: value for key, value in named.items() if value is not None
    }
    for key, value in _table(cells, Field.ATTRIBUTES).items():
        if not isinstance(value, str | int | float | bool):
            raise cells.bad(Field.ATTRIBUTES, "must hold texts, numbers, true and false only")
        attributes[key] = value
    return attributes


def _table(cells: Cells, field: Field) -> dict[str, object]:
    text = cells.text(field, LONGEST_COMMENT)
    if text is None:
        return {}
    try:
        table = json.loads(text)
    except (ValueError, RecursionError):
        table = None
    if not isinstance(table, dict):
        raise cells.bad(field, "must be an object in JSON")
    return table
