"""Runs `paldies` as a person at a terminal does."""

import asyncio
import subprocess
import sys
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from server.cli import main


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Terminal:
    """A terminal in a folder of its own."""

    folder: Path

    def environment(self, **more: str) -> dict[str, str]:
        home = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "PALDIES_TIMEZONE": "Europe/Riga"}
        return home | {"PYTHONPATH": str(Path(__file__).parents[3])} | more

    def run(self, *words: str, **environment: str) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "server", *words],
            cwd=self.folder,
            env=self.environment(**environment),
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    def call(self, *words: str, **environment: str) -> Ran:
        """Do the same within this process: in a tenth of the time, for what is not about processes."""
        with chdir(self.folder):
            done = CliRunner().invoke(main, words, env=self.environment(**environment))
        return Ran(done.exit_code, done.stdout, done.stderr)

    async def call_beside(self, *words: str, **environment: str) -> Ran:
        """Do the same from a test that has an event loop: a command brings its own."""
        return await asyncio.to_thread(self.call, *words, **environment)
