"""What the message of a digest says, of either kind."""

from dataclasses import dataclass, replace
from typing import Final
from zoneinfo import ZoneInfo

import structlog

from bot.blocks.message import SlackMessage
from bot.blocks.rating_digest import MOST_LISTED, DigestContent, rating_digest
from bot.blocks.score_digest import score_digest
from bot.catalogue import Surveys
from bot.pictures import Pictures
from bot.troubles import trouble_of
from server.charts.chart import Chart
from server.charts.from_scores import trend_of
from server.core.digests import Digest, DigestKind
from server.core.instants import day_of
from server.core.periods import period_between, unit_around
from server.core.score_digest import ScoreDigest
from server.store import digests, rules, score_digests
from server.store.database import Database
from server.store.steps import Steps

A_WEEK: Final = 7

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class DigestTold:
    """Makes messages of digests as they are now."""

    database: Database
    surveys: Surveys
    timezone: ZoneInfo
    pictures: Pictures

    async def messages(self, digest: Digest) -> list[SlackMessage]:
        """Return what to say, and what to say instead where Slack does not take a picture; nothing, none."""
        if digest.kind is DigestKind.SCORES:
            return await self._scores(digest)
        content = await self.database.read(_content, digest)
        if digest.message is None and not content.count:
            return []
        return [rating_digest(content, timezone=self.timezone)]

    async def _scores(self, digest: Digest) -> list[SlackMessage]:
        told = await self.database.read(self._read, digest)
        if told is None or not told.surveys:
            return []
        chart = _chart(told)
        without = score_digest(told, chart, None)
        if chart is None:
            return [without]
        try:
            image = await self.pictures.upload(chart)
        except Exception as error:  # whatever went wrong, the figures can be told
            log.warning("chart_not_uploaded", digest=digest.id, error=trouble_of(error).code)
            return [without]
        picture = score_digest(told, chart, image)
        # Slack may not know a file yet that it has just taken, so that message is tried twice.
        return [picture, picture, without]

    def _read(self, digest: Digest) -> Steps[ScoreDigest | None]:
        rule = yield from rules.by_id(digest.rule_id or "")
        if rule is None or not rule.tells_scores:
            return None
        first = day_of(digest.since, self.timezone)
        days = (day_of(digest.until - 1, self.timezone) - first).days + 1
        unit = "week" if days == A_WEEK else "month"
        period = unit_around(first, unit, timezone=self.timezone.key)
        return (yield from score_digests.content(rule, period, self.surveys.surveys()))


def _chart(told: ScoreDigest) -> Chart | None:
    """Return the course of the survey with the most ratings, where there is one."""
    first = told.surveys[0]
    if sum(score.value is not None for _, score in first.course) < 2:
        return None
    begins, ends = first.course[0][0].start_on, first.course[-1][0].last_on
    period = period_between(begins, ends, timezone=told.period.timezone)
    return trend_of(replace(first.report, period=period), first.course, told.step)


def _content(digest: Digest) -> Steps[DigestContent]:
    bands = yield from digests.bands(digest.id)
    first = yield from digests.members(digest.id, most=MOST_LISTED)
    return DigestContent(digest, bands, tuple(first))
