"""Starting and closing, whatever Slack does meanwhile."""

import asyncio

import pytest

from bot.sandbox.faults import Fault, Hang, Refused, ServerError
from server.store.database import Database
from tests.bot.slack import RunningSlack
from tests.bot.stage import set_stage, slack_settings, until
from tests.clock import TestClock


@pytest.mark.parametrize("fault", [Hang(), ServerError(500), Refused("invalid_auth")], ids=repr)
async def test_it_starts_and_closes_while_slack_is_not_well(
    slack: RunningSlack, database: Database, clock: TestClock, fault: Fault
) -> None:
    settings = slack_settings(slack, app_token=slack.workspace.app_token)
    async with asyncio.timeout(5):
        with slack.workspace.faults.during("*", fault):
            async with set_stage(slack, database, clock, settings=settings) as stage:
                await stage.rate()


async def test_it_starts_while_there_is_no_slack(
    slack: RunningSlack, database: Database, clock: TestClock
) -> None:
    await slack.stop()
    async with set_stage(slack, database, clock) as stage:

        async def unreachable() -> bool:
            return stage.bot.health()["state"] == "unreachable"

        await until(unreachable)
        assert stage.bot.health()["error"] == "workspace: not_reached"


async def test_it_sees_that_its_token_is_good_again(
    slack: RunningSlack, database: Database, clock: TestClock
) -> None:
    plan = slack.workspace.faults.add("auth.test", Refused("account_inactive"), times=None)
    async with set_stage(slack, database, clock) as stage:

        async def refused() -> bool:
            return stage.bot.health()["state"] == "refused"

        async def well() -> bool:
            return stage.bot.health() == {"state": "ok"}

        await until(refused)
        slack.workspace.faults.remove(plan)
        await until(well)
