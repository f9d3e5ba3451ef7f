"""Compares what customers were told with what the database and Slack hold."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bot.sandbox.records import Message
from server.store import tally_recount
from server.store.database import open_database
from server.store.ratings import request_mark
from tests.bot.stage import is_digest, rating_of, text_of
from tests.faults.visits import Visit

RATINGS = """
SELECT r.id, r.survey_id, r.score, r.comment, json_extract(r.attributes, '$.visit') AS visit,
    d.id AS delivery, d.state AS delivery_state, d.message, d.digest_id
FROM rating AS r LEFT JOIN delivery AS d ON d.rating_id = r.id
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """What the database holds when all is done."""

    ratings: list[sqlite3.Row]
    marks: dict[str, str]
    jobs: int


async def breaches(visits: Iterable[Visit], database: Path, cards: list[Message]) -> list[str]:
    """Return a line for each promise that was broken; the server must have ended."""
    kept = _read(database)
    return [
        *_of_database(database),
        *_of_ratings(visits, kept),
        *_of_cards(kept, cards),
        *await _of_tally(database),
    ]


def jobs_waiting(database: Path) -> int:
    """Return how much background work is left; the server may be running."""
    with closing(_open(database)) as db:
        return int(db.execute("SELECT count(*) FROM job WHERE failed_at IS NULL").fetchone()[0])


def _open(database: Path) -> sqlite3.Connection:
    db = sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True, timeout=10)
    db.row_factory = sqlite3.Row
    return db


def _read(database: Path) -> Kept:
    with closing(_open(database)) as db:
        marks = db.execute("SELECT mark, rating_id FROM rating_mark").fetchall()
        return Kept(
            ratings=db.execute(RATINGS).fetchall(),
            marks={row["mark"]: row["rating_id"] for row in marks},
            jobs=db.execute("SELECT count(*) FROM job").fetchone()[0],
        )


def _of_database(database: Path) -> Iterator[str]:
    with closing(_open(database)) as db:
        for (found,) in db.execute("PRAGMA integrity_check"):
            if found != "ok":
                yield f"the database is damaged: {found}"
        for broken in db.execute("PRAGMA foreign_key_check"):
            yield f"a row of {broken[0]} refers to nothing"


def _of_ratings(visits: Iterable[Visit], kept: Kept) -> Iterator[str]:
    of_visit: defaultdict[str, list[sqlite3.Row]] = defaultdict(list)
    for rating in kept.ratings:
        of_visit[rating["visit"]].append(rating)
    for visit in visits:
        yield from _of_visit(visit, of_visit.pop(visit.name, []), kept.marks)
    for stranger in of_visit:
        yield f"{stranger}: nobody gave this rating"


def _of_visit(visit: Visit, found: list[sqlite3.Row], marks: dict[str, str]) -> Iterator[str]:
    ids = {rating["id"] for rating in found}
    if len(found) > 1:
        yield f"{visit.name}: {len(found)} ratings instead of one"
    if not visit.rating_ids:
        return
    if visit.rating_ids != ids:
        yield f"{visit.name}: acknowledged as {visit.rating_ids}, in the database as {ids}"
    for request_id in visit.request_ids if found else ():
        if marks.get(request_mark(found[0]["survey_id"], request_id)) not in ids:
            yield f"{visit.name}: request {request_id} was forgotten"
    for rating in found:
        if rating["score"] != visit.score:
            yield f"{visit.name}: scored {visit.score}, kept {rating['score']}"
        if visit.is_commented and rating["comment"] != visit.comment:
            yield f"{visit.name}: its comment was lost"


def _of_cards(kept: Kept, cards: list[Message]) -> Iterator[str]:
    if kept.jobs:
        yield f"{kept.jobs} jobs were left or given up"
    shown: defaultdict[str, list[Message]] = defaultdict(list)
    digests: defaultdict[str, list[Message]] = defaultdict(list)
    for card in cards:
        if is_digest(card):
            digests[(card.metadata or {})["event_payload"]["delivery_id"]].append(card)
        else:
            shown[rating_of(card)].append(card)
    for rating in kept.ratings:
        found = shown.pop(rating["id"], [])
        if rating["digest_id"] is not None:
            yield from _of_digest(rating, found, digests[rating["digest_id"]])
            continue
        if len(found) != 1:
            yield f"{rating['visit']}: {len(found)} cards instead of one"
        for card in found:
            yield from _of_card(rating, card)
    for stranger in shown:
        yield f"a card shows rating {stranger}, which is not in the database"


def _of_digest(rating: sqlite3.Row, own: list[Message], digests: list[Message]) -> Iterator[str]:
    if own:
        yield f"{rating['visit']}: {len(own)} cards beside a digest"
    if [digest.ts for digest in digests] != [rating["message"]]:
        yield f"{rating['visit']}: {len(digests)} digests instead of one"


def _of_card(rating: sqlite3.Row, card: Message) -> Iterator[str]:
    payload = (card.metadata or {})["event_payload"]
    if rating["delivery_state"] != "sent" or rating["message"] != card.ts:
        known = f"{rating['delivery_state']} as {rating['message']}"
        yield f"{rating['visit']}: its card is message {card.ts}, its delivery is {known}"
    if payload["delivery_id"] != rating["delivery"]:
        yield f"{rating['visit']}: its card bears the id of another delivery"
    if rating["comment"] and rating["comment"] not in text_of(card.blocks):
        yield f"{rating['visit']}: its card does not show its comment"


async def _of_tally(path: Path) -> list[str]:
    database = await open_database(f"sqlite:///{path}")
    try:
        wrong = await database.read(tally_recount.differences)
    finally:
        await database.close()
    return [f"the tally is off by {off_by}: {counted}" for counted, off_by in wrong]
