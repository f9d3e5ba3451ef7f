"""A year of ratings, believable and always the same for the same day."""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from operator import itemgetter
from zoneinfo import ZoneInfo

from server.core.bands import Band
from server.core.instants import day_of
from server.core.ratings import Customer, Evidence, NewRating, Said, Source, State
from server.core.surveys import Survey
from server.demo.company import COMMENTS, CUSTOMERS, REGIONS, TEAM, Member
from server.store.ids import new_id

DAYS = 365
MS = 1000
FROM_HOUR, TO_HOUR = 8, 20

# How the answers fall when an agent is neither liked nor disliked more than others.
SHAPES = {
    "csat": {1: 5, 2: 5, 3: 11, 4: 29, 5: 50},
    "ces": {1: 3, 2: 4, 3: 6, 4: 10, 5: 21, 6: 29, 7: 27},
    "nps": {0: 3, 1: 1, 2: 2, 3: 3, 4: 3, 5: 6, 6: 7, 7: 13, 8: 19, 9: 20, 10: 23},
}
# What customers name when they say what it was about: waiting spoils more than friendliness mends.
REASONS = {
    Band.POSITIVE: {"speed": 2, "friendliness": 5, "knowledge": 3, "solution": 4},
    Band.NEUTRAL: {"speed": 5, "friendliness": 2, "knowledge": 3, "solution": 4},
    Band.NEGATIVE: {"speed": 8, "friendliness": 1, "knowledge": 2, "solution": 5},
}
PER_DAY = {"csat": 14, "ces": 5, "nps": 4}


def ratings_of_a_year(
    surveys: Sequence[Survey], now: int, timezone: ZoneInfo
) -> Iterator[NewRating]:
    """Yield ratings from a year ago until a little before `now`, oldest first."""
    chance = random.Random("kadaka")  # noqa: S311  a demo, not a secret
    last_day = datetime.fromtimestamp(now / MS, UTC).astimezone(timezone).replace(minute=0)
    for days_ago in range(DAYS, -1, -1):
        day = last_day - timedelta(days=days_ago)
        season = 0.25 * (DAYS - days_ago) / DAYS - (0.5 if day.month == 12 else 0)
        for instant, survey in sorted(_instants(surveys, day, chance), key=itemgetter(0)):
            if instant < now - 15 * 60 * MS:
                yield _rating(survey, instant, season, timezone, chance)


def _instants(
    surveys: Sequence[Survey], day: datetime, chance: random.Random
) -> Iterator[tuple[int, Survey]]:
    quiet = 0.35 if day.weekday() >= 5 else 1.0
    for survey in surveys:
        many = round(PER_DAY[survey.slug] * quiet * chance.uniform(0.6, 1.4))
        for _ in range(many):
            seconds = chance.uniform(FROM_HOUR, TO_HOUR) * 3600
            moment = day.replace(hour=0, second=0, microsecond=0) + timedelta(seconds=seconds)
            yield round(moment.timestamp() * MS), survey


def _rating(
    survey: Survey, instant: int, season: float, timezone: ZoneInfo, chance: random.Random
) -> NewRating:
    member = chance.choices(TEAM, [each.share for each in TEAM])[0]
    language = chance.choices(*zip(*member.languages.items(), strict=True))[0]
    score = _score(survey, member, season, chance)
    return NewRating(
        id=new_id(),
        survey_id=survey.id,
        survey_version=survey.version,
        scale=survey.scale,
        score=score,
        band=survey.bands[score],
        state=State.COUNTED,
        source=Source.WIDGET,
        language=language,
        evidence=Evidence(2, "clicked in the widget"),
        rated_on=day_of(instant, timezone).isoformat(),
        created_at=instant,
        rerate_since=instant,
        agent_key=member.agent.key,
        conversation=f"K-{chance.randrange(10_000, 99_999)}",
        customer=Customer(name=chance.choice(CUSTOMERS[language])),
        attributes={"region": REGIONS[language]},
        said=_said(survey, score, language, chance),
    )


def _score(survey: Survey, member: Member, season: float, chance: random.Random) -> int:
    shape = SHAPES[survey.slug]
    highest = max(shape)
    tilt = 1.0 + 0.8 * (member.warmth + season)
    weights = [weight * tilt ** (4 * (score / highest - 0.7)) for score, weight in shape.items()]
    return chance.choices(list(shape), weights)[0]


def _said(survey: Survey, score: int, language: str, chance: random.Random) -> Said:
    band = survey.bands[score]
    offered = survey.document.reasons.get(band, ())
    weights = [REASONS[band].get(reason, 1) for reason in offered]
    speaks = bool(offered) and chance.random() < 0.3
    reasons = tuple(chance.choices(offered, weights)) if speaks else None
    comment = chance.choice(COMMENTS[language, band]) if chance.random() < 0.22 else None
    return Said(comment=comment, reasons=reasons)
