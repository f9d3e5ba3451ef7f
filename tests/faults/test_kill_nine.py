import secrets
from pathlib import Path

import pytest

from tests.faults.kill_nine import kill_nine


@pytest.mark.faults
async def test_it_keeps_every_acknowledged_rating_and_tells_of_it_once_through_kill_nine(
    tmp_path: Path,
) -> None:
    outcome = await kill_nine(tmp_path, rounds=4, seed=secrets.randbelow(1_000_000))
    assert outcome.breaches == [], outcome
    assert outcome.acknowledged > 20, outcome
