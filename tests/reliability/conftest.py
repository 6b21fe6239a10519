from collections.abc import Iterator

import pytest

from tests.fixtures.databases import postgres_database, postgres_server, sqlite_template
from tests.reliability.houses import Forker

__all__ = ["postgres_database", "postgres_server", "sqlite_template"]


@pytest.fixture(scope="session")
def forker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forker]:
    with Forker(tmp_path_factory.mktemp("forks")) as made:
        yield made
