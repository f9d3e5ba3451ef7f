"""What to do when something that a test needs is not on the machine."""

import os
from typing import NoReturn

import pytest

MUST_RUN = "PALDIES_TESTS_MUST_RUN"


def missing(what: str) -> NoReturn:
    """Skip the test, loudly; where everything must run (PALDIES_TESTS_MUST_RUN), fail it."""
    if os.environ.get(MUST_RUN):
        pytest.fail(f"{what}, and here every test must run", pytrace=False)
    pytest.skip(what)
