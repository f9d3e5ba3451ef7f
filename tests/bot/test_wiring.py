"""The whole application, as `paldies serve` builds it, between a customer, Slack and a mail server."""

from tests.bot.slack import CHANNEL, SIGNING_SECRET, RunningSlack
from tests.conftest import StartApp
from tests.mail import Postbox, mail_server_for


async def test_it_takes_a_rating_from_the_click_to_the_reply(
    slack: RunningSlack, start_app: StartApp
) -> None:
    postbox, workspace = Postbox(), slack.workspace
    async with mail_server_for(postbox) as mail:
        client = await start_app(
            SLACK_BOT_TOKEN=workspace.bot_token,
            SLACK_SIGNING_SECRET=SIGNING_SECRET,
            PALDIES_SLACK_CHANNEL=CHANNEL,
            PALDIES_SLACK_API_URL=slack.api_url,
            PALDIES_SMTP_URL=f"smtp://{mail.host}:{mail.port}",
            PALDIES_MAIL_FROM="Kadaka Pood <help@kadaka.example>",
        )
        slack.sender.events_url = str(client.make_url("/slack/events"))
        body = {"survey": "csat", "score": 1, "customer": {"email": "jaan@example.com"}}
        assert (await client.post("/api/v1/ratings", json=body)).status == 201
        await workspace.until(lambda: bool(workspace.cards(CHANNEL)))
        [card] = workspace.cards(CHANNEL)
        await slack.sender.press(CHANNEL, card.ts, "rating_claim")
        await slack.sender.press(CHANNEL, card.ts, "rating_reply")
        await workspace.until(lambda: bool(workspace.calls_of("views.update")))
        [view] = workspace.views.values()
        written = {"text": {"text": {"type": "plain_text_input", "value": "We are sorry."}}}
        await slack.sender.submit(view, written)
        await workspace.until(lambda: len(workspace.replies(CHANNEL, card.ts)) == 2)
    assert postbox.recipients == ["jaan@example.com"]
    assert [reply.text for reply in workspace.replies(CHANNEL, card.ts)] == [
        "ana claimed this.",
        "ana answered by e-mail: We are sorry.",
    ]
