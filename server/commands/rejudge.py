"""`paldies rejudge`: run the judgement of e-mail answers over history again."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click

from server.commands.options import database_of, env_file, runs_async, settings_from
from server.core.evidence import Answer, Rules
from server.core.instants import Days
from server.intake.link_answer import RatingMaker, ballot_question
from server.settings import Settings
from server.store import ballots, surveys
from server.store.ballots import Ballot
from server.store.database import Database
from server.system_clock import system_clock

PAGE = 500


@dataclass(frozen=True, slots=True)
class Change:
    """A ballot that is judged otherwise now."""

    ballot: Ballot
    answer: Answer
    rules: Rules
    make: RatingMaker

    def __str__(self) -> str:
        before = f"{self.ballot.state or 'nothing'} {'' if self.ballot.score is None else self.ballot.score}"
        after = f"{self.answer.state} {self.answer.hit.score}: {self.answer.evidence.reason}"
        return f"{self.ballot.rating_id or self.ballot.id}  {before.strip()} -> {after}"


@click.command()
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), help="Only what began on this day or later."
)
@click.option(
    "--apply", "applies", is_flag=True, help="Change the ratings; else only say what would change."
)
@env_file
@runs_async
async def rejudge(since: datetime | None, *, applies: bool, env_file: Path | None) -> None:
    """Judge every answer that came by a link again, with the rules of this version.

    Every request was kept, so nothing is lost by trying. Cards that are there follow; none is posted.
    """
    settings = settings_from(env_file)
    first = since.replace(tzinfo=settings.timezone).timestamp() * 1000 if since else 0
    judged = changed = 0
    async with database_of(settings) as database:
        async for found in _ballots(database, round(first)):
            judged += 1
            change = await _change(database, settings, found)
            if change is None:
                continue
            changed += 1
            click.echo(str(change))
            if applies:
                await database.write(
                    ballots.settle, found.id, change.rules, change.make, system_clock()
                )
    would = "changed" if applies else "would change"
    click.echo(f"{judged} judged again, {changed} {would}")


async def _ballots(database: Database, since: int) -> AsyncIterator[Ballot]:
    after = ""
    while page := await database.read(ballots.page, after, since, PAGE):
        for ballot in page:
            yield ballot
        after = page[-1].id


async def _change(database: Database, settings: Settings, found: Ballot) -> Change | None:
    known = await database.read(surveys.current)
    ballot, asked = await database.read(ballot_question, found.id, known)
    if asked is None:
        return None
    rules = Rules(settings.settle_seconds * 1000, asked.survey.rerate_ms)
    judgement = await database.read(ballots.preview, ballot, rules, system_clock())
    answer = judgement.answer
    if answer is None or ballot.is_judged(answer):
        return None
    days = Days(settings.timezone)
    # Nobody is told of what is long past; the cards that are there follow by themselves.
    make = RatingMaker(asked, asked.default_language, days, is_news=False)
    return Change(ballot, answer, rules, make)
