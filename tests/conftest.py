"""What every test may ask for."""

import gc
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.fixtures import unpickling

NOTHING_SKIPPED = os.environ.get("MATINEE_REQUIRE_ALL") == "1"
REAL_DATA = os.environ.get("MATINEE_DATA", "")
"""Read before any test takes it out of the environment."""

# A busy machine is no fault of the code. Where a run decides whether a change is taken in, it must be repeatable too.
settings.register_profile(
    "matinee",
    deadline=None,
    derandomize=NOTHING_SKIPPED or "CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("matinee")

unpickling.watch()


def pytest_collection_finish() -> None:
    """Every fit collects garbage, so that its memory can be told. What was loaded for the tests is none, and to look
    through all of it each time would take longer than most fits here."""
    gc.collect()
    gc.freeze()


def pytest_runtest_teardown(item: pytest.Item) -> None:
    """S12: whatever a test is about, the package reads no pickle meanwhile."""
    read = unpickling.taken()
    if read:
        pytest.fail(f"the package read a pickle, which could run code: {', '.join(read)}", pytrace=False)


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """The folder of real data sets that MATINEE_DATA names.

    Without one the test is skipped, unless MATINEE_REQUIRE_ALL=1 says that nothing may be left out.
    """
    if REAL_DATA and Path(REAL_DATA).is_dir():
        return Path(REAL_DATA).resolve()
    reason = (
        f"MATINEE_DATA names no folder: '{REAL_DATA}'"
        if REAL_DATA
        else "MATINEE_DATA is not set: it names the real data"
    )
    if NOTHING_SKIPPED:
        pytest.fail(f"{reason}, and MATINEE_REQUIRE_ALL=1 lets no test be skipped", pytrace=False)
    pytest.skip(reason)
