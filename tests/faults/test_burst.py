import secrets
from pathlib import Path

import pytest

from tests.faults.burst import RATINGS, burst


@pytest.mark.faults
async def test_it_tells_of_a_thousand_ratings_once_each_and_of_low_ones_first(
    tmp_path: Path,
) -> None:
    outcome = await burst(tmp_path, seed=secrets.randbelow(1_000_000))
    assert outcome.breaches == [], outcome
    assert outcome.ratings == RATINGS, outcome
    assert outcome.digests > 0, outcome
