import pytest

from matinee.services.trials import keep
from tests.fixtures.databases import sqlite_template
from tests.fixtures.loop import notes
from tests.fixtures.shown import hall, hall_connection

__all__ = ["hall", "hall_connection", "notes", "sqlite_template"]


@pytest.fixture(autouse=True)
def same_arms_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """False alarms are rare, and not so rare that no run of the tests would ever see one."""
    monkeypatch.setattr(keep, "new_seed", lambda: "arms of the tests")
