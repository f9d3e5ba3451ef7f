from server.surveys import drill_survey
from tests.bot.slack import CHANNEL, SIGNING_SECRET, RunningSlack
from tests.bot.stage import until
from tests.clock import TestClock
from tests.conftest import Client, StartApp
from tests.server.api.asking import get, kept, rate, revise, send
from tests.server.asked import put
from tests.server.web.paper import press, visit


async def with_slack(start_app: StartApp, slack: RunningSlack) -> Client:
    client = await start_app(
        SLACK_BOT_TOKEN=slack.workspace.bot_token,
        SLACK_SIGNING_SECRET=SIGNING_SECRET,
        PALDIES_SLACK_CHANNEL=CHANNEL,
        PALDIES_SLACK_API_URL=slack.api_url,
    )
    await put(client, drill_survey().model_dump(exclude_defaults=True))
    return client


async def is_counted(client: Client, n: int) -> bool:
    return [rating["state"] for rating in await kept(client)].count("counted") == n


async def test_it_tells_nobody_of_a_rehearsal(
    start_app: StartApp, slack: RunningSlack, clock: TestClock
) -> None:
    client = await with_slack(start_app, slack)
    _, given = await rate(client, survey="drill", score=1)
    await revise(client, given, comment="Nobody is to read this")
    for state in ("withdrawn", "counted"):
        await send(client, "PATCH", f"/api/v1/ratings/{given['id']}", {"state": state})
    _, asked = await send(client, "POST", "/api/v1/asks", {"survey": "drill"})
    path = asked["links"]["5"].partition("/r/")[2]
    for page in ("/s/drill", f"/r/{path}"):
        await press(client, await visit(client, page), "score", "5")
    clock.forward(seconds=61)
    await until(lambda: is_counted(client, 3))
    await rate(client, survey="csat", score=4)
    await slack.workspace.until(lambda: slack.workspace.messages() != [])
    # Cards of one channel are posted in the order of their jobs.
    (card,) = slack.workspace.messages()
    assert "4 of 5" in card.text


async def test_it_lets_a_rehearsal_enter_no_score_but_its_own(client: Client) -> None:
    await put(client, drill_survey().model_dump(exclude_defaults=True))
    for score in (1, 1, 1, 1, 1):
        await rate(client, survey="drill", score=score)
        await rate(client, survey="csat", score=5)
    _, pooled = await get(client, "/api/v1/scores?metric=csat")
    assert (pooled["n"], pooled["score"]) == (5, 100.0)
    _, own = await get(client, "/api/v1/scores?survey=drill")
    assert (own["n"], own["score"]) == (5, 0.0)
