"""The only place where parts are wired together."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, suppress
from functools import partial

import structlog
from aiohttp import web

from bot.actions.rating_act import Wake
from bot.app import Bot, build_bot
from bot.settings import SlackSettings
from server.core.contexts import Contexts
from server.core.edit_tokens import EditTokens
from server.core.instants import Clock, Days
from server.core.jobs import JobHandler
from server.core.links import Links
from server.core.mail import mail_server, sender
from server.core.origins import AllowedOrigins
from server.core.phrases import Phrases
from server.core.rules import SLACK_DESTINATION
from server.jobs.ballot_settle import ballot_settle
from server.jobs.rating_count import rating_count
from server.jobs.rating_route import RatingRoute
from server.jobs.reply_send import ReplySend
from server.jobs.worker import Worker
from server.keys import (
    CATALOGUE,
    CLIENTS,
    CLOCK,
    CONTEXTS,
    DATABASE,
    DAYS,
    HEALTH,
    LINKS,
    PHRASES,
    PLACE,
    RECORDER,
    RULES,
    SETTLE_MS,
    SLACK,
    TEMPLATES,
    TOKENS,
    WORKER,
    Place,
)
from server.locale import languages, load_translations
from server.middleware.client_address import ClientAddress, parse_networks
from server.middleware.client_names import ClientNames
from server.middleware.problems import problems
from server.middleware.rate_limit import RateLimit
from server.routes import Policy, health_routes, web_routes
from server.secret_key import secret_key
from server.settings import Role, Settings
from server.store.ballots import SETTLE
from server.store.catalogue import Catalogue
from server.store.database import open_database
from server.store.digests import DIGEST
from server.store.migrate import migrate
from server.store.notes import NOTE
from server.store.rating_recorder import RatingRecorder
from server.store.ratings import CARD, COUNT, ROUTE
from server.store.replies import REPLY
from server.store.rule_book import RuleBook
from server.store.score_digests import SCORES
from server.surveys import default_surveys
from server.system_clock import system_clock
from server.web.link_visit import token_of
from server.web.render import load_templates

LARGEST_BODY = 64 * 1024

log = structlog.get_logger()


def build_app(
    settings: Settings, role: Role = "all", clock: Clock = system_clock
) -> web.Application:
    """Build the application; what it holds is opened when it starts and closed when it ends."""
    app = web.Application(client_max_size=LARGEST_BODY, middlewares=[problems])
    app[CLOCK] = clock
    app[PLACE] = Place(
        company=settings.company,
        timezone=settings.timezone,
        languages=settings.languages,
        public_url=settings.public_url,
        own=AllowedOrigins([settings.public_url]),
    )
    app[DAYS] = Days(settings.timezone)
    app[PHRASES] = Phrases(load_translations(languages()))
    key = secret_key(settings)
    app[TOKENS] = EditTokens(key)
    app[CONTEXTS] = Contexts(key)
    app[LINKS] = Links(key)
    app[SETTLE_MS] = settings.settle_seconds * 1000
    clients = ClientAddress(parse_networks(settings.trusted_proxies))
    app[CLIENTS] = ClientNames(clients, clock)
    app[TEMPLATES] = load_templates()
    app[HEALTH] = {}
    app.add_routes(health_routes())
    if role != "worker":
        app.add_routes(web_routes(_policy(settings, clients)))
    app.cleanup_ctx.append(partial(_parts, settings, role))
    return app


def slack_settings(settings: Settings) -> SlackSettings | None:
    """Return what the bot needs, or nothing while Slack is not set up."""
    token, secret = settings.slack_bot_token, settings.slack_signing_secret
    app_token = settings.slack_app_token
    if token is None or (secret is None and app_token is None):
        return None
    return SlackSettings(
        bot_token=token.get_secret_value(),
        signing_secret=secret.get_secret_value() if secret else "",
        app_token=app_token.get_secret_value() if app_token else None,
        channel=settings.slack_channel,
        api_url=settings.slack_api_url,
    )


async def _parts(settings: Settings, role: Role, app: web.Application) -> AsyncIterator[None]:
    """Open what the application holds, in order, and close it in the opposite one."""
    async with AsyncExitStack() as closing:
        database = await open_database(settings.database_url)
        closing.push_async_callback(database.close)
        await migrate(database, default_surveys, app[CLOCK]())
        app[DATABASE] = database
        app[RECORDER] = RatingRecorder(database)
        closing.push_async_callback(app[RECORDER].close)
        app[CATALOGUE] = await Catalogue.load(database)
        closing.push_async_callback(_end, asyncio.create_task(app[CATALOGUE].follow()))
        default = _default_destination(settings)
        app[RULES] = await RuleBook.load(database, settings.timezone, default)
        closing.push_async_callback(_end, asyncio.create_task(app[RULES].follow()))
        bot = await _start_bot(settings, app, closing)
        worker = Worker(database, _job_handlers(settings, app, bot), app[CLOCK])
        app[WORKER] = worker
        if role != "web":
            worker.start()
            closing.push_async_callback(worker.stop)
            app[HEALTH]["worker"] = worker
        yield


async def _start_bot(
    settings: Settings, app: web.Application, closing: AsyncExitStack
) -> Bot | None:
    slack = slack_settings(settings)
    if slack is None:
        return None
    bot = build_bot(
        slack,
        database=app[DATABASE],
        catalogue=app[CATALOGUE],
        rules=app[RULES],
        clock=app[CLOCK],
        timezone=settings.timezone.key,
        phrases=app[PHRASES],
        mail_from=settings.mail_from,
        public_url=settings.public_url,
        wake=_waker(app),
    )
    await bot.start()
    closing.push_async_callback(bot.close)
    app[SLACK] = bot
    app[HEALTH]["slack"] = bot
    return bot


def _waker(app: web.Application) -> Wake:
    # The worker is built after the parts whose jobs it runs, so it is looked up when it is woken.
    return lambda lanes: app[WORKER].wake(lanes)  # noqa: PLW0108  it is not there yet


def _job_handlers(
    settings: Settings, app: web.Application, bot: Bot | None
) -> dict[str, JobHandler]:
    """Return what is done for each kind of job; without its settings a kind waits."""
    handlers: dict[str, JobHandler] = {
        SETTLE: partial(ballot_settle, app),
        COUNT: partial(rating_count, app),
        ROUTE: RatingRoute(app[DATABASE], app[CATALOGUE], app[RULES], app[CLOCK], _waker(app)).run,
    }
    if bot is not None:
        handlers |= {
            CARD: bot.deliver,
            DIGEST: bot.deliver_digest,
            NOTE: bot.say,
            SCORES: bot.tell_scores,
        }
    if settings.smtp_url is not None:
        replies = ReplySend(
            app[DATABASE],
            app[CLOCK],
            mail_server(settings.smtp_url.get_secret_value()),
            sender(settings.mail_from),
            _waker(app),
        )
        handlers[REPLY] = replies.send
    return handlers


async def _end(task: asyncio.Task[None]) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


def _default_destination(settings: Settings) -> str | None:
    """Return where every rating goes while no rule was made."""
    if slack_settings(settings) is None:
        return None
    if settings.slack_channel is None:
        log.warning(
            "no_default_channel", cure="set PALDIES_SLACK_CHANNEL, or /scores subscribe in one"
        )
        return None
    return f"{SLACK_DESTINATION}{settings.slack_channel}"


def _policy(settings: Settings, clients: ClientAddress) -> Policy:
    limit = settings.rate_limit
    return Policy(
        origins=AllowedOrigins((*settings.allowed_origins, settings.public_url)),
        rate_limit=None if limit == "off" else RateLimit(limit, clients),
        link_limit=None if limit == "off" else RateLimit(limit, token_of),
    )
