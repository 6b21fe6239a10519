import os
from pathlib import Path

import pytest

from tests.fixtures.databases import postgres_database, postgres_server, sqlite_place, sqlite_template
from tests.fixtures.learning import poor_school
from tests.fixtures.recommending import cinema
from tests.fixtures.releases import made_release
from tests.fixtures.service import serve, sqlite_house

__all__ = [
    "cinema",
    "made_release",
    "poor_school",
    "postgres_database",
    "postgres_server",
    "serve",
    "sqlite_house",
    "sqlite_place",
    "sqlite_template",
]


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty current folder, a cache and a home of its own, and an environment without any setting of ours."""
    for name in [name for name in os.environ if name.startswith("MATINEE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "kept"))
    monkeypatch.chdir(tmp_path)
    return tmp_path
