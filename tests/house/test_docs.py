"""What the documents say, held to what the program does."""

import re
from pathlib import Path

import pytest
from aiohttp import web
from click import Context, Group

from server.cli import COMMANDS, main
from server.core.bands import Metric
from server.core.origins import AllowedOrigins
from server.core.question_verbs import VERBS
from server.core.score_filter import Grouping
from server.core.score_question import NotUnderstood
from server.drill.cast import CAST
from server.routes import Policy, health_routes, web_routes
from server.settings import Settings
from tests.server.core.asked_words import ask

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
API = (ROOT / "docs" / "api.md").read_text()
SCORES = (ROOT / "docs" / "scores-command.md").read_text()
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text()


def test_it_shows_every_setting_as_it_is() -> None:
    for field in Settings.model_fields.values():
        default = getattr(field.default, "key", field.default)
        shown = ",".join(default) if isinstance(default, tuple) else default
        cell = f"`{shown}`" if shown not in {None, ""} else ""
        row = f"| `{field.validation_alias}` | {cell} | {field.description} |".replace(
            "|  |", "| |"
        )
        assert row in README


def test_it_shows_no_setting_that_there_is_not() -> None:
    named = set(re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE))
    assert named == {field.validation_alias for field in Settings.model_fields.values()}


def test_it_shows_every_command() -> None:
    for name in COMMANDS:
        command = main.get_command(Context(main), name)
        inner = command.commands if isinstance(command, Group) else {"": command}
        for word in inner:
            assert f"`paldies {name} {word}".rstrip() in README


def test_it_explains_every_route_of_the_api() -> None:
    routes = [*health_routes(), *web_routes(Policy(AllowedOrigins(["*"]), None, None))]
    for route in routes:
        if isinstance(route, web.RouteDef) and route.method not in {"OPTIONS", "HEAD"}:
            assert f"{route.method} {route.path}" in README + API + CONTRIBUTING, route.path


def test_it_shows_every_case_of_the_drill() -> None:
    table = (ROOT / "docs" / "scanners.md").read_text().partition("what was done")[2]
    for case in CAST:
        assert f"ok    {case.what} " in table, case.what


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md"])
def test_it_names_only_files_that_there_are(document: str) -> None:
    text = (ROOT / document).read_text()
    named = re.findall(r"`((?:server|bot|widget|tests|docs|benchmarks)/[\w./-]*)`", text)
    linked = re.findall(r"\]\(([\w./-]+)\)", text)
    for path in [*named, *linked]:
        assert (ROOT / path).exists(), path


def examples_of_questions() -> list[str]:
    cells = re.findall(r"^\| (`.+?`) \|", SCORES, re.MULTILINE)
    return [example for cell in cells for example in re.findall(r"`(.+?)`", cell)]


@pytest.mark.parametrize("question", examples_of_questions())
def test_it_shows_only_questions_that_are_understood(question: str) -> None:
    assert not isinstance(ask(question), NotUnderstood)


def test_it_explains_every_verb_group_and_metric_of_questions() -> None:
    for word in (*VERBS, *(f"by {grouping}" for grouping in Grouping), *Metric):
        assert re.search(rf"\b{word}\b", SCORES), word


def test_it_starts_with_the_two_commands() -> None:
    first = README.index("make demo"), README.index("make test")
    assert max(first) < README.index("## ")
