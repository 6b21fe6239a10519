from dataclasses import replace

import numpy as np

from matinee.domain.requests import Wish
from matinee.domain.titles import TitleFilter
from matinee.services.recommending.bound import Bound
from matinee.services.recommending.lists import GEM_OBSCURITY, LEAST_RATINGS, hidden_gems, trending
from matinee.services.recommending.standing import Standing
from matinee.services.recommending.title_index import TitleIndex
from tests.fixtures.catalogue import START


def test_hidden_gems_are_the_best_rated_of_those_that_few_have(bound: Bound, index: TitleIndex) -> None:
    found = hidden_gems(Standing(index, bound), Wish(k=50), now=START)
    positions = bound.position_of[np.array(found.rows)]
    model = bound.release.models["well_rated"]
    assert (bound.release.facets.obscurity[positions] >= GEM_OBSCURITY).all()
    assert (model.ratings[positions] >= LEAST_RATINGS).all()  # type: ignore[attr-defined]
    assert list(found.figures) == sorted(found.figures, reverse=True)
    assert 0 < len(found.rows) < 100


def test_filters_hold_on_lists(bound: Bound, index: TitleIndex) -> None:
    wish = Wish(k=50, chosen=TitleFilter(genres=("comedy",)))
    for ask in (hidden_gems, trending):
        found = ask(Standing(index, bound), wish, now=START)
        assert found.rows
        assert all("Comedy" in index.cards[row]["genres"] for row in found.rows)


def test_where_nobody_tells_what_trends_fame_does(bound: Bound, index: TitleIndex) -> None:
    without = {name: model for name, model in bound.release.models.items() if name != "trending"}
    other = replace(bound, release=replace(bound.release, models=without))
    found = trending(Standing(index, other), Wish(k=3), now=START)
    assert (found.by, list(found.rows)) == ("fame", index.by_fame[:3].tolist())
