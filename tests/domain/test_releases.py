"""The releases Matinee knows, and what may be done with each."""

import pytest

from matinee.domain.releases import MOVIELENS, UNKNOWN_LICENCE, licence_of


def test_every_release_says_whether_it_may_be_passed_on() -> None:
    for name, release in MOVIELENS.items():
        assert release.name == name
        assert ("may not be passed on" in release.licence) is not release.redistributable
        assert "not for commercial use" in release.licence


@pytest.mark.parametrize(("name", "may"), [("ml-1m", False), ("ml-25m", False), ("ml-32m", True)])
def test_the_newest_may_be_passed_on_and_older_ones_not(name: str, may: bool) -> None:
    assert MOVIELENS[name].redistributable is may


def test_the_licence_of_an_unknown_set_is_not_guessed() -> None:
    assert licence_of("somebody's table") == UNKNOWN_LICENCE
    assert licence_of("ml-32m") == MOVIELENS["ml-32m"].licence
