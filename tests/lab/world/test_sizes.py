import itertools

import pytest

from matinee.domain.errors import UnknownName
from matinee.lab.world.sizes import SIZES, size_named


def test_a_size_is_found_by_its_name() -> None:
    assert all(size_named(name).name == name for name in SIZES)


def test_an_unknown_size_is_refused_and_the_known_ones_are_named() -> None:
    with pytest.raises(UnknownName, match="huge") as refused:
        size_named("huge")
    assert all(name in str(refused.value.remedy) for name in SIZES)


def test_each_size_is_larger_than_the_one_before() -> None:
    sizes = [size_named(name) for name in ("tiny", "small", "large", "scale")]
    assert [size.titles for size in sizes[:3]] == [240, 2_000, 20_000]
    for smaller, larger in itertools.pairwise(sizes):
        assert smaller.people < larger.people
        assert smaller.ratings < larger.ratings


def test_the_scale_world_has_a_hundred_million_ratings_a_hundred_for_each_person() -> None:
    assert size_named("scale").ratings == 10**8
    assert size_named("scale").mean_history == 100
