"""Rules of the house that no linter knows."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TRACKED = [
    ROOT / name
    for name in subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
]
VAGUE = {"utils", "helpers", "manager", "base", "common", "misc"}


def test_it_has_no_room_for_odds_and_ends() -> None:
    assert not [path for path in TRACKED if VAGUE & {path.stem, *path.relative_to(ROOT).parts}]


@pytest.mark.parametrize("path", [p for p in TRACKED if p.match("test_*.py")], ids=str)
def test_it_names_tests_for_what_they_show(path: Path) -> None:
    names = re.findall(r"^(?:async )?def (test_\w+)", path.read_text(), re.MULTILINE)
    strays = [name for name in names if not name.startswith(("test_it_", "test_every_"))]
    assert not strays


def test_it_keeps_no_lock_of_another_tool() -> None:
    assert not {"uv.lock", "package-lock.json"} & {path.name for path in TRACKED}
