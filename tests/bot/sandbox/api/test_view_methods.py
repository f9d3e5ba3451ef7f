import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.bot.sandbox.samples import plain, section
from tests.bot.slack import ANA, RunningSlack

MODAL = {"type": "modal", "title": plain("Reply"), "blocks": [section("x")]}
HOME = {"type": "home", "blocks": [section("x")]}


async def test_it_opens_a_modal_once_for_each_trigger(
    slack: RunningSlack, client: AsyncWebClient
) -> None:
    trigger = slack.workspace.new_trigger(ANA)
    await client.views_open(trigger_id=trigger, view=MODAL)
    [view] = slack.workspace.views.values()
    assert view.user == ANA
    with pytest.raises(SlackApiError, match="invalid_trigger_id"):
        await client.views_open(trigger_id=trigger, view=MODAL)


async def test_it_updates_a_modal(slack: RunningSlack, client: AsyncWebClient) -> None:
    trigger = slack.workspace.new_trigger(ANA)
    opened = await client.views_open(trigger_id=trigger, view=MODAL)
    changed = MODAL | {"title": plain("Sent")}
    await client.views_update(view_id=opened["view"]["id"], view=changed)
    [view] = slack.workspace.views.values()
    assert view.content["title"]["text"] == "Sent"


async def test_it_publishes_one_home_for_each_user(
    slack: RunningSlack, client: AsyncWebClient
) -> None:
    first = await client.views_publish(user_id=ANA, view=HOME)
    await client.views_publish(user_id=ANA, view=HOME, hash=first["view"]["hash"])
    assert len(slack.workspace.views) == 1
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await client.views_publish(user_id=ANA, view=HOME, hash=first["view"]["hash"])
