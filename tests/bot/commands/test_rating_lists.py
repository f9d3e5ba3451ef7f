"""`/scores low` and `/scores find`."""

from tests.bot.slack import CHANNEL
from tests.bot.stage import Stage, text_of


async def test_it_lists_the_latest_low_ratings_with_their_cards(stage: Stage) -> None:
    await stage.rate(5)
    first = await stage.rate(1)
    second = await stage.rate(2)
    await stage.say(first, "It never arrived")
    await stage.all_delivered()
    answer = await stage.slack.sender.command("/scores low 5")
    text = answer.json["text"]
    assert text.index("2 of 5") < text.index("1 of 5")
    assert "5 of 5" not in text
    assert "“It never arrived”" in text
    card = next(card for card in stage.cards() if "It never arrived" in card.text)
    where = f"{stage.slack.workspace.address}archives/{CHANNEL}/p{card.ts.replace('.', '')}"
    assert where in answer.body
    assert second in stage.rated


async def test_it_tells_who_has_a_low_rating_in_hand(stage: Stage) -> None:
    await stage.rate(1)
    await stage.all_delivered()
    assert "open" in await stage.command("low")
    await stage.press(stage.cards()[0], "rating_claim")
    assert "Claimed by ana" in await stage.command("low")


async def test_it_lists_as_many_as_were_asked_for(stage: Stage) -> None:
    for _ in range(4):
        await stage.rate(1)
    assert (await stage.command("low 2")).count("1 of 5") == 2
    assert "none" in await stage.command("low nps")
    assert (await stage.command("worst csat band:positive")).count("of 5") == 0


async def test_it_finds_what_customers_wrote(stage: Stage) -> None:
    one, other = await stage.rate(2), await stage.rate(5)
    await stage.say(one, "Where is my Refund?")
    await stage.say(other, "Thank you")
    text = await stage.command('find "refund" 30d csat')
    assert "Where is my Refund?" in text
    assert "Thank you" not in text
    assert "none" in await stage.command("find <!channel>")


async def test_it_shares_a_list_when_told_to(stage: Stage) -> None:
    await stage.rate(1)
    answer = await stage.slack.sender.command("/scores low share")
    assert answer.json["response_type"] == "in_channel"
    assert "Share with the channel" not in text_of(answer.json["blocks"])
