import pytest

from matinee.lab.data.splits.make import make_split
from matinee.lab.data.splits.split import Split
from matinee.lab.world.checkerboard import Checkerboard, checkerboard


@pytest.fixture(scope="session")
def world() -> Checkerboard:
    return checkerboard(people=160)


@pytest.fixture(scope="session")
def weak(world: Checkerboard) -> Split:
    return make_split(world.data, "weak")


@pytest.fixture(scope="session")
def rating(world: Checkerboard) -> Split:
    return make_split(world.data, "rating")


@pytest.fixture(scope="session")
def strong(world: Checkerboard) -> Split:
    return make_split(world.data, "strong")
