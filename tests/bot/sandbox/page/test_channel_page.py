import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.sandbox.app import build_sandbox
from bot.sandbox.drafts import read_draft
from bot.sandbox.records import Draft
from tests.bot.sandbox.samples import CARD, REPORT
from tests.bot.slack import ANA, BEN, CHANNEL, RunningSlack


@pytest.fixture
async def browser(slack: RunningSlack) -> AsyncIterator[aiohttp.ClientSession]:
    timeout = aiohttp.ClientTimeout(total=5)
    async with aiohttp.ClientSession(slack.workspace.address, timeout=timeout) as session:
        yield session


async def page(browser: aiohttp.ClientSession, address: str = "") -> str:
    async with browser.get(address) as response:
        assert response.status == 200
        return await response.text()


async def next_change(stream: aiohttp.ClientResponse) -> tuple[str, dict[str, Any]]:
    """Return the id and the data of the next event."""
    event: dict[str, str] = {}
    while (line := (await stream.content.readline()).decode().rstrip("\n")) or not event:
        name, _, value = line.partition(": ")
        event[name] = value
    return event.get("id", ""), json.loads(event["data"])


def start_of(html: str) -> str:
    return html.partition('data-after="')[2].partition('"')[0]


async def test_it_shows_every_kind_of_block(
    slack: RunningSlack, browser: aiohttp.ClientSession
) -> None:
    slack.workspace.post(CHANNEL, read_draft({"blocks": CARD + REPORT}))
    html = await page(browser)
    assert "<strong>2 of 5</strong>" in html
    assert 'data-action="claim"' in html
    assert "<h2>Not a customer?</h2>" in html
    assert "CSAT, last 30 days</h2>" in html
    assert '<td class="align-right">88 %</td>' in html
    assert 'alt="Rising"' in html


async def test_it_lets_nothing_that_was_said_become_markup(
    slack: RunningSlack, browser: aiohttp.ClientSession
) -> None:
    slack.workspace.post(CHANNEL, read_draft({"blocks": CARD}))
    slack.workspace.add_channel(CHANNEL, "<b>feedback")
    slack.workspace.add_user(BEN, "ben", "<i>Ben")
    html = await page(browser)
    assert "Slow, &lt;!channel&gt; &amp; *rude* &lt;script&gt;" in html
    assert "<b>feedback" not in html
    assert "<i>Ben" not in html


async def test_it_allows_no_inline_script_or_style(browser: aiohttp.ClientSession) -> None:
    async with browser.get("") as response:
        assert response.headers["Content-Security-Policy"].startswith("default-src 'self';")
        html = await response.text()
    assert "style=" not in html
    assert "<script>" not in html


async def test_it_shows_what_is_for_one_person_to_that_person_only(
    slack: RunningSlack, browser: aiohttp.ClientSession
) -> None:
    slack.workspace.post(CHANNEL, Draft("a secret"), visible_to=ANA)
    assert "Only visible to you" in await page(browser, f"?user={ANA}")
    assert "a secret" not in await page(browser, f"?user={BEN}")


async def test_it_marks_an_edit_as_slack_does(
    slack: RunningSlack, browser: aiohttp.ClientSession
) -> None:
    message = slack.workspace.post(CHANNEL, read_draft({"blocks": CARD}))
    slack.workspace.edit(message, read_draft({"blocks": CARD}))
    assert "(edited)" not in await page(browser)
    slack.workspace.edit(message, Draft("b"))
    assert "(edited)" in await page(browser)


async def test_it_refuses_a_channel_that_is_not_there(browser: aiohttp.ClientSession) -> None:
    async with browser.get("?channel=C0NOWHERE") as response:
        assert response.status == 404


async def test_it_tells_of_new_changed_and_deleted_messages(
    slack: RunningSlack, browser: aiohttp.ClientSession
) -> None:
    after = start_of(await page(browser))
    async with browser.get("events", params={"after": after}) as stream:
        message = slack.workspace.post(CHANNEL, Draft("first"))
        _, change = await next_change(stream)
        assert (change["kind"], change["ts"]) == ("message", message.ts)
        assert "first" in change["html"]
        slack.workspace.edit(message, Draft("second"))
        _, change = await next_change(stream)
        assert "second" in change["html"]
        slack.workspace.delete(message)
        _, change = await next_change(stream)
        assert change == {"kind": "gone", "ts": message.ts}


async def test_it_goes_on_where_a_lost_connection_ended(
    slack: RunningSlack, browser: aiohttp.ClientSession
) -> None:
    after = start_of(await page(browser))
    for text in ("one", "two"):
        slack.workspace.post(CHANNEL, Draft(text))
    async with browser.get("events", params={"after": after}) as stream:
        known, change = await next_change(stream)
        assert "one" in change["html"]
    lost = {"Last-Event-ID": known}
    async with browser.get("events", params={"after": after}, headers=lost) as stream:
        _, change = await next_change(stream)
        assert "two" in change["html"]


async def test_it_asks_a_page_from_before_a_restart_to_load_again(
    slack: RunningSlack, browser: aiohttp.ClientSession
) -> None:
    after = start_of(await page(browser))
    await slack.stop()
    await slack.start()
    async with browser.get("events", params={"after": after}) as stream:
        assert await next_change(stream) == ("", {"kind": "reload"})


async def test_it_posts_what_a_person_writes(
    slack: RunningSlack, browser: aiohttp.ClientSession
) -> None:
    said = {"channel": CHANNEL, "user": BEN, "text": "1 < 2 & so on"}
    async with browser.post("command", json=said) as response:
        assert response.status == 204
    [message] = slack.workspace.messages()
    assert (message.user, message.text) == (BEN, "1 &lt; 2 &amp; so on")


async def test_it_lets_no_other_site_act(
    slack: RunningSlack, browser: aiohttp.ClientSession
) -> None:
    said = {"channel": CHANNEL, "user": BEN, "text": "hello"}
    headers = {"Sec-Fetch-Site": "cross-site"}
    for address in ("command", "press", "view"):
        async with browser.post(address, json=said, headers=headers) as response:
            assert response.status == 403
    assert slack.workspace.messages() == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ('{"channel": "C0FEEDBACK", "user": "U0ANA", "ts": "1.0", "action_id": "x"}', 404),
        ('{"channel": "C0FEEDBACK"}', 400),
        ("[]", 400),
        ("{", 400),
    ],
)
async def test_it_refuses_a_press_that_the_page_would_not_send(
    browser: aiohttp.ClientSession, body: str, status: int
) -> None:
    headers = {"Content-Type": "application/json"}
    async with browser.post("press", data=body, headers=headers) as response:
        assert response.status == status


async def test_it_works_under_a_prefix(slack: RunningSlack) -> None:
    outer = web.Application()
    outer.add_subapp("/demo/slack", build_sandbox(slack.workspace, slack.sender, home="/demo"))
    runner = web.AppRunner(outer)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/demo/slack"
    async with aiohttp.ClientSession() as session, session.get(f"{url}?user={BEN}") as response:
        assert response.url.path == "/demo/slack/"
        assert response.url.query["user"] == BEN
        assert 'href="/demo"' in await response.text()
    await runner.cleanup()
