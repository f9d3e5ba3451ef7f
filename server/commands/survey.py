"""`paldies survey`: what is asked."""

import json
from pathlib import Path

import click
import tomli_w

from server.commands.options import (
    database_of,
    env_file,
    runs_async,
    settings_from,
    survey_named,
)
from server.commands.survey_file import read_survey_file
from server.core.contexts import Contexts
from server.core.survey_document import SurveyDocument
from server.secret_key import secret_key
from server.settings import SettingsError
from server.store import surveys
from server.store.surveys import NoSuchSurvey, OtherMetric
from server.surveys import english_template, template, template_names
from server.system_clock import system_clock

as_toml = click.option("--toml", is_flag=True, help="Print TOML instead of JSON.")


@click.group()
def survey() -> None:
    """List, show, put and copy the surveys that customers answer."""


@survey.command("list")
@env_file
@runs_async
async def survey_list(env_file: Path | None) -> None:
    """List the surveys in the version that is asked now."""
    async with database_of(settings_from(env_file)) as database:
        found = await database.read(surveys.current)
    width = max(len(one.slug) for one in found)
    for one in found:
        scale = f"{min(one.bands)}-{one.scale}"
        languages = ",".join(one.languages)
        click.echo(
            f"{one.slug:<{width}}  {one.metric:<4}  {scale:<5}  v{one.version}  {languages}  {one.name}"
        )


@survey.command("show")
@click.argument("slug")
@as_toml
@env_file
@runs_async
async def survey_show(slug: str, *, toml: bool, env_file: Path | None) -> None:
    """Print a survey as one document, which `survey put` takes again."""
    async with database_of(settings_from(env_file)) as database:
        found = await survey_named(database, slug)
    click.echo(_written(found.document, toml=toml))


@survey.command("put")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@env_file
@runs_async
async def survey_put(file: Path, env_file: Path | None) -> None:
    """Ask what FILE says: a new survey, or a new version of the one it names.

    FILE is TOML or JSON. Ratings that were given keep the version they answered.
    """
    document = read_survey_file(file)
    async with database_of(settings_from(env_file)) as database:
        before = {one.slug: one.version for one in await database.read(surveys.current)}
        try:
            version = await database.write(surveys.put, document, system_clock())
        except OtherMetric:
            raise click.ClickException(
                f"{file}: metric must stay what it is for {document.slug}: scores of two metrics"
                " cannot be added up; choose another slug"
            ) from None
        except NoSuchSurvey:
            raise click.ClickException(
                f"{file}: then must be a survey that is there, not {document.then}"
            ) from None
    is_new = version != before.get(document.slug)
    click.echo(f"{document.slug}: version {version}{'' if is_new else ', as it was'}")


@survey.command("templates")
def survey_templates() -> None:
    """List the surveys that are ready to be used or copied."""
    width = max(map(len, template_names()))
    for name in template_names():
        table = english_template(name)
        click.echo(f"{name:<{width}}  {table['metric']:<4}  {table['texts']['question']}")


@survey.command("template")
@click.argument("name", type=click.Choice(template_names()))
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of TOML.")
def survey_template(name: str, *, as_json: bool) -> None:
    """Print a template in every language, for `survey put` or to be changed first."""
    click.echo(_written(template(name), toml=not as_json))


@survey.command("secret")
@click.argument("slug")
@click.option("--renew", is_flag=True, help="Make another one; what the old one signed is refused.")
@env_file
@runs_async
async def survey_secret(slug: str, *, renew: bool, env_file: Path | None) -> None:
    """Print the secret that your own backend signs the context of ratings with."""
    settings = settings_from(env_file)
    try:
        contexts = Contexts(secret_key(settings))
    except SettingsError as error:
        raise click.ClickException(str(error)) from None
    async with database_of(settings) as database:
        await survey_named(database, slug)
        if renew:
            await database.write(surveys.renew_secret, slug, system_clock())
        click.echo(contexts.secret(await survey_named(database, slug)))


def _written(document: SurveyDocument, *, toml: bool) -> str:
    """Write a document without what is said by default."""
    plain = document.model_dump_json(exclude_defaults=True, indent=2)
    if not toml:
        return plain
    return tomli_w.dumps(json.loads(plain)).rstrip()
