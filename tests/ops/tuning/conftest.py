import pytest

from matinee.lab.data.splits.make import make_split
from matinee.lab.data.splits.split import Split
from matinee.lab.world.checkerboard import checkerboard


@pytest.fixture(scope="session")
def weak() -> Split:
    return make_split(checkerboard(people=160).data, "weak")


@pytest.fixture(scope="session")
def rating() -> Split:
    return make_split(checkerboard(people=160).data, "rating")
