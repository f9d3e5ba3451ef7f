from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.import_times import read_instant
from server.core.instants import rfc3339

RIGA = ZoneInfo("Europe/Riga")


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-05-01T10:00:00Z", "2026-05-01T10:00:00.000Z"),
        ("2026-05-01 10:00:00 UTC", "2026-05-01T10:00:00.000Z"),
        ("2026-05-01 10:00:00 +0300", "2026-05-01T07:00:00.000Z"),
        ("2026-05-01T10:00:00.125-05:00", "2026-05-01T15:00:00.125Z"),
        ("2026-05-01 10:00", "2026-05-01T07:00:00.000Z"),
        ("2026-01-01 10:00", "2026-01-01T08:00:00.000Z"),
        ("2026-05-01", "2026-04-30T21:00:00.000Z"),
        ("1.5.2026", "2026-04-30T21:00:00.000Z"),
        ("01.05.2026 9:05", "2026-05-01T06:05:00.000Z"),
        ("01.05.2026, 09:05:30", "2026-05-01T06:05:30.000Z"),
        ("1777629600", "2026-05-01T10:00:00.000Z"),
        ("1777629600123", "2026-05-01T10:00:00.123Z"),
    ],
)
def test_it_reads_times(text: str, instant: str) -> None:
    assert rfc3339(read_instant(f" {text} ", RIGA)) == instant


@pytest.mark.parametrize("text", ["", "03/04/2026", "yesterday", "31.02.2026", "2026-13-01", "12"])
def test_it_guesses_nothing(text: str) -> None:
    with pytest.raises(ValueError, match="write it as 2026-11-22"):
        read_instant(text, RIGA)


@given(st.integers(0, 4_000_000_000), st.sampled_from(["Z", " UTC"]))
def test_it_reads_every_instant_that_says_its_zone(seconds: int, zone: str) -> None:
    text = datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%S") + zone
    assert read_instant(text, RIGA) == seconds * 1000
