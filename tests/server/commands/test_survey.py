import json
import tomllib
from pathlib import Path

import pytest

from server.surveys import template_names
from tests.server.commands.running import Ran, Terminal
from tests.server.core.survey_documents import whole


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path)


def put(terminal: Terminal, text: str, name: str = "help.json") -> Ran:
    (terminal.folder / name).write_text(text)
    return terminal.call("survey", "put", name)


def test_it_puts_a_survey_and_shows_it_again(terminal: Terminal) -> None:
    assert put(terminal, json.dumps(whole())).out == "help: version 1\n"
    shown = terminal.call("survey", "show", "help").out
    assert put(terminal, shown).out == "help: version 1, as it was\n"
    as_toml = terminal.call("survey", "show", "help", "--toml").out
    assert tomllib.loads(as_toml) == json.loads(shown)
    assert put(terminal, as_toml, "help.toml").out == "help: version 1, as it was\n"
    changed = as_toml.replace("Thank you!", "Thanks!")
    assert put(terminal, changed, "help.toml").out == "help: version 2\n"


def test_it_takes_the_logo_that_lies_beside_the_file(terminal: Terminal) -> None:
    (terminal.folder / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert put(terminal, json.dumps(whole(theme={"logo": "logo.png"}))).code == 0
    shown = json.loads(terminal.call("survey", "show", "help").out)
    assert shown["theme"]["logo"] == "data:image/png;base64,iVBORw0KGgo="
    missing = put(terminal, json.dumps(whole(theme={"logo": "none.png"})))
    assert (missing.code, "none.png" in missing.err) == (1, True)


@pytest.mark.parametrize(
    ("text", "name", "complaint"),
    [
        ("{", "help.json", "help.json: is not JSON"),
        ("slug = ", "help.toml", "help.toml: is not TOML"),
        (json.dumps(whole(scale=4)), "help.json", "help.json: scale must be 2 or 3 or 5 or 10"),
        (json.dumps(whole(then="none")), "help.json", "then must be a survey that is there"),
        (json.dumps(whole(slug="nps")), "help.json", "metric must stay what it is"),
        ("[]", "help.json", "(document) must be a table"),
    ],
)
def test_it_refuses_with_the_path_of_what_is_wrong(
    terminal: Terminal, text: str, name: str, complaint: str
) -> None:
    ran = put(terminal, text, name)
    assert (ran.code, ran.out) == (1, "")
    assert complaint in ran.err
    assert "Traceback" not in ran.err
    listed = terminal.call("survey", "list").out.splitlines()
    assert [line.split()[0] for line in listed] == ["ces", "csat", "nps"]


def test_it_says_every_fault_on_a_line_of_its_own(terminal: Terminal) -> None:
    ran = put(terminal, json.dumps(whole(texts={"en": {"question": "Hi"}})))
    assert ran.err.splitlines() == [
        "Error: help.json: texts.en.prompts is missing",
        "help.json: texts.en.thanks is missing",
    ]


def test_it_prints_templates_that_can_be_put(terminal: Terminal) -> None:
    listed = terminal.call("survey", "templates").out.splitlines()
    assert [line.split()[0] for line in listed] == list(template_names())
    printed = terminal.call("survey", "template", "nps-agent").out
    assert put(terminal, printed, "mine.toml").out == "nps-agent: version 1\n"
    assert terminal.call("survey", "template", "joy").code == 2


def test_it_prints_a_secret_and_renews_it(terminal: Terminal) -> None:
    first = terminal.call("survey", "secret", "csat").out
    assert first == terminal.call("survey", "secret", "csat").out
    renewed = terminal.call("survey", "secret", "csat", "--renew").out
    assert renewed == terminal.call("survey", "secret", "csat").out != first
    assert terminal.call("survey", "secret", "ces").out not in {first, renewed}
    assert terminal.call("survey", "secret", "joy").code == 1
