import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.server.commands.running import Ran, Terminal

IMPORTS = Path(__file__).parent / "imports"
HERE = {"PALDIES_DATABASE_URL": "sqlite:///test.db"}


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the samples, beside a company that knows Mari and asks with two, three and five choices."""
    folder = tmp_path_factory.mktemp("company")
    shutil.copytree(IMPORTS, folder, dirs_exist_ok=True)
    terminal = Terminal(folder)
    for choices in ("csat-2", "csat-3"):
        document = terminal.call("survey", "template", choices, **HERE).out
        (folder / f"{choices}.toml").write_text(document)
        assert terminal.call("survey", "put", f"{choices}.toml", **HERE).code == 0
    mari = ("--name", "Mari Mets", "--email", "mari@example.com", "--team", "Chat")
    assert terminal.call("agent", "add", "mari", *mari, **HERE).code == 0
    return folder


@pytest.fixture
def terminal(company: Path, tmp_path: Path) -> Terminal:
    shutil.copytree(company, tmp_path, dirs_exist_ok=True)
    return Terminal(tmp_path)


def take(terminal: Terminal, *words: str) -> Ran:
    return terminal.call("import", *words, **HERE)


def kept(terminal: Terminal) -> list[dict[str, Any]]:
    out = terminal.call("export", "--format", "ndjson", **HERE).out
    return [json.loads(line) for line in out.splitlines()]


def test_it_imports_what_nicereply_exports(terminal: Terminal) -> None:
    ran = take(terminal, "nicereply.csv", "--survey", "csat-3")
    assert ran.code == 0, ran.err
    first, second, third = kept(terminal)
    assert [each["score"] for each in (first, second, third)] == [3, 1, 2]
    assert first["agent"] == {"key": "mari", "name": "Mari Mets"}
    assert second["agent"] == {"key": "Peeter Puu", "name": "Peeter Puu"}
    assert third["agent"]["key"] == "mari"
    assert first["customer"] == {"id": None, "email": "kadri@example.com", "name": "Kadri Kask"}
    assert (first["conversation"], first["comment"]) == ("T-100", "Väga kiire abi")
    assert first["created_at"] == "2026-03-02T07:15:00.000Z"
    assert (first["source"], first["state"], first["team"]) == ("import", "counted", "Chat")
    assert first["evidence"] == {"level": 1, "reason": "imported from Nicereply"}


def test_it_never_guesses_what_a_legacy_score_is(terminal: Terminal) -> None:
    words = ("nicereply.csv", "--survey", "csat-3", "--map", "score=Legacy score")
    refused = take(terminal, *words)
    assert refused.code == 1
    assert "Legacy score: is out of 10, and csat-3 takes whole numbers from 1 to 3" in refused.out
    assert kept(terminal) == []
    said = ("--score", "10=3", "--score", "5=2", "--score", "1=1")
    assert take(terminal, *words, *said).code == 0
    assert [each["score"] for each in kept(terminal)] == [3, 1, 2]


def test_it_imports_what_delighted_exports(terminal: Terminal) -> None:
    assert take(terminal, "delighted.csv", "--survey", "nps").code == 0
    first, second, third = kept(terminal)
    assert [each["score"] for each in (first, second, third)] == [10, 0, 7]
    assert first["comment"] == "Great, really\ngreat"
    assert third["comment"] == '=HYPERLINK("x")'
    assert third["created_at"] == "2026-02-02T10:43:20.000Z"
    days = sqlite3.connect(terminal.folder / "test.db")
    assert days.execute("SELECT rated_on FROM rating ORDER BY id").fetchone() == ("2026-02-02",)
    days.close()


def test_it_tells_answers_by_their_permalinks_where_they_have_no_id(
    terminal: Terminal, tmp_path: Path
) -> None:
    (tmp_path / "links.csv").write_text(
        "Survey ID,Person ID,Response Score,Response Permalink,Response Created At\n"
        "7,p1,9,https://app.delighted.com/r/a,2026-02-01\n"
        "7,p1,9,https://app.delighted.com/r/b,2026-02-01\n"
        "7,p1,9,https://app.delighted.com/r/b,2026-02-01\n"
    )
    ran = take(terminal, "links.csv", "--survey", "nps")
    assert "2 imported\n1 repeats" in ran.out


def test_it_refuses_a_file_of_another_metric(terminal: Terminal) -> None:
    ran = take(terminal, "delighted.csv", "--survey", "csat")
    assert ran.code == 1
    assert "Survey Type: csat has csat; say another --survey" in ran.out


def test_it_imports_what_zendesk_exports(terminal: Terminal) -> None:
    ran = take(terminal, "zendesk.csv", "--survey", "csat-2")
    assert ran.code == 0
    assert "2 without an answer" in ran.out
    good, bad = kept(terminal)
    assert (good["score"], good["conversation"], good["customer"]["id"]) == (2, "208", "7881")
    assert (bad["score"], bad["attributes"]) == (1, {"reason": "The issue was not resolved"})


def test_it_takes_words_on_another_scale_only_as_it_is_told(terminal: Terminal) -> None:
    ran = take(terminal, "zendesk.csv", "--survey", "csat")
    assert ran.code == 1
    assert "line 2: 'good'" in ran.out
    assert "say what it means: --score VALUE=SCORE" in ran.out
    words = ("--score", "Good=5", "--score", "bad=1")
    assert take(terminal, "zendesk.csv", "--survey", "csat", *words).code == 0
    assert [each["score"] for each in kept(terminal)] == [5, 1]


def test_it_imports_what_chatwoot_exports(terminal: Terminal) -> None:
    ran = take(terminal, "chatwoot.csv", "--survey", "csat")
    assert ran.code == 0
    assert "3 rows read" in ran.out
    assert "from 2026-05-01 to 2026-05-03" in ran.out
    assert "agents not known here; add them by these keys, and the ratings are theirs" in ran.out
    assert "peeter@example.com (1)" in ran.out
    first, second, third = kept(terminal)
    assert (first["agent"]["key"], first["conversation"]) == ("mari", "1042")
    assert second["agent"]["key"] == "peeter@example.com"
    assert third["agent"] is None


def test_it_imports_what_it_exported_itself(terminal: Terminal, tmp_path: Path) -> None:
    take(terminal, "chatwoot.csv", "--survey", "csat")
    take(terminal, "delighted.csv", "--survey", "nps")
    before = kept(terminal)
    out = terminal.call("export", "--format", "csv", "--bom", **HERE).out
    (tmp_path / "all.csv").write_text(out, encoding="utf-8")
    assert "6 repeats" in take(terminal, "all.csv").out
    assert kept(terminal) == before
    (tmp_path / "test.db").rename(tmp_path / "old.db")
    ran = take(terminal, "all.csv")
    assert (ran.code, "6 imported" in ran.out) == (0, True)
    assert take(terminal, "all.csv").out.count("6 repeats") == 1
    after = kept(terminal)
    for was, now in zip(before, after, strict=True):
        same = ("survey", "score", "comment", "customer", "conversation", "created_at", "language")
        assert {key: was[key] for key in same} == {key: now[key] for key in same}
    assert after[0]["evidence"]["reason"] == "imported from Paldies: imported from Chatwoot"


def test_it_imports_an_answer_once(terminal: Terminal, tmp_path: Path) -> None:
    for sample, survey in (("delighted", "nps"), ("chatwoot", "csat"), ("zendesk", "csat-2")):
        take(terminal, f"{sample}.csv", "--survey", survey)
        before = kept(terminal)
        again = take(terminal, f"{sample}.csv", "--survey", survey)
        assert "\n0 imported\n" in again.out
        assert kept(terminal) == before


def test_it_takes_rows_that_nothing_tells_apart_for_several_customers(
    terminal: Terminal, tmp_path: Path
) -> None:
    (tmp_path / "plain.csv").write_text(
        "score,created_at\n5,2026-01-02\n5,2026-01-02\n4,2026-01-02\n"
    )
    words = ("plain.csv", "--from", "delighted", "--survey", "csat")
    assert "3 imported" in take(terminal, *words).out
    assert "3 repeats" in take(terminal, *words).out
    assert [each["score"] for each in kept(terminal)] == [5, 5, 4]


def test_it_changes_nothing_on_a_dry_run(terminal: Terminal) -> None:
    ran = take(terminal, "delighted.csv", "--survey", "nps", "--dry-run")
    assert ran.code == 0
    assert "3 would be imported" in ran.out
    assert "scores on nps (0 to 10): 0: 1, 1: 0," in ran.out
    assert kept(terminal) == []


def test_it_says_what_is_wrong_with_which_rows(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text(
        "Response Score,Response Created At,Response Comment\n"
        "5,2026-01-02,good,\n"
        "11,2026-01-02,off the scale\n"
        "4,03/04/2026,which month\n"
        "3,2099-01-01,not yet\n"
        "2,,never\n"
        "1,2026-01-02,one,too many\n"
    )
    ran = take(terminal, "bad.csv", "--survey", "csat")
    assert ran.code == 1
    assert "5 refused" in ran.out
    for line in ("line 3: '11'", "line 4: '03/04/2026'", "line 5: '2099-01-01'", "line 6: ''"):
        assert line in ran.out
    assert "(row): the header has 3; is the file cut by another character?" in ran.out
    assert ran.err.endswith("nothing was imported: mend these rows, or say --skip-bad\n")
    assert kept(terminal) == []
    ran = take(terminal, "bad.csv", "--survey", "csat", "--skip-bad")
    assert (ran.code, "1 imported" in ran.out) == (0, True)
    assert [each["score"] for each in kept(terminal)] == [5]


def test_it_warns_when_the_top_of_the_scale_is_never_given(terminal: Terminal) -> None:
    ran = take(terminal, "nicereply.csv", "--survey", "csat", "--dry-run")
    assert "none is above 3: if it was asked on another scale, the survey is not csat" in ran.out


def test_it_reads_columns_that_are_called_otherwise(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text(
        "Hinne\tKuupäev\tPiirkond\n4\t22.11.2026 08:30\tEE\n", "utf-16"
    )
    ran = take(terminal, "own.csv", "--survey", "csat")
    assert ran.code == 1
    assert "does not tell whose it is; say --from" in ran.err
    names = ("score=hinne", "created_at=Kuupäev", "attribute.region=Piirkond")
    mapped = [word for name in names for word in ("--map", name)]
    ran = take(terminal, "own.csv", "--survey", "csat", "--from", "paldies", *mapped)
    assert ran.code == 0, ran.err
    assert "tab between columns, UTF-16" in ran.out
    (rating,) = kept(terminal)
    assert rating["attributes"] == {"region": "EE"}
    assert rating["created_at"] == "2026-11-22T06:30:00.000Z"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["delighted.csv"], "does not say what was asked; say --survey"),
        (["delighted.csv", "--survey", "x"], "there is no survey 'x'"),
        (["delighted.csv", "--survey", "nps", "--map", "score=Stars"], "has no column 'Stars'"),
        (["delighted.csv", "--survey", "nps", "--map", "stars=Person ID"], "cannot map 'stars'"),
        (["delighted.csv", "--survey", "nps", "--score", "good=99"], "cannot take good=99"),
        (["delighted.csv", "--survey", "nps", "--encoding", "x"], "there is no encoding 'x'"),
        (["delighted.csv", "--from", "chatwoot", "--survey", "nps"], "say which with --map score="),
    ],
)
def test_it_refuses_with_what_to_do(terminal: Terminal, words: list[str], said: str) -> None:
    ran = take(terminal, *words)
    assert ran.code == 1
    assert said in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize("word", ["--map", "--score"])
def test_it_explains_pairs(terminal: Terminal, word: str) -> None:
    ran = take(terminal, "delighted.csv", "--survey", "nps", word, "x=")
    assert ran.code == 2
    assert "write " in ran.err


def test_it_tells_slack_nothing(terminal: Terminal) -> None:
    take(terminal, "delighted.csv", "--survey", "nps")
    database = sqlite3.connect(terminal.folder / "test.db")
    assert database.execute("SELECT count(*) FROM job").fetchone() == (0,)
    tally, ratings = "SELECT sum(n) FROM tally", "SELECT count(*) FROM rating"
    assert database.execute(tally).fetchone() == database.execute(ratings).fetchone() == (3,)
    database.close()


def test_it_reads_windows_1252_and_says_so(terminal: Terminal, tmp_path: Path) -> None:
    text = "Response Score;Response Created At;Response Comment\n9;2026-01-02;Tänan väga\n"
    (tmp_path / "old.csv").write_bytes(text.encode("cp1252"))
    ran = take(terminal, "old.csv", "--survey", "nps")
    assert "Windows-1252, since it is not UTF-8; if names look wrong, say --encoding" in ran.out
    assert kept(terminal)[0]["comment"] == "Tänan väga"


def test_it_needs_a_file_that_is_there(terminal: Terminal) -> None:
    ran = take(terminal, "none.csv", "--survey", "nps")
    assert ran.code == 2
