"""The features of a factorisation machine."""

from dataclasses import replace

import numpy as np

from matinee.lab.core.factorisation.design import Block, Design, design_of
from matinee.lab.data.interactions import Interactions
from tests.lab.core.factorisation.world import PEOPLE, TITLES, small_world

EVERYTHING = {"implicit": True, "day": True, "people": True, "genres": True}


def dense(block: Block, design: Design, name: str) -> np.ndarray:
    start = 0
    for field, width in block.fields:
        if field == name:
            return block.rows.toarray()[:, start : start + width]
        start += width
    raise AssertionError(name)


def test_every_kind_of_feature_is_a_field_with_a_prior_of_its_own() -> None:
    made = design_of(small_world(), **EVERYTHING)
    people, titles, days = made.blocks
    assert people.fields == (("seen", TITLES), ("age", 4), ("gender", 2))
    assert titles.fields == (("viewers", PEOPLE), ("genres", 3), ("year", 3))
    assert days.fields == ()
    assert (len(people), len(titles), len(days)) == (PEOPLE, TITLES, 8)
    assert made.words == ("age 0", "age 18", "age 25", "age 35", "gender F", "gender M")
    assert dense(people, made, "gender").sum(axis=0).tolist() == [PEOPLE / 2, PEOPLE / 2]


def test_each_rating_points_to_its_person_title_and_day() -> None:
    data = small_world()
    made, given = design_of(data, **EVERYTHING), data.histories
    people, titles, days = made.blocks
    np.testing.assert_array_equal(people.events, given.row_numbers)
    np.testing.assert_array_equal(titles.events, given.titles)
    assert given.times is not None
    np.testing.assert_array_equal(made.days[days.events], given.times // 86_400)
    np.testing.assert_array_equal(made.values, given.values)


def test_who_rated_what_is_scaled_to_length_one_and_seen_from_both_sides() -> None:
    data = small_world()
    made = design_of(data, **EVERYTHING)
    seen, viewers = dense(made.blocks[0], made, "seen"), dense(made.blocks[1], made, "viewers")
    np.testing.assert_array_equal(seen > 0, (viewers > 0).T)
    np.testing.assert_array_equal(seen > 0, data.histories.matrix().toarray() > 0)
    np.testing.assert_allclose((seen**2).sum(axis=1), 1.0)
    np.testing.assert_allclose((viewers**2).sum(axis=1), 1.0)
    for block, field in zip(made.blocks, (seen, viewers), strict=False):
        assert block.implicit is not None
        np.testing.assert_array_equal(block.implicit.toarray(), field)


def test_what_is_not_asked_for_or_not_known_is_no_field() -> None:
    data = small_world()
    alone = design_of(data, implicit=False, day=False, people=False, genres=False)
    assert [block.fields for block in alone.blocks] == [(), ()]
    assert alone.blocks[0].implicit is None
    log = data.log
    bare = replace(data, log=Interactions(log.people, log.titles, log.values), extras={})
    assert len(design_of(bare, **EVERYTHING).blocks) == 2
    assert design_of(bare, **EVERYTHING).words == ()
