"""`paldies signature`: the e-mail block of an agent."""

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
from server.core.agents import Agent
from server.core.asks import signature_link
from server.core.help_desks import HELP_DESKS, conversation_query
from server.core.instants import day_of
from server.core.languages import offered_here
from server.core.links import Links
from server.core.phrases import Phrases
from server.core.survey_document import Style
from server.core.survey_form import Asked, SurveyForm, survey_form
from server.core.surveys import Survey
from server.email.rating_block import BlockLinks, rating_block
from server.intake.ask_make import LinkAddresses
from server.locale import load_translations
from server.secret_key import secret_key
from server.settings import Settings, SettingsError
from server.store import links
from server.system_clock import system_clock


@click.command()
@click.option("--survey", "slug", required=True, help="What is asked, by slug.")
@click.option("--agent", "agent_key", required=True, help="Whose signature it is, by key.")
@click.option(
    "--for",
    "help_desk",
    type=click.Choice(list(HELP_DESKS)),
    help="Name the conversation as this help desk does.",
)
@click.option("--conversation", default="", help="What stands for the conversation, if not --for.")
@click.option(
    "--style",
    type=click.Choice([each.value for each in Style]),
    help="How the choices look; else as the survey says.",
)
@click.option("--language", help="The language to ask in; else the survey's first.")
@click.option("--text", is_flag=True, help="Print plain text instead of HTML.")
@env_file
@runs_async
async def signature(
    slug: str,
    agent_key: str,
    help_desk: str | None,
    conversation: str,
    style: str | None,
    language: str | None,
    *,
    text: bool,
    env_file: Path | None,
) -> None:
    """Print the e-mail block of an agent, to be pasted into a signature or a template.

    The same agent, survey and language have the same links each time.
    """
    settings = settings_from(env_file)
    signer = _signer(settings)
    query = conversation_query(conversation or HELP_DESKS.get(help_desk or "", ""))
    async with database_of(settings) as database:
        survey = await survey_named(database, slug)
        agent = await agent_named(database, agent_key)
        asked = _language(settings, survey, language)
        now = system_clock()
        day = day_of(now, settings.timezone).isoformat()
        new = signature_link(survey, agent, asked, now, day)
        link = await database.write(links.signature, new)
    addresses = LinkAddresses(settings.public_url, signer.token(link.id), query)
    form = _form(settings, survey, agent, asked)
    scores = {choice.score: addresses.score(choice.score) for choice in form.choices}
    block = rating_block(form, BlockLinks(scores, addresses.trap), Style(style) if style else None)
    click.echo(block.text if text else block.html, nl=False)


def _language(settings: Settings, survey: Survey, wanted: str | None) -> str:
    offered = offered_here(survey.languages, settings.languages)
    if wanted is not None and wanted not in offered:
        raise click.ClickException(
            f"{survey.slug} is not asked in {wanted!r}, only in {', '.join(offered)}"
        )
    return wanted or offered[0]


def _signer(settings: Settings) -> Links:
    try:
        return Links(secret_key(settings))
    except SettingsError as error:
        raise click.ClickException(str(error)) from None


def _form(settings: Settings, survey: Survey, agent: Agent, language: str) -> SurveyForm:
    phrases = Phrases(load_translations([language]))
    names = {"agent": agent.name, "company": settings.company}
    return survey_form(survey, Asked(language=language, names=names, phrases=phrases))
