import copy
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matinee.domain.errors import BadInput
from matinee.domain.requests import Wish
from matinee.domain.titles import TitleFilter
from matinee.lab.ranking.flow import Sliders
from matinee.services.recommending.answer import sliders_of
from matinee.services.recommending.bound import Bound
from matinee.services.recommending.title_index import TitleIndex
from tests.services.recommending.people import FIRST_TASTE, SECOND_TASTE, Told, asked, numbers_of, signals

SEEN = list(FIRST_TASTE)[:8]


def broken(bound: Bound) -> Bound:
    """A release in which the model that ranks fails: its members are lost."""
    lame = copy.copy(bound.release.ranks)
    del lame.members  # type: ignore[attr-defined]
    return replace(bound, release=replace(bound.release, models={**bound.release.models, "weighted": lame}))


def test_somebody_with_a_taste_is_answered_by_it(bound: Bound, index: TitleIndex, ids: dict[int, int]) -> None:
    found = asked(index, bound, signals(ids, SEEN))
    assert found.source == "personalised"
    assert found.model == "weighted"
    assert len(found.rows) == 10
    assert set(numbers_of(index, ids, found)) <= set(FIRST_TASTE) - set(SEEN)
    assert found.scores is not None
    assert (np.diff(found.scores) <= 0).all()
    assert not found.degraded


def test_one_more_rating_changes_the_answer(bound: Bound, index: TitleIndex, ids: dict[int, int]) -> None:
    before = numbers_of(index, ids, asked(index, bound, signals(ids, SEEN)))
    after = numbers_of(index, ids, asked(index, bound, signals(ids, [*SEEN, before[0], *list(SECOND_TASTE)[:6]])))
    assert before != after
    assert before[0] not in after


def test_of_a_few_ratings_the_model_for_newcomers_makes_the_answer(
    bound: Bound, index: TitleIndex, ids: dict[int, int]
) -> None:
    found = asked(index, bound, signals(ids, SEEN[:2]))
    assert (found.source, found.model) == ("personalised", "newcomer")
    assert asked(index, bound, signals(ids, SEEN[:3])).model == "weighted"


def test_what_is_hidden_or_was_given_as_a_gift_is_not_shown(
    bound: Bound, index: TitleIndex, ids: dict[int, int]
) -> None:
    first = numbers_of(index, ids, asked(index, bound, signals(ids, SEEN)))
    gift = signals(ids, [*SEEN, first[0]], ignored=[first[0]])
    found = numbers_of(index, ids, asked(index, bound, gift, hidden=[ids[first[1]], ids[first[2]]]))
    assert not set(first[:3]) & set(found)
    assert found[: len(first) - 3] == first[3:]


def test_sliders_move_the_slate(bound: Bound, index: TitleIndex, ids: dict[int, int]) -> None:
    def mean(wish: Wish, what: np.ndarray) -> float:
        return float(what[asked(index, bound, signals(ids, SEEN), wish).rows].mean())

    assert mean(Wish(popularity=1.0), index.fame) > mean(Wish(popularity=-1.0), index.fame)
    assert mean(Wish(age=1.0), index.years) < mean(Wish(age=-1.0), index.years)
    surprised = asked(index, bound, signals(ids, SEEN), Wish(novelty=1.0))
    assert not set(numbers_of(index, ids, surprised)) & set(FIRST_TASTE)
    varied = asked(index, bound, signals(ids, SEEN), Wish(diversity=1.0))
    assert len({tuple(index.cards[row]["genres"]) for row in varied.rows}) > 1


def test_a_slider_that_nobody_moves_stands_where_the_recipe_puts_it() -> None:
    resting = Sliders(obscure=0.2, diverse=0.3, own_mix=0.1)
    assert sliders_of(Wish(), resting) == resting
    moved = sliders_of(Wish(popularity=0.5, age=0.4, novelty=-0.1, diversity=0.0), resting)
    assert moved == Sliders(obscure=-0.5, new=-0.4, surprising=-0.1, diverse=0.0, own_mix=0.1)


def test_a_slider_past_its_end_is_refused(bound: Bound, index: TitleIndex, ids: dict[int, int]) -> None:
    with pytest.raises(BadInput, match="strength of 3"):
        asked(index, bound, signals(ids, SEEN), Wish(novelty=3.0))


def test_somebody_who_said_nothing_gets_what_is_popular(bound: Bound, index: TitleIndex, ids: dict[int, int]) -> None:
    found = asked(index, bound)
    assert found.source == "popular"
    assert index.fame[found.rows].tolist() == sorted(index.fame.tolist(), reverse=True)[:10]
    assert not found.degraded


def test_without_a_release_the_genres_of_the_person_decide(index: TitleIndex, ids: dict[int, int]) -> None:
    found = asked(index, None, signals(ids, SEEN))
    assert found.source == "segment popular"
    assert found.degraded
    assert set(numbers_of(index, ids, found)) <= set(FIRST_TASTE) - set(SEEN)


def test_a_genre_that_is_asked_for_is_a_segment(bound: Bound, index: TitleIndex, ids: dict[int, int]) -> None:
    found = asked(index, bound, wish=Wish(chosen=TitleFilter(genres=("comedy",))))
    assert found.source == "segment popular"
    assert set(numbers_of(index, ids, found)) <= set(SECOND_TASTE)


def test_a_model_that_breaks_leaves_the_answer_to_what_was_kept(
    bound: Bound, index: TitleIndex, ids: dict[int, int]
) -> None:
    told = Told()
    kept = [ids[20], ids[40], 10**9, ids[SEEN[0]], ids[22]]
    found = asked(index, broken(bound), signals(ids, SEEN), kept=kept, hidden=[ids[22]], warn=told)
    assert found.source == "cached"
    assert found.degraded
    assert numbers_of(index, ids, found) == [20, 40]
    assert len(told) == 1
    assert "members" in told[0]


def test_a_model_that_breaks_leaves_the_answer_to_what_is_popular(
    bound: Bound, index: TitleIndex, ids: dict[int, int]
) -> None:
    found = asked(index, broken(bound), signals(ids, SEEN))
    assert (found.source, found.degraded) == ("segment popular", True)


def test_a_filter_that_cannot_be_is_no_fault_of_a_model(bound: Bound, index: TitleIndex, ids: dict[int, int]) -> None:
    with pytest.raises(BadInput, match="no title has this genre"):
        asked(index, broken(bound), signals(ids, SEEN), Wish(chosen=TitleFilter(genres=("western",))))


def test_chance_brings_other_titles_by_chances_that_are_told(
    exploring: Bound, index: TitleIndex, ids: dict[int, int]
) -> None:
    calm = asked(index, exploring, signals(ids, SEEN), seed=1)
    again = asked(index, exploring, signals(ids, SEEN), seed=1)
    assert calm.rows.tolist() == again.rows.tolist()
    slates = {tuple(asked(index, exploring, signals(ids, SEEN), seed=seed).rows) for seed in range(12)}
    assert len(slates) > 6
    same = calm.rows == calm.chosen
    assert (calm.propensities[same] > 0.5).all()
    assert (calm.propensities[~same] < 0.05).all()
    assert not set(numbers_of(index, ids, calm)) & set(SEEN)
    assert calm.others > 50


def test_without_exploration_what_is_shown_is_certain(bound: Bound, index: TitleIndex, ids: dict[int, int]) -> None:
    found = asked(index, bound, signals(ids, SEEN))
    assert found.propensities.tolist() == [1.0] * 10
    assert found.rows.tolist() == found.chosen.tolist()
    assert found.others == 0


@given(data=st.data())
@settings(max_examples=60)
def test_filters_and_what_is_hidden_hold_on_every_link(data: st.DataObject, request: pytest.FixtureRequest) -> None:
    bound, index, ids = (request.getfixturevalue(name) for name in ("exploring", "index", "ids"))
    numbers = st.lists(st.sampled_from(sorted(ids)), max_size=12, unique=True)
    seen, hidden, kept = data.draw(numbers), data.draw(numbers), data.draw(numbers)
    chosen = TitleFilter(
        kind=data.draw(st.sampled_from([None, "movie", "show"])),
        genres=data.draw(st.sampled_from([(), ("comedy",), ("thriller",)])),
        year_from=data.draw(st.sampled_from([None, 1980])),
        longest_min=data.draw(st.sampled_from([None, 120])),
    )
    wish = Wish(k=data.draw(st.integers(1, 50)), chosen=chosen, without=data.draw(st.sampled_from([(), ("drama",)])))
    by = data.draw(st.sampled_from([bound, None, broken(bound)]))
    found = asked(
        index,
        by,
        signals(ids, seen),
        wish,
        hidden=[ids[one] for one in hidden],
        kept=[ids[one] for one in kept],
        seed=data.draw(st.integers(0, 99)),
    )
    allowed = index.allowed(wish.chosen, wish.without, now=0)
    assert allowed[found.rows].all()
    assert not set(numbers_of(index, ids, found)) & {*seen, *hidden}
    left = int(allowed.sum()) - len({one for one in {*seen, *hidden} if allowed[index.rows([ids[one]])[0]]})
    assert len(set(found.rows)) == len(found.rows)
    assert found.source == "cached" or len(found.rows) == min(wish.k, left)
