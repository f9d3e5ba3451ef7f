"""`paldies ask`: one request to one customer to rate."""

from pathlib import Path

import click

from server.commands.options import (
    agent_named,
    database_of,
    env_file,
    runs_async,
    settings_from,
    survey_named,
)
from server.core.asks import Ask, Channel, quiet_ms
from server.core.instants import day_of
from server.core.links import Links
from server.core.ratings import Customer
from server.intake.ask_make import LinkAddresses
from server.secret_key import secret_key
from server.store import links
from server.store.links import AskedLately, DoNotAsk
from server.system_clock import system_clock


@click.command()
@click.option("--survey", "slug", required=True, help="What is asked, by slug.")
@click.option("--agent", "agent_key", help="Who helped, by key.")
@click.option("--customer", "email", help="Whom is asked, by e-mail address.")
@click.option("--conversation", help="What it was about.")
@click.option("--language", help="The language to ask in; else the browser's.")
@click.option(
    "--channel",
    type=click.Choice([each.value for each in Channel]),
    default="email",
    show_default=True,
)
@env_file
@runs_async
async def ask(
    slug: str,
    agent_key: str | None,
    email: str | None,
    conversation: str | None,
    language: str | None,
    channel: str,
    env_file: Path | None,
) -> None:
    """Print a personal rating link, for whatever way you have to the customer.

    Nobody is asked twice within the survey's quiet period, nor who does not want to be.
    """
    settings = settings_from(env_file)
    now = system_clock()
    async with database_of(settings) as database:
        survey = await survey_named(database, slug)
        agent = await agent_named(database, agent_key) if agent_key else None
        wanted = Ask(
            channel=Channel(channel),
            agent_key=agent_key,
            conversation=conversation,
            customer=Customer(email=email),
            language=language,
        )
        link = wanted.link(survey, agent, now, day_of(now, settings.timezone).isoformat())
        try:
            await database.write(links.ask, link, quiet_ms(survey))
        except DoNotAsk:
            raise click.ClickException(f"{email} does not want to be asked again") from None
        except AskedLately as error:
            asked, again = (
                day_of(at, settings.timezone) for at in (error.asked_at, error.again_at)
            )
            raise click.ClickException(
                f"{email} was asked {slug} on {asked}, and may be asked again from {again} on"
            ) from None
    token = Links(secret_key(settings)).token(link.id)
    click.echo(LinkAddresses(settings.public_url, token).page)
