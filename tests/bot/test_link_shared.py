"""Links to ratings show the rating to the team; links of customers are never opened or shown."""

import pytest

from bot.sandbox.records import Draft
from server.core.ratings import Said
from tests.bot.slack import ANA, CHANNEL
from tests.bot.stage import PUBLIC_URL, Stage, text_of


async def shared(stage: Stage, *urls: str) -> dict[str, str]:
    """Post links and return what is shown of each, as text."""
    workspace = stage.slack.workspace
    message = workspace.post(CHANNEL, Draft(" ".join(urls)), user=ANA)
    links = [{"domain": "feedback.example", "url": url} for url in urls]
    event = {"type": "link_shared", "channel": CHANNEL, "message_ts": message.ts, "links": links}
    assert (await stage.slack.sender.event(event)).status == 200
    # What is in hand is finished first.
    await stage.bot.close()
    return {url: text_of(shown["blocks"]) for url, shown in message.unfurls.items()}


async def test_it_shows_a_rating_without_its_buttons(stage: Stage) -> None:
    rating_id = await stage.rate(1, said=Said("It never came"))
    url = f"{PUBLIC_URL}/ratings/{rating_id}?from=mail"
    shown = await shared(stage, url)
    assert "1 of 5" in shown[url]
    assert "It never came" in shown[url]
    assert "Claim" not in shown[url]


@pytest.mark.parametrize(
    "path",
    ["/r/token/5", "/u/token", "/s/csat", "/", "/ratings/", "/ratings/../r/token/5", "/ratings/x"],
)
async def test_it_leaves_every_other_link_alone(stage: Stage, path: str) -> None:
    await stage.rate(1)
    assert await shared(stage, f"{PUBLIC_URL}{path}") == {}
    assert stage.slack.workspace.calls_of("chat.unfurl") == []


async def test_it_knows_its_own_address_from_one_like_it(stage: Stage) -> None:
    rating_id = await stage.rate(1)
    assert await shared(stage, f"https://feedback.example.evil/ratings/{rating_id}") == {}


async def test_it_does_not_bury_a_message_of_many_links(stage: Stage) -> None:
    urls = [f"{PUBLIC_URL}/ratings/{await stage.rate(1)}" for _ in range(4)]
    assert await shared(stage, *urls) == {}
