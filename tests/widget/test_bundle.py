import re
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from tests.needed import missing

LARGEST = 6000
BROTLI = """
const { brotliCompressSync, constants } = require("node:zlib");
const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
console.log(brotliCompressSync(require("node:fs").readFileSync(0), quality).length);
"""


@pytest.fixture(scope="module")
def bundle() -> str:
    return (files("widget") / "dist" / "widget.js").read_text(encoding="utf-8")


def test_it_is_at_most_six_kilobytes(bundle: str) -> None:
    node = shutil.which("node") or shutil.which("node", path=str(Path(sys.executable).parent))
    if node is None:
        missing("There is no Node: the compressed size of the widget is not measured")
    done = subprocess.run(
        [node, "-e", BROTLI], input=bundle.encode(), capture_output=True, check=True
    )
    assert int(done.stdout) <= LARGEST


def test_it_is_one_classic_script(bundle: str) -> None:
    assert not re.search(r"^\s*(import|export)\b", bundle, re.MULTILINE)
    assert "import(" not in bundle


@pytest.mark.parametrize(
    "name", ["eval(", "Function(", "innerHTML", "document.cookie", "document.write"]
)
def test_it_uses_nothing_that_a_strict_page_forbids(bundle: str, name: str) -> None:
    assert name not in bundle


def test_it_names_no_server_but_its_own(bundle: str) -> None:
    named = set(re.findall(r"https?://[^\"'`\s]+", bundle))
    assert named == {"http://www.w3.org/2000/svg"}


def test_it_writes_styles_for_the_page_without_script_that_can_be_read() -> None:
    styles = (files("widget") / "dist" / "rating.css").read_text(encoding="utf-8")
    for name in ("--accent:", "--theme-accent", ".choice", ".reason", ".links"):
        assert name in styles
    assert "@import" not in styles
    assert "url(" not in styles
