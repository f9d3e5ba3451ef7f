"""The manifest, by Slack's reference of its fields: https://docs.slack.dev/reference/app-manifest."""

import json
from typing import Any

import pytest

from bot.manifest import build_manifest
from bot.sandbox.api.methods import METHODS
from bot.sandbox.faults import CutAfter
from bot.surface import BOT_SCOPES
from tests.bot.stage import Stage

URL = "https://feedback.example"


@pytest.fixture(params=[True, False], ids=["socket", "http"])
def manifest(request: pytest.FixtureRequest) -> dict[str, Any]:
    return build_manifest(URL, socket_mode=request.param)


def test_it_is_json_with_the_sections_that_slack_knows(manifest: dict[str, Any]) -> None:
    assert json.loads(json.dumps(manifest)) == manifest
    known = {"_metadata", "display_information", "features", "oauth_config", "settings"}
    assert manifest.keys() == known


def test_it_keeps_the_lengths_that_slack_allows(manifest: dict[str, Any]) -> None:
    shown = manifest["display_information"]
    assert 1 <= len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert 175 <= len(shown["long_description"]) <= 4000
    assert len(shown["background_color"]) == 7
    assert len(manifest["features"]["bot_user"]["display_name"]) <= 80


def test_it_names_addresses_only_where_slack_calls_us() -> None:
    over_http = build_manifest(f"{URL}/", socket_mode=False)
    [command] = over_http["features"]["slash_commands"]
    assert command["url"] == f"{URL}/slack/events"
    assert over_http["settings"]["interactivity"]["request_url"] == f"{URL}/slack/events"
    over_socket = build_manifest(URL, socket_mode=True)
    assert over_socket["settings"]["socket_mode_enabled"] is True
    assert URL not in json.dumps(over_socket)


def test_it_asks_for_no_scope_that_is_not_used(manifest: dict[str, Any]) -> None:
    scopes = manifest["oauth_config"]["scopes"]["bot"]
    used = {
        "chat.postMessage",
        "chat.update",
        "conversations.history",
        "files.getUploadURLExternal",
    }
    used.add("chat.unfurl")
    needed = {scope for method in used for scope in METHODS[method].scopes}
    assert set(scopes) == needed | {"commands", "links:read"}
    assert scopes == list(BOT_SCOPES)


def test_it_asks_to_be_told_of_the_home_tab_and_of_its_own_links(manifest: dict[str, Any]) -> None:
    assert manifest["features"]["app_home"]["home_tab_enabled"] is True
    assert manifest["features"]["unfurl_domains"] == ["feedback.example"]
    events = manifest["settings"]["event_subscriptions"]["bot_events"]
    assert events == ["app_home_opened", "link_shared"]


def test_it_names_no_domain_that_slack_cannot_know() -> None:
    for url in ("http://localhost:8080", "http://127.0.0.1:8080"):
        assert "unfurl_domains" not in build_manifest(url, socket_mode=True)["features"]


async def test_it_declares_every_command_that_is_answered(
    stage: Stage, manifest: dict[str, Any]
) -> None:
    for command in manifest["features"]["slash_commands"]:
        answer = await stage.slack.sender.command(f"{command['command']} help")
        assert "I do not know" not in answer.json["text"]
        assert len(command["description"]) <= 2000
        assert len(command["usage_hint"]) <= 1000


async def test_it_is_enough_for_everything_the_bot_does(stage: Stage) -> None:
    """With no more than the manifest's scopes, a lost answer is settled and a card changed."""
    stage.slack.workspace.scopes = BOT_SCOPES
    stage.slack.workspace.faults.add("chat.postMessage", CutAfter())
    rating_id = await stage.rate(5)
    await stage.say(rating_id, "Thank you")
    await stage.all_delivered()
    assert stage.shown() == [rating_id]
