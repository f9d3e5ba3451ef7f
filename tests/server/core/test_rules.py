from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from msgspec.structs import replace

from server.core.bands import Band, Metric
from server.core.ratings import State
from server.core.rule_text import RuleRequest, read_rule
from server.core.rule_times import Every
from server.core.rules import DigestTime, Manner, QuietHours, Rule, Rules, Threads, overlaps
from tests.server.core.rule_samples import KNOWN, facts, rules

UTC = ZoneInfo("UTC")
DAY_MS = 86_400_000


def rule(text: str, destination: str = "slack:C1", rule_id: str = "r1") -> Rule:
    found = read_rule(text, KNOWN)
    assert isinstance(found, RuleRequest), found
    return Rule(
        id=rule_id,
        destination=destination,
        trigger=found.trigger,
        filter=found.filter,
        manner=found.applied_to(Manner()),
    )


LOW = facts(
    score=2,
    band=Band.NEGATIVE,
    agent="mari",
    team="chat",
    attributes={"region": "EE", "seats": 3, "trial": True},
    comment="Where is my REFUND?",
)


@pytest.mark.parametrize(
    "text",
    [
        "all",
        "csat",
        "metric:csat",
        "negative",
        "score<=2",
        "score=2",
        "comments",
        "agent:@mari",
        "team:chat",
        "team:Chat language:EN",
        "source:widget",
        "language:en",
        "region=ee",
        "seats=3",
        "trial=true",
        "text:refund",
        "commented",
        "csat score:1-2 comments agent:mari region=EE text:refund",
    ],
)
def test_it_matches(text: str) -> None:
    assert rule(text).matches(LOW)


@pytest.mark.parametrize(
    "text",
    [
        "nps",
        "metric:nps",
        "positive",
        "score<=1",
        "score>=3",
        "agent:jüri",
        "team:orders",
        "source:signature",
        "language:et",
        "region=LV",
        "plan=pro",
        "text:invoice",
        "changed",
        "resolved",
    ],
)
def test_it_does_not_match(text: str) -> None:
    assert not rule(text).matches(LOW)


@pytest.mark.parametrize("state", [State.PROVISIONAL, State.MACHINE, State.WITHDRAWN])
def test_it_matches_nothing_that_does_not_count(state: State) -> None:
    assert not rule("all").matches(replace(LOW, state=state))


def test_it_matches_once_the_comment_is_there() -> None:
    for text in ("comments", "commented"):
        assert not rule(text).matches(facts())
        assert rule(text).matches(facts(comment="Thank you"))
    assert rule("changed").matches(facts(rescored=True))
    assert rule("resolved").matches(facts(resolved=True))


def test_it_names_a_destination_once_however_many_rules_match() -> None:
    known = Rules(
        [rule("all", rule_id="r1"), rule("csat", rule_id="r2"), rule("all", "slack:C2", "r3")],
        timezone=UTC,
    )
    assert known.destinations(LOW) == ("slack:C1", "slack:C2")
    assert known.destinations(facts(survey="nps", metric=Metric.NPS)) == ("slack:C1", "slack:C2")


def test_it_sends_a_card_rather_than_gathering() -> None:
    known = Rules(
        [rule("all digest:daily", rule_id="r1"), rule("negative", rule_id="r2")], timezone=UTC
    )
    assert known.destinations(LOW) == ("slack:C1",)
    assert known.destinations(facts()) == ("slack:C1/r1",)
    assert known.gathering("slack:C1/r1") is known.all[0]
    assert known.gathering("slack:C1") is None


def test_it_gathers_for_one_digest_of_a_destination_only() -> None:
    known = Rules(
        [rule("all digest:daily", rule_id="r1"), rule("csat digest:weekly", rule_id="r2")],
        timezone=UTC,
    )
    assert known.destinations(LOW) == ("slack:C1/r1",)


def test_it_holds_cards_while_every_rule_that_wants_them_is_quiet() -> None:
    quiet = rule("all quiet:22:00-07:00")
    at_night = 23 * 3_600_000
    alone = Rules([quiet], timezone=UTC)
    assert alone.held_until("slack:C1", LOW, at_night) == DAY_MS + 7 * 3_600_000
    with_low = Rules([quiet, rule("negative", rule_id="r2")], timezone=UTC)
    assert with_low.held_until("slack:C1", LOW, at_night) == at_night
    assert with_low.held_until("slack:C1", facts(), at_night) == DAY_MS + 7 * 3_600_000


def test_it_is_quiet_in_the_zone_that_is_named() -> None:
    quiet = rule("all quiet:22:00-07:00@Europe/Riga")
    assert quiet.held_until(20 * 3_600_000, UTC) == DAY_MS + 5 * 3_600_000 - 3_600_000
    assert quiet.held_until(12 * 3_600_000, UTC) == 12 * 3_600_000


def test_it_is_silent_until_a_mute_ends_and_then_through_the_quiet_hours() -> None:
    muted = replace(rule("all quiet:22:00-07:00"), muted_until=23 * 3_600_000)
    assert muted.held_until(20 * 3_600_000, UTC) == DAY_MS + 7 * 3_600_000


def test_it_takes_the_most_that_rules_ask_of_a_card() -> None:
    known = Rules(
        [rule("all threads:off"), rule("negative mention threads:broadcast", rule_id="r2")],
        timezone=UTC,
    )
    assert known.manner("slack:C1", LOW) == Manner(mention=True, threads=Threads.BROADCAST)
    assert known.manner("slack:C1", facts()) == Manner(threads=Threads.OFF)
    assert known.manner("slack:C9", LOW) == Manner()


@pytest.mark.parametrize(
    ("one", "two", "meet"),
    [
        ("all", "csat", True),
        ("csat", "nps", False),
        ("score<=2", "score>=2", True),
        ("score<=2", "score>=3", False),
        ("negative", "positive", False),
        ("region=EE", "region=LV", False),
        ("region=EE", "plan=pro", True),
        ("agent:mari", "agent:jüri", False),
        ("comments", "text:refund", True),
    ],
)
def test_it_tells_which_rules_overlap(one: str, two: str, meet: bool) -> None:
    pair = [rule(one), rule(two, rule_id="r2")]
    assert bool(overlaps(pair)) is meet
    assert bool(overlaps(pair[::-1])) is meet


@given(rules, rules)
def test_it_overlaps_in_whatever_order(one: Rule, two: Rule) -> None:
    assert one.filter.may_meet(two.filter) == two.filter.may_meet(one.filter)
    assert one.filter.may_meet(one.filter)


def test_it_keeps_what_a_rule_says_of_its_hour() -> None:
    made = rule("csat digest:weekly@10 quiet:22-7")
    assert made.manner.digest == DigestTime(Every.WEEKLY, "10:00")
    assert made.manner.quiet == QuietHours("22:00", "07:00")
