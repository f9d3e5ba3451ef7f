"""The drill with its real browsers; tests/server/drill/test_drill.py has the rest of the cast."""

import asyncio
from pathlib import Path

import pytest
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser

from server.app import build_app
from server.drill.cast import CAST
from server.drill.install import Install, open_web
from server.drill.play import Drill, Verdict, hold
from server.keys import CATALOGUE, CLOCK, DATABASE
from server.store import api_keys, surveys
from server.surveys import drill_survey
from tests.bot.slack import free_port
from tests.conftest import test_settings

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_it_counts_every_person_and_nothing_of_a_real_browser(
    browser: Browser, tmp_path: Path
) -> None:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    app = build_app(test_settings(tmp_path, PALDIES_PUBLIC_URL=address, PALDIES_SETTLE_SECONDS="1"))
    async with TestServer(app, port=port), open_web() as web:
        await app[DATABASE].write(surveys.put, drill_survey(), app[CLOCK]())
        await app[DATABASE].write(api_keys.add, "drill", "secret", "write", app[CLOCK]())
        await app[CATALOGUE].refresh()
        drill = Drill(
            install=Install(web, address, "secret"),
            tell=lambda *_: None,
            patience=30,
            chromium=browser,
            cast=[case for case in CAST if case.in_chromium],
            pause=asyncio.sleep,
        )
        outcomes = await hold(drill)
    assert [one for one in outcomes if one.verdict is not Verdict.OK] == []
    assert all(one.in_chromium and one.sent for one in outcomes)
