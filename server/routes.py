"""Every URL of the server on one page."""

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from aiohttp import web

from server.api.agent_list import agent_list
from server.api.agent_put import agent_put
from server.api.api_key import with_key
from server.api.ask_create import ask_create
from server.api.ask_withdraw import ask_withdraw
from server.api.chart_show import chart_show
from server.api.delivery_replay import delivery_replay
from server.api.delivery_state import delivery_state
from server.api.driver_list import driver_list
from server.api.openapi_show import openapi_show
from server.api.rating_create import rating_create
from server.api.rating_export import rating_export
from server.api.rating_hits import rating_hits
from server.api.rating_list import rating_list
from server.api.rating_revise import rating_revise
from server.api.rating_show import rating_show
from server.api.rating_withdraw import rating_withdraw
from server.api.risk_list import risk_list
from server.api.rule_change import rule_change
from server.api.rule_create import rule_create
from server.api.rule_delete import rule_delete
from server.api.rule_list import rule_list
from server.api.rule_show import rule_show
from server.api.rule_try import rule_try
from server.api.score_show import score_show
from server.api.survey_list import survey_list
from server.api.survey_put import survey_put
from server.api.survey_show import survey_show
from server.api.theme_list import theme_list
from server.core.origins import AllowedOrigins
from server.keys import Handler
from server.middleware.cors import cors, preflight
from server.middleware.rate_limit import RateLimit
from server.web.do_not_ask import do_not_ask_set, do_not_ask_show
from server.web.health_show import health_show, ready_show
from server.web.link_send import link_send
from server.web.link_show import link_options, link_show
from server.web.slack_events import slack_events
from server.web.survey_add import survey_add
from server.web.survey_answer import survey_answer
from server.web.survey_code import survey_code
from server.web.survey_logo import survey_logo
from server.web.survey_page import survey_page
from server.web.survey_poster import survey_poster
from server.web.survey_preview import preview_frame_show, survey_preview
from server.web.survey_view import shows_problems
from server.web.survey_widget import survey_widget
from server.web.widget_script import widget_script

STATIC = Path(str(files("server") / "static"))
WIDGET = Path(str(files("widget")))


@dataclass(frozen=True, slots=True)
class Policy:
    """Who may ask for what, and how often."""

    origins: AllowedOrigins
    rate_limit: RateLimit | None
    link_limit: RateLimit | None

    def shown(self, handler: Handler) -> Handler:
        """Let any page of an allowed site read it."""
        return cors(self.origins, handler)

    def rated(self, handler: Handler) -> Handler:
        """Let customers send it, at most so often."""
        limited = self.rate_limit(handler) if self.rate_limit else handler
        return cors(self.origins, limited)

    def sent(self, handler: Handler) -> Handler:
        """Let a rating link send it, at most so often for one client and for one link."""
        limited = self.link_limit(handler) if self.link_limit else handler
        return self.rate_limit(limited) if self.rate_limit else limited


def health_routes() -> list[web.RouteDef]:
    """Every role answers these."""
    return [
        web.get("/healthz", health_show),
        web.get("/readyz", ready_show),
    ]


def web_routes(policy: Policy) -> list[web.AbstractRouteDef]:
    """Everything else."""
    return [
        # Customers
        web.get("/widget.js", widget_script()),
        web.get("/api/v1/surveys/{slug}/widget", policy.shown(survey_widget)),
        web.options("/api/v1/surveys/{slug}/widget", preflight(policy.origins)),
        web.post("/api/v1/ratings", policy.rated(rating_create)),
        web.options("/api/v1/ratings", preflight(policy.origins)),
        web.post("/api/v1/ratings/{id}", policy.rated(rating_revise)),
        web.options("/api/v1/ratings/{id}", preflight(policy.origins)),
        # Customers, on the survey's own page
        web.get("/s/{slug}", shows_problems(survey_page)),
        web.post("/s/{slug}", shows_problems(policy.rated(survey_answer))),
        web.post("/s/{slug}/{id}", shows_problems(policy.rated(survey_add))),
        web.get("/s/{slug}/logo", survey_logo),
        web.get("/s/{slug}/code.{kind:svg|png}", survey_code),
        web.get("/s/{slug}/poster", shows_problems(survey_poster)),
        web.get("/s/{slug}/preview", shows_problems(survey_preview)),
        web.get("/s/{slug}/preview/frame", shows_problems(preview_frame_show)),
        # Customers, by a link in an e-mail
        web.get("/r/{token}", shows_problems(link_show)),
        web.get("/r/{token}/{score}", shows_problems(link_show)),
        web.options("/r/{token}", link_options),
        web.options("/r/{token}/{score}", link_options),
        web.post("/r/{token}", shows_problems(policy.sent(link_send))),
        web.get("/u/{token}", shows_problems(do_not_ask_show)),
        web.post("/u/{token}", shows_problems(do_not_ask_set)),
        web.static("/static/widget", WIDGET),
        web.static("/static", STATIC),
        # Programs with an API key
        web.get("/api/v1/ratings", with_key("read", rating_list)),
        web.get("/api/v1/ratings.{format:csv|ndjson}", with_key("read", rating_export)),
        web.get("/api/v1/ratings/{id}", with_key("read", rating_show)),
        web.patch("/api/v1/ratings/{id}", with_key("write", rating_withdraw)),
        web.get("/api/v1/ratings/{id}/hits", with_key("read", rating_hits)),
        web.post("/api/v1/asks", with_key("write", ask_create)),
        web.delete("/api/v1/asks/{id}", with_key("write", ask_withdraw)),
        web.get("/api/v1/scores", with_key("read", score_show)),
        web.get("/api/v1/charts/{kind}.{format:svg|png|txt}", with_key("read", chart_show)),
        web.get("/api/v1/rules", with_key("read", rule_list)),
        web.post("/api/v1/rules", with_key("admin", rule_create)),
        web.post("/api/v1/rules/test", with_key("read", rule_try)),
        web.get("/api/v1/rules/{id}", with_key("read", rule_show)),
        web.patch("/api/v1/rules/{id}", with_key("admin", rule_change)),
        web.delete("/api/v1/rules/{id}", with_key("admin", rule_delete)),
        web.get("/api/v1/deliveries", with_key("read", delivery_state)),
        web.post("/api/v1/deliveries/replay", with_key("write", delivery_replay)),
        web.get("/api/v1/themes", with_key("read", theme_list)),
        web.get("/api/v1/drivers", with_key("read", driver_list)),
        web.get("/api/v1/customers/at-risk", with_key("read", risk_list)),
        web.get("/api/v1/surveys", with_key("read", survey_list)),
        web.get("/api/v1/surveys/{slug}", with_key("read", survey_show)),
        web.put("/api/v1/surveys/{slug}", with_key("admin", survey_put)),
        web.get("/api/v1/agents", with_key("read", agent_list)),
        web.put("/api/v1/agents/{key}", with_key("admin", agent_put)),
        web.get("/api/v1/openapi.json", openapi_show),
        # Slack
        web.post("/slack/events", slack_events),
    ]
