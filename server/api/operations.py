"""Every operation of the API, declared: what routes.py serves, in its order."""

from typing import Final

from server.api.agent_json import AgentShown
from server.api.agent_list import AgentPage
from server.api.agent_put import AgentBody
from server.api.ask_create import AskBody, AskMade
from server.api.chart_show import KINDS
from server.api.delivery_replay import Replayed
from server.api.delivery_state import DeliveriesShown
from server.api.insight_shapes import DriversShown, RisksShown
from server.api.operation import Operation, Parameter, Text
from server.api.parameters import (
    NEEDED_SURVEY,
    PERIOD,
    RATINGS,
    SCORES,
    SURVEY,
    one_of,
    text,
    whole,
)
from server.api.rating_answer import RatingAnswer
from server.api.rating_hits import HitPage
from server.api.rating_json import RatingPage, RatingShown
from server.api.rating_list import LARGEST_LIMIT
from server.api.rating_withdraw import StateBody
from server.api.report_shapes import ScoreShown, ThemesShown
from server.api.risk_list import MOST as MOST_AT_RISK
from server.api.rule_body import NewRuleBody, RuleBody, TriedRuleBody
from server.api.rule_json import RuleShown
from server.api.rule_list import RulePage
from server.api.rule_try import RuleTried
from server.api.survey_json import SurveyShown
from server.api.survey_list import SurveyPage
from server.charts.canvas import NARROWEST, WIDEST
from server.core.survey_document import SurveyDocument
from server.core.survey_form import SurveyForm
from server.intake.rating_body import RatingBody, RevisionBody

_BY_BROWSERS: Final = ("application/json", "text/plain")

CUSTOMERS: Final = (
    Operation(
        *("GET", "/api/v1/surveys/{slug}/widget", "Everything the widget shows."),
        query=(
            Parameter("language", "A language tag; else the browser's languages."),
            Parameter("agent", "The key of an agent, whose name is put in."),
        ),
        answers={200: SurveyForm, 304: None},
        problems=(403, 404, 409),
    ),
    Operation(
        *("POST", "/api/v1/ratings", "Rate; 200 when it repeats or changes an earlier rating."),
        body=RatingBody,
        takes=_BY_BROWSERS,
        answers={201: RatingAnswer, 200: RatingAnswer},
        problems=(403, 404, 409, 429),
    ),
    Operation(
        *(
            "POST",
            "/api/v1/ratings/{id}",
            "Add a comment, reasons or answers, or change the score.",
        ),
        body=RevisionBody,
        takes=_BY_BROWSERS,
        answers={200: RatingAnswer},
        problems=(404, 409, 429),
    ),
)
READING: Final = (
    Operation(
        *("GET", "/api/v1/ratings", "Ratings, newest first, in pages."),
        scope="read",
        query=(
            *RATINGS,
            text("after", "The cursor that the page before gave as next."),
            whole("limit", 1, LARGEST_LIMIT, "How many at most; 50 if not said."),
        ),
        answers={200: RatingPage},
        problems=(404,),
    ),
    Operation(
        *("GET", "/api/v1/ratings.{format}", "All ratings, oldest first, as a stream."),
        scope="read",
        query=(*RATINGS, one_of("bom", "01", "1 lets Excel know that the CSV is UTF-8.")),
        answers={200: (Text("text/csv"), Text("application/x-ndjson"))},
        problems=(404,),
        choices={"format": ("csv", "ndjson")},
    ),
    Operation(
        *("GET", "/api/v1/ratings/{id}", "One rating, whatever its state."),
        scope="read",
        answers={200: RatingShown},
        problems=(404,),
    ),
    Operation(
        *("GET", "/api/v1/ratings/{id}/hits", "What arrived on the link of a rating."),
        scope="read",
        answers={200: HitPage},
        problems=(404,),
    ),
    Operation(
        *("GET", "/api/v1/scores", "A score with its n, interval, distribution and change."),
        scope="read",
        query=SCORES,
        answers={200: ScoreShown},
        problems=(404,),
    ),
    Operation(
        *("GET", "/api/v1/charts/{kind}.{format}", "Scores as a picture, or the table behind it."),
        scope="read",
        query=(
            *SCORES,
            whole("width", NARROWEST, WIDEST, "In pixels; 800 if not said."),
            one_of("theme", ("light", "dark", "auto"), "auto follows the reader, in SVG."),
            one_of("step", ("day", "week", "month"), "How long the parts of a course are."),
        ),
        answers={200: (Text("image/svg+xml"), Text("image/png"), Text("text/plain"))},
        problems=(404,),
        choices={"kind": KINDS, "format": ("svg", "png", "txt")},
    ),
    Operation(
        *("GET", "/api/v1/themes", "What comments to low scores speak of, and those to high ones."),
        scope="read",
        query=(NEEDED_SURVEY, *PERIOD),
        answers={200: ThemesShown},
        problems=(404, 501),
    ),
    Operation(
        *("GET", "/api/v1/drivers", "Which reasons and attributes move a score, and how much."),
        scope="read",
        query=(NEEDED_SURVEY, *PERIOD),
        answers={200: DriversShown},
        problems=(404,),
    ),
    Operation(
        *("GET", "/api/v1/customers/at-risk", "Customers who may leave, with the reasons."),
        scope="read",
        query=(
            SURVEY,
            text("value", "The attribute whose number says what a customer is worth."),
            whole("limit", 1, MOST_AT_RISK, "How many at most; 100 if not said."),
        ),
        answers={200: RisksShown},
        problems=(404,),
    ),
)
WRITING: Final = (
    Operation(
        *("PATCH", "/api/v1/ratings/{id}", "Withdraw a rating, or take that back."),
        scope="write",
        body=StateBody,
        answers={200: RatingShown},
        problems=(404,),
    ),
    Operation(
        *("POST", "/api/v1/asks", "Make a personal link that asks a customer."),
        scope="write",
        body=AskBody,
        answers={201: AskMade},
        problems=(404, 409),
    ),
    Operation(
        *("DELETE", "/api/v1/asks/{id}", "Withdraw an ask: its links lead to no question."),
        scope="write",
        answers={204: None},
        problems=(404,),
    ),
)
DELIVERIES: Final = (
    Operation(
        *("GET", "/api/v1/deliveries", "What waits to be told, what could not be, and why."),
        scope="read",
        answers={200: DeliveriesShown},
    ),
    Operation(
        *("POST", "/api/v1/deliveries/replay", "Try again what was given up; nothing comes twice."),
        scope="write",
        answers={200: Replayed},
    ),
)
RULES: Final = (
    Operation(
        *("GET", "/api/v1/rules", "The rules that were made, oldest first."),
        scope="read",
        answers={200: RulePage},
    ),
    Operation(
        *("POST", "/api/v1/rules", "Make a rule, or change the one that takes the same ratings."),
        scope="admin",
        body=NewRuleBody,
        answers={201: RuleShown, 200: RuleShown},
    ),
    Operation(
        *("POST", "/api/v1/rules/test", "What a rule would have matched; nothing is made."),
        scope="read",
        body=TriedRuleBody,
        answers={200: RuleTried},
    ),
    Operation(
        *("GET", "/api/v1/rules/{id}", "One rule."),
        scope="read",
        answers={200: RuleShown},
        problems=(404,),
    ),
    Operation(
        *("PATCH", "/api/v1/rules/{id}", "Change what is named, and leave the rest."),
        scope="admin",
        body=RuleBody,
        answers={200: RuleShown},
        problems=(404, 409),
    ),
    Operation(
        *("DELETE", "/api/v1/rules/{id}", "Take a rule away."),
        scope="admin",
        answers={204: None},
        problems=(404,),
    ),
)
COMPANY: Final = (
    Operation(
        *("GET", "/api/v1/surveys", "What is asked."),
        scope="read",
        answers={200: SurveyPage},
        problems=(422,),
    ),
    Operation(
        *("GET", "/api/v1/surveys/{slug}", "A survey as one document."),
        scope="read",
        answers={200: SurveyDocument},
        problems=(404,),
    ),
    Operation(
        *("PUT", "/api/v1/surveys/{slug}", "Ask what a document says from now on."),
        scope="admin",
        body=SurveyDocument,
        answers={200: SurveyShown, 201: SurveyShown},
    ),
    Operation(
        *("GET", "/api/v1/agents", "Who helps."),
        scope="read",
        answers={200: AgentPage},
        problems=(422,),
    ),
    Operation(
        *("PUT", "/api/v1/agents/{key}", "Add an agent, or change one."),
        scope="admin",
        body=AgentBody,
        answers={200: AgentShown, 201: AgentShown},
    ),
    Operation(
        *("GET", "/api/v1/openapi.json", "This document."),
        answers={200: (Text("application/json"),)},
    ),
)
OPERATIONS: Final = (*CUSTOMERS, *READING, *WRITING, *RULES, *DELIVERIES, *COMPANY)
