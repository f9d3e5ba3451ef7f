from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks.message import SlackMessage
from bot.blocks.rating_card import MOST_COMMENT, rating_card
from bot.blocks.rating_words import Answered, RatingWords
from server.core.bands import Band, Metric
from server.core.follow_ups import Actor, FollowUp
from server.core.ratings import Customer, Rating, Source, State
from tests.bot.block_limits import check_card
from tests.bot.blocks.hostile import HOSTILE
from tests.bot.blocks.ratings import rating
from tests.bot.stage import text_of

TALLINN = ZoneInfo("Europe/Tallinn")
MARI = Actor("U0MARI", "Mari Tamm")
STAGES = [
    FollowUp(claimed=MARI, version=1),
    FollowUp(claimed=MARI, replied=MARI, version=2),
    FollowUp(claimed=MARI, replied=MARI, resolved=MARI, version=3),
]


def card(given: Rating, *reasons: str) -> SlackMessage:
    message = rating_card(given, RatingWords(reasons), timezone=TALLINN)
    check_card(message)
    return message


def buttons_of(message: SlackMessage) -> dict[str, dict[str, Any]]:
    """Return the buttons by what they say."""
    return {button["text"]["text"]: button for button in message.blocks[-1]["elements"]}


def followed_up(follow_up: FollowUp, **given: object) -> SlackMessage:
    message = rating_card(rating(**given), RatingWords(), timezone=TALLINN, follow_up=follow_up)
    check_card(message)
    return message


def conversation_of(message: SlackMessage) -> dict[str, Any]:
    [headline] = message.blocks[0]["elements"]
    return dict(headline["elements"][-1])


def test_it_tells_everything_that_is_known() -> None:
    message = card(rating(comment="Väga kiire!"), "Speed", "Friendliness")
    text = text_of(message.blocks)
    for part in (
        "4 of 5 · Positive",
        "●●●●○",
        "Mari Tamm helped Jaan Kask (jaan@example.com)",
        "C-1042",
        "Väga kiire!",
        "Speed",
        "Friendliness",
        "Satisfaction with support · chat",
    ):
        assert part in text


def test_it_shows_what_was_answered_to_further_questions() -> None:
    said = RatingWords(("Speed",), (Answered("Is it solved now?", "No"), Answered("Why?", " ")))
    message = rating_card(rating(comment="Slow"), said, timezone=TALLINN)
    check_card(message)
    assert "Is it solved now?  No" in text_of(message.blocks)
    assert "Why?" not in text_of(message.blocks)
    assert message.text.endswith("“Slow” · Speed · Is it solved now? No")


def test_it_reads_well_aloud() -> None:
    message = card(rating(score=2, band=Band.NEGATIVE, comment="Too slow"), "Speed")
    assert message.text == (
        "2 of 5 · Negative · Mari Tamm helped Jaan Kask (jaan@example.com) · C-1042"
        " · “Too slow” · Speed"
    )


@pytest.mark.parametrize(
    ("metric", "scale", "score", "band", "words"),
    [
        (Metric.NPS, 10, 0, Band.NEGATIVE, "0 of 10 · Negative   ○○○○○○○○○○"),
        (Metric.NPS, 10, 10, Band.POSITIVE, "10 of 10 · Positive   ●●●●●●●●●●"),
        (Metric.CES, 7, 4, Band.NEUTRAL, "4 of 7 · Neutral   ●●●●○○○"),
        (Metric.CSAT, 2, 1, Band.NEGATIVE, "1 of 2 · Negative   ●○"),
    ],
)
def test_it_shows_the_score_on_its_scale(
    metric: Metric, scale: int, score: int, band: Band, words: str
) -> None:
    shown = card(rating(metric=metric, scale=scale, score=score, band=band))
    [headline, *_] = shown.blocks[0]["elements"]
    assert "".join(part["text"] for part in headline["elements"]).startswith(words)


@pytest.mark.parametrize(
    ("agent", "customer", "words"),
    [
        ("Mari Tamm", Customer(), "Helped by Mari Tamm"),
        (None, Customer(name="Jaan"), "From Jaan"),
        (None, Customer(email="jaan@example.com"), "From jaan@example.com"),
        (None, Customer(id="7"), "From 7"),
        (None, Customer(), "From a customer without a name"),
        (None, Customer(name="\u202e "), "From a customer without a name"),
    ],
)
def test_it_names_who_is_known(agent: str | None, customer: Customer, words: str) -> None:
    unnamed = rating(agent_name=agent, agent_key=None, customer=customer, conversation=None)
    assert words in card(unnamed).text


def test_it_names_an_agent_that_nobody_has_added_by_its_key() -> None:
    assert "mari helped" in card(rating(agent_name=None)).text


def test_it_shows_the_comment_as_it_was_written() -> None:
    words = "*not bold* <!channel> & `code`\n> no quote"
    [quote] = card(rating(comment=words)).blocks[1]["elements"]
    assert quote["type"] == "rich_text_quote"
    assert quote["elements"] == [{"type": "text", "text": words}]


def test_it_keeps_a_place_for_the_comment() -> None:
    [quote] = card(rating()).blocks[1]["elements"]
    assert quote["elements"][0]["text"] == "No comment yet"


def test_it_clips_a_long_comment() -> None:
    [quote] = card(rating(comment="ä" * 10_000)).blocks[1]["elements"]
    shown = quote["elements"][0]["text"]
    assert len(shown) == MOST_COMMENT
    assert shown.endswith("ä…")


def test_it_links_a_conversation_that_is_an_address() -> None:
    url = "https://chat.example/conversations/1042"
    shown = conversation_of(card(rating(conversation=url)))
    assert shown == {"type": "link", "url": url, "text": url}


@pytest.mark.parametrize(
    "conversation",
    ["javascript:alert(1)", "https://", "http://[", "https://a b", "ftp://x", "https://x\u202ey"],
)
def test_it_links_nothing_else(conversation: str) -> None:
    assert conversation_of(card(rating(conversation=conversation)))["type"] == "text"


@pytest.mark.parametrize(
    "conversation",
    [
        "https://bank.example@evil.example/",
        "https://bank.example:443@evil.example/",
        "https://login.bank.example." + "a" * 60 + ".evil.example/",
    ],
)
def test_it_links_no_address_that_could_pass_for_another(conversation: str) -> None:
    shown = conversation_of(card(rating(conversation=conversation)))
    assert shown["type"] == "text"
    assert shown["text"].startswith(conversation[:30])


def test_it_shows_the_time_of_the_reader() -> None:
    time = card(rating()).blocks[2]["elements"][1]["text"]
    assert time == "<!date^1795336200^{date_short_pretty} at {time}|2026-11-22 10:30 EET>"


def test_it_offers_to_take_a_rating_out() -> None:
    button = buttons_of(card(rating()))["Not a customer"]
    assert button["action_id"] == "rating_withdraw"
    assert button["value"] == rating().id
    assert "confirm" in button


def test_it_offers_to_undo_that() -> None:
    message = card(rating(state=State.WITHDRAWN))
    assert list(buttons_of(message)) == ["Undo"]
    assert buttons_of(message)["Undo"]["action_id"] == "rating_restore"
    assert message.text.startswith("Not counted: marked as not a customer")


@pytest.mark.parametrize("state", [State.MACHINE, State.PROVISIONAL])
def test_it_offers_nothing_for_a_rating_that_no_person_took_out(state: State) -> None:
    message = card(rating(state=state))
    assert "button" not in {part["type"] for part in message.blocks[-1]["elements"]}
    assert message.text.startswith("Not counted")


def test_it_offers_what_can_be_done() -> None:
    assert list(buttons_of(card(rating()))) == ["Claim", "Resolve", "Reply", "Not a customer"]


def test_it_points_at_the_claim_of_a_low_rating() -> None:
    assert "style" not in buttons_of(card(rating()))["Claim"]
    low = buttons_of(card(rating(score=1, band=Band.NEGATIVE)))
    assert low["Claim"]["style"] == "primary"


def test_it_says_who_has_it_in_hand() -> None:
    message = followed_up(FollowUp(claimed=MARI, replied=MARI, version=3))
    assert list(buttons_of(message)) == ["Release", "Resolve", "Reply", "Not a customer"]
    assert buttons_of(message)["Release"]["value"] == f"{rating().id}.3"
    assert "Claimed by Mari Tamm" in text_of(message.blocks)
    assert "Answered by Mari Tamm" in message.text


def test_it_is_short_once_it_is_resolved() -> None:
    said = "First line\n\n" + "and more " * 200
    whole = card(rating(comment=said, reasons=("speed",)))
    message = followed_up(FollowUp(claimed=MARI, resolved=MARI, version=2), comment=said)
    assert list(buttons_of(message)) == ["Reopen"]
    assert "Resolved by Mari Tamm" in text_of(message.blocks)
    assert "Claimed by" not in text_of(message.blocks)
    assert len(text_of(message.blocks)) < 500 < len(text_of(whole.blocks))


def test_it_offers_all_of_what_is_clipped() -> None:
    assert "Show all" not in buttons_of(card(rating(comment="ä" * MOST_COMMENT)))
    assert "Show all" in buttons_of(card(rating(comment="ä" * (MOST_COMMENT + 1))))


def test_it_mentions_the_agent_only_when_told_to() -> None:
    known = rating(agent_slack_id="U0MARI")
    quiet = card(known)
    called = rating_card(known, RatingWords(), timezone=TALLINN, mention=True)
    check_card(called)
    person = {"type": "user", "user_id": "U0MARI"}
    assert person not in quiet.blocks[0]["elements"][0]["elements"]
    assert person in called.blocks[0]["elements"][0]["elements"]
    assert "Mari Tamm" in called.text


@pytest.mark.parametrize("slack_id", [None, "", "mari", "U0><!channel>", "<@U0MARI>"])
def test_it_mentions_nobody_by_what_is_no_id(slack_id: str | None) -> None:
    called = rating_card(
        rating(agent_slack_id=slack_id), RatingWords(), timezone=TALLINN, mention=True
    )
    check_card(called)
    assert "Mari Tamm helped" in text_of(called.blocks)


def test_it_keeps_its_skeleton_through_every_change() -> None:
    versions = [
        rating(),
        rating(comment="Now with words", reasons=("speed",), revision=2),
        rating(comment="Now with words", state=State.WITHDRAWN, revision=3),
        rating(state=State.MACHINE, revision=4),
    ]
    cards = [card(version) for version in versions]
    cards += [followed_up(follow_up) for follow_up in STAGES]
    kinds = {tuple(block["type"] for block in each.blocks[:3]) for each in cards}
    assert kinds == {("rich_text", "rich_text", "context")}


def test_it_has_new_block_ids_for_each_revision() -> None:
    first, second = (card(rating(revision=revision)).blocks for revision in (1, 2))
    assert not {b["block_id"] for b in first} & {b["block_id"] for b in second}


@pytest.mark.parametrize("text", HOSTILE)
def test_it_stays_within_limits_and_harmless(text: str) -> None:
    hostile = rating(
        comment=text,
        conversation=text,
        agent_name=text,
        survey_name=text,
        customer=Customer(text, text, text),
    )
    said = RatingWords((text,) * 50, (Answered(text, text),) * 20)
    somebody = Actor("U0ANA", text)
    for follow_up in (
        FollowUp(),
        FollowUp(claimed=somebody, replied=somebody, version=2),
        FollowUp(claimed=somebody, resolved=somebody, replied=somebody, version=3),
    ):
        message = rating_card(hostile, said, timezone=TALLINN, follow_up=follow_up)
        check_card(message)
        for wanted in ("<!channel", "<!here", "<@", "<#", "<http"):
            assert wanted not in message.text
        assert "\u202e" not in message.text + text_of(message.blocks)


@given(st.text(max_size=400), st.text(max_size=400), st.sampled_from(Source))
def test_it_takes_whatever_text(comment: str, name: str, source: Source) -> None:
    given_rating = rating(
        comment=comment, customer=Customer(name=name), conversation=name, source=source
    )
    message = card(given_rating, comment)
    assert "<" not in message.text
    message.text.encode()
