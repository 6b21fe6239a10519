from copy import copy
from dataclasses import replace

import numpy as np
import pytest

from matinee.adapters.storage.stores import Stores
from matinee.domain.errors import BadInput
from matinee.domain.signals import Signals
from matinee.domain.titles import TitleFilter
from matinee.lab.data.vocabulary import Vocabulary
from matinee.ops.releases.release import Release
from matinee.services.recommending.bound import Bound, bind
from matinee.services.recommending.title_index import ABSENT, TitleIndex
from tests.fixtures.catalogue import START
from tests.services.recommending.people import signals


def test_every_title_of_the_model_is_found_in_the_catalogue_and_back(bound: Bound, ids: dict[int, int]) -> None:
    numbers = bound.release.titles.ids.tolist()
    assert bound.index.ids[bound.row_of].tolist() == [ids[number] for number in numbers]
    assert bound.position_of[bound.row_of].tolist() == list(range(len(numbers)))


def test_a_title_that_the_model_does_not_know_has_no_position(bound: Bound, ids: dict[int, int]) -> None:
    assert bound.positions([ids[1], 10**9]).tolist() == [0, ABSENT]


def test_a_title_that_only_the_house_has_is_found_by_its_own_number(
    release: Release, index: TitleIndex, shelf: Stores, ids: dict[int, int]
) -> None:
    ranks = copy(release.ranks)
    names = release.titles.ids.copy()
    names[0], names[1] = -ids[5], -(10**9)
    ranks.titles = Vocabulary(names)
    found = bind(replace(release, models={**release.models, release.recipe.ranks: ranks}), index, shelf.title_facts)
    assert index.ids[found.row_of[0]] == ids[5]
    assert found.row_of[1] == ABSENT


def test_titles_of_another_data_set_are_nobodys(release: Release, index: TitleIndex, shelf: Stores) -> None:
    about = release.about.model_copy(update={"origin": "elsewhere"})
    other = bind(replace(release, about=about), index, shelf.title_facts)
    assert (other.row_of == ABSENT).all()
    assert (other.position_of == ABSENT).all()


def test_a_history_is_what_counts_on_the_scale_of_the_model(bound: Bound, ids: dict[int, int]) -> None:
    given = Signals(
        4,
        [ids[3], 10**9, ids[2], ids[9]],
        [0.5, 4.0, 4.5, 5.0],
        [START, START + 1, START + 2, START + 3],
        [False, False, False, True],
    )
    history = bound.history(given)
    assert history.titles.tolist() == [2, 1]
    assert history.values.tolist() == [1.0, 4.5]
    assert history.times is not None
    assert history.times.tolist() == [START // 1_000_000] * 2
    assert len(bound.history(signals(ids, [])).titles) == 0


def test_what_the_recipe_shuts_out_passes_no_filter(bound: Bound) -> None:
    recipe = bound.release.recipe.model_copy(update={"without": ("Comedy", "Western")})
    other = replace(bound, release=replace(bound.release, recipe=recipe), _masks={})
    assert other.rows_allowed(TitleFilter(), (), now=START).sum() == 75
    assert bound.rows_allowed(TitleFilter(), (), now=START).all()


def test_what_passes_a_filter_is_worked_out_once(bound: Bound) -> None:
    chosen = TitleFilter(genres=("drama",))
    found = bound.rows_allowed(chosen, (), now=START)
    assert bound.rows_allowed(TitleFilter(genres=("drama",)), (), now=START + 1) is found
    assert not found.flags.writeable
    assert np.array_equal(found, bound.index.allowed(chosen, (), now=START))


def test_the_release_says_who_asks(bound: Bound) -> None:
    assert bound.asker is not None
    recipe = bound.release.recipe.model_copy(update={"asks": None})
    assert replace(bound, release=replace(bound.release, recipe=recipe)).asker is None


def test_another_model_can_rank_and_what_it_shows_is_told_from_what_the_house_shows(bound: Bound) -> None:
    other = bound.ranked_by("popular")
    assert other.release.ranks is bound.release.models["popular"]
    assert other.model_for(bound.nobody) is other.release.ranks
    assert other.release.recipe.digest != bound.release.recipe.digest
    assert bound.ranked_by("popular") is other
    of_the_house = bound.ranked_by(bound.release.recipe.ranks)
    assert of_the_house.release.recipe.digest != bound.release.recipe.digest
    for name in ("svd", "nobody"):
        with pytest.raises(BadInput, match="ranks titles here"):
            bound.ranked_by(name)
