import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fixtures.databases import postgres_database, postgres_server, redis_url, sqlite_place, sqlite_template
from tests.fixtures.loop import notes
from tests.fixtures.releases import made_release
from tests.fixtures.service import serve
from tests.reliability.disk.recording import built
from tests.reliability.furnishing import Furnished, furnish
from tests.reliability.houses import Forker

__all__ = [
    "made_release",
    "notes",
    "postgres_database",
    "postgres_server",
    "redis_url",
    "serve",
    "sqlite_place",
    "sqlite_template",
]


@pytest.fixture(scope="session")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("shim"))


@pytest.fixture(scope="session")
def forker(shim: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forker]:
    """What it starts is not watched by the shim unless its environment says so."""
    with Forker(tmp_path_factory.mktemp("forks"), LD_PRELOAD=str(shim)) as made:
        yield made


@pytest.fixture(scope="session")
def furnished_file(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Furnished:
    """Of SQLite, to be copied."""
    home = tmp_path_factory.mktemp("furnished")
    place = Path(shutil.copy(sqlite_template, home / "matinee.db"))
    return furnish(home, place, people=4, titles=24)


@pytest.fixture
def mine(furnished_file: Furnished, tmp_path: Path) -> Furnished:
    """A copy for one test."""
    return furnished_file.copied(tmp_path / "home")
