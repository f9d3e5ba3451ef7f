from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from server.core.instants import day_of
from server.core.mute_time import mute_end
from server.core.score_question import Mute, parse

RIGA = ZoneInfo("Europe/Riga")
NOW = round(datetime(2026, 11, 25, 14, 30, tzinfo=RIGA).timestamp() * 1000)


@pytest.mark.parametrize(
    ("words", "ends"),
    [
        ("4h", "2026-11-25 18:30"),
        ("for 30 minutes", "2026-11-25 15:00"),
        ("2 days", "2026-11-27 14:30"),
        ("until 18:00", "2026-11-25 18:00"),
        ("until 9", "2026-11-26 09:00"),
        ("till tomorrow 18.15", "2026-11-26 18:15"),
        ("until tomorrow", "2026-11-26 00:00"),
        ("until monday", "2026-11-30 00:00"),
    ],
)
def test_it_ends_when_it_was_asked_to(words: str, ends: str) -> None:
    asked = parse(f"mute {words}", surveys=(), today=day_of(NOW, RIGA), timezone=RIGA.key)
    assert isinstance(asked, Mute)
    end = datetime.fromtimestamp(mute_end(asked, NOW, RIGA) / 1000, RIGA)
    assert f"{end:%Y-%m-%d %H:%M}" == ends
