"""A PostgreSQL server for the tests: the one that is named, or one of our own on loopback."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


@dataclass(frozen=True, slots=True)
class RunningPostgres:
    """A server, and where its data is when it is ours to stop."""

    address: str
    bin: Path | None = None
    data: Path | None = None

    def url(self, database: str) -> str:
        return f"{self.address}/{database}"

    def stop(self) -> None:
        if self.bin is not None and self.data is not None:
            _run(self.bin / "pg_ctl", "stop", "-D", self.data, "-m", "immediate", "-w")
            shutil.rmtree(self.data.parent, ignore_errors=True)


def find_postgres() -> RunningPostgres | None:
    """Return a running server, started here if need be, or nothing when there are no programs."""
    named = os.environ.get("TEST_POSTGRES_URL")
    if named:
        return RunningPostgres(named.rstrip("/"))
    folder = next((found for found in reversed(PROGRAMS) if (found / "initdb").exists()), None)
    if folder is None:
        return None
    return _start(folder)


def _start(programs: Path) -> RunningPostgres:
    home = Path(tempfile.mkdtemp(prefix="paldies-postgres-"))
    data = home / "data"
    if os.geteuid() == 0:
        # PostgreSQL refuses to run as root.
        shutil.chown(home, "postgres")
    _run(programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "--no-sync")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = f"-p {port} -c listen_addresses=127.0.0.1 -k {home} -c fsync=off"
    _run(programs / "pg_ctl", "start", "-D", data, "-o", options, "-w", "-l", home / "log")
    return RunningPostgres(f"postgresql://postgres@127.0.0.1:{port}", programs, data)


def _run(*command: str | Path) -> None:
    as_postgres = os.geteuid() == 0
    user = pwd.getpwnam("postgres") if as_postgres else None
    subprocess.run(
        [str(part) for part in command],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd="/",
        user=user.pw_uid if user else None,
        group=user.pw_gid if user else None,
    )
