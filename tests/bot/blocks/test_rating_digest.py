import json
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from bot.blocks.message import SlackMessage
from bot.blocks.rating_digest import MOST_LISTED, DigestContent, digest_view, rating_digest
from server.core.bands import Band
from server.core.deliveries import DeliveryState
from server.core.digests import Digest
from server.core.ratings import Customer, Rating
from tests.bot.blocks.answer_limits import check_message, check_modal
from tests.bot.blocks.hostile import HOSTILE
from tests.bot.blocks.ratings import rating
from tests.bot.stage import text_of

TALLINN = ZoneInfo("Europe/Tallinn")
NINE = 1_795_590_000_000
"""Wednesday 25 November 2026, 09:00 in Tallinn."""
DAY_MS = 86_400_000

DAILY = Digest(
    id="0198c0de-0000-7000-8000-00000000000a",
    destination="slack:C0FEEDBACK",
    rule_id="r1",
    since=NINE - DAY_MS,
    until=NINE,
    state=DeliveryState.PENDING,
    message=None,
    looks=0,
    tried_at=None,
    error=None,
)
BURST = replace(DAILY, rule_id=None)
LOW = rating(score=1, band=Band.NEGATIVE, comment="Still waiting for my refund")


def content(
    digest: Digest = DAILY, *ratings: Rating, positive: int = 0, negative: int | None = None
) -> DigestContent:
    low = sum(each.band is Band.NEGATIVE for each in ratings) if negative is None else negative
    bands = {Band.POSITIVE: positive, Band.NEGATIVE: low}
    return DigestContent(digest, bands, ratings)


def message(given: DigestContent) -> SlackMessage:
    made = rating_digest(given, timezone=TALLINN)
    check_message(made)
    return made


def test_it_says_how_many_since_when_and_lists_the_low_ones() -> None:
    text = text_of(message(content(DAILY, LOW, rating(), positive=30)).blocks)
    assert "31 ratings since yesterday 09:00" in text
    assert "30 positive, 0 neutral, 1 negative" in text
    assert "1 of 5  · Mari Tamm · Jaan Kask · Satisfaction with support" in text
    assert "Still waiting for my refund" in text
    assert "4 of 5" not in text


def test_it_reads_the_same_aloud() -> None:
    text = message(content(DAILY, LOW, positive=2)).text
    assert text.startswith("3 ratings since yesterday 09:00 · 2 positive, 0 neutral, 1 negative")
    assert "“Still waiting for my refund”" in text


def test_it_names_the_day_of_a_longer_span() -> None:
    weekly = replace(DAILY, since=NINE - 7 * DAY_MS)
    assert "since Wed 18 Nov 09:00" in message(content(weekly, LOW)).text


def test_it_says_that_they_came_at_once() -> None:
    assert message(content(BURST, positive=23)).text.startswith("23 ratings came at once")


def test_it_counts_the_low_ones_that_it_has_no_room_for() -> None:
    given = content(DAILY, *[LOW] * 30, negative=45)
    text = text_of(message(given).blocks)
    assert text.count("Still waiting") == MOST_LISTED
    assert f"and {45 - MOST_LISTED} more negative" in text


def test_it_keeps_its_blocks_whatever_is_in_it() -> None:
    kinds = [
        [block["type"] for block in message(each).blocks]
        for each in (content(DAILY), content(BURST, positive=9), content(DAILY, LOW, LOW))
    ]
    assert kinds == [["rich_text", "actions"]] * 3


@pytest.mark.parametrize("text", HOSTILE)
def test_it_takes_whatever_a_customer_writes(text: str) -> None:
    hostile = rating(
        score=1,
        band=Band.NEGATIVE,
        comment=text,
        agent_name=text,
        survey_name=text,
        customer=Customer(text, text, text),
    )
    given = content(DAILY, *[hostile] * 100, positive=10**9)
    message(given)
    check_modal(digest_view(given, timezone=TALLINN))


def test_it_unfolds_a_hundred_with_their_comments() -> None:
    view = digest_view(content(BURST, *[LOW] * 100), timezone=TALLINN)
    check_modal(view)
    assert text_of(view["blocks"]).count("Still waiting") == 100
    assert "and " not in text_of(view["blocks"][-1:])
    assert len(json.dumps(view)) < 200_000


def test_it_says_where_the_others_are() -> None:
    view = digest_view(content(DAILY, *[rating()] * 100, positive=250), timezone=TALLINN)
    check_modal(view)
    assert "and 150 more, in GET /api/v1/ratings" in text_of(view["blocks"])


def test_it_says_that_none_is_left() -> None:
    view = digest_view(content(BURST), timezone=TALLINN)
    check_modal(view)
    assert "None of these ratings counts any more." in text_of(view["blocks"])
