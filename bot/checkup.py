"""Whether Slack would take what Paldies does there: asked once, for `paldies doctor`."""

from bot.client import SlackClient
from bot.settings import SlackSettings, Waits
from bot.surface import BOT_SCOPES
from bot.troubles import trouble_of


async def slack_complaint(slack: SlackSettings, waits: Waits | None = None) -> str | None:
    """Return what is wrong with the token or its scopes and how to mend it; None when all is well."""
    client = SlackClient(slack, waits or Waits())
    await client.open()
    try:
        answer = await client.web.auth_test()
    except Exception as error:
        return str(trouble_of(error))
    finally:
        await client.close()
    given = {scope.strip() for scope in str(answer.headers.get("x-oauth-scopes", "")).split(",")}
    missing = [scope for scope in BOT_SCOPES if scope not in given]
    if not missing:
        return None
    scopes = ", ".join(missing)
    return (
        f"the token lacks {scopes}: add what is missing under OAuth & Permissions,"
        " and install the app again."
    )
