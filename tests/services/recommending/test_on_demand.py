import numpy as np
import pytest

from matinee.domain.errors import BadInput, NotFound
from matinee.domain.requests import Wish
from matinee.services.recommending.bound import Bound
from matinee.services.recommending.on_demand import Demand, diversity_of, model_named, signals_of
from matinee.services.recommending.title_index import TitleIndex
from tests.fixtures.catalogue import START
from tests.services.recommending.people import FIRST_TASTE, asked, signals


def test_ratings_are_taken_in_the_order_in_which_they_were_given() -> None:
    found = signals_of(Demand({9: 4.5, 3: 1.0}, Wish()), now=START)
    assert (list(found.titles), list(found.stars)) == ([9, 3], [4.5, 1.0])
    assert list(found.rated_at) == [START - 1, START]


def test_a_model_is_found_by_its_name(bound: Bound) -> None:
    assert model_named(bound, None, None) is None
    popular = model_named(bound, "popular", None)
    assert popular is bound.release.models["popular"]
    weighed = model_named(bound, None, {"ease": 3.0, "item_knn": 1.0})
    assert weighed is not None
    assert weighed.weights.tolist() == [0.75, 0.25]  # type: ignore[attr-defined]
    assert np.allclose(bound.release.ranks.weights, [0.7, 0.3])  # type: ignore[attr-defined]


def test_a_model_that_cannot_do_it_is_refused(bound: Bound) -> None:
    with pytest.raises(BadInput, match="ranks titles here"):
        model_named(bound, "svd", None)
    with pytest.raises(BadInput, match="no members"):
        model_named(bound, "popular", {"ease": 1.0})
    with pytest.raises(NotFound, match="no release"):
        model_named(None, "ease", None)


def test_a_slate_of_one_genre_is_less_diverse(bound: Bound, index: TitleIndex, ids: dict[int, int]) -> None:
    one = asked(index, bound, signals(ids, FIRST_TASTE[:8]))
    other = asked(index, bound, signals(ids, FIRST_TASTE[:8]), Wish(diversity=1.0))
    by_hand = bound.release.facets.alike[bound.position_of[one.rows]]
    pairs = [float(by_hand[a] @ by_hand[b]) for a in range(10) for b in range(10) if a != b]
    assert diversity_of(bound, one) == pytest.approx(1 - sum(pairs) / 90, abs=1e-3)
    assert (diversity_of(bound, other) or 0) > (diversity_of(bound, one) or 0)
    assert diversity_of(None, one) is None
    assert diversity_of(bound, asked(index, bound, wish=Wish(k=1))) is None
