import numpy as np
import pytest

from matinee.domain.life import Life, Rated, Seen, Shown, Told
from matinee.kit.clock import DAY
from matinee.ops.watching.quality import WINDOW, Quality, Titles, gini, position_of, quality_of

TITLES = Titles(
    ids=np.arange(1, 11),
    fame=np.array([100, 90, 1, 1, 1, 1, 1, 1, 1, 1]),
    years=np.full(10, 2000),
    shows=np.zeros(10, dtype=bool),
    genres=np.array([[True] * 5 + [False] * 5, [False] * 5 + [True] * 5]),
    names=("comedy", "drama"),
)
AT = 100 * DAY


def shown(row: int, *titles: int, person: int = 1, model: str = "v1", source: str = "personalised") -> Shown:
    return Shown(row, person, AT, model, source, titles)


def test_what_was_liked_or_watched_within_a_week_of_being_shown_counts_and_nothing_else() -> None:
    life = Life(
        shown=(shown(1, 1, 2, 3, 4, 5),),
        rated=(Rated(1, 1, 4.0, AT + 1), Rated(1, 2, 3.5, AT + 1), Rated(2, 3, 5.0, AT + 1)),
        seen=(Seen(1, 4, AT + WINDOW), Seen(1, 5, AT + WINDOW + 1), Seen(1, 3, AT - 1)),
    )
    found = quality_of(life, TITLES)
    assert found.precision[5] == pytest.approx(2 / 5)
    assert (found.converted, found.watches, found.by_source) == (1.0, 1, {"personalised": (1, 1)})


def test_a_short_slate_is_judged_by_the_places_it_has() -> None:
    life = Life(shown=(shown(1, 1, 2), shown(2, 3, person=2)), rated=(Rated(1, 1, 5.0, AT),))
    assert quality_of(life, TITLES).precision == {5: 0.25, 10: 0.25}


def test_clicks_are_told_by_version_and_place_and_a_second_click_is_no_other() -> None:
    told = [Told(1, "clicked", 1, 1, None)] * 2 + [Told(2, "clicked", 6, 4, None), Told(1, "dismissed", 2, 2, None)]
    life = Life(shown=(shown(1, 1, 2, 3, 4, 5), shown(2, 3, 4, 5, 6, model="v2")), told=told)
    clicks = quality_of(life, TITLES).clicks
    assert (clicks["v1", "1"].ratio, clicks["v1", "2"].ratio, clicks["v1", "4-5"].places) == (1.0, 0.0, 2)
    assert (clicks["v2", "4-5"].ratio, clicks["v2", "1"].ratio) == (1.0, 0.0)


def test_versions_beyond_the_first_four_are_told_together() -> None:
    life = Life(shown=[shown(row, 1, model=f"v{min(row, 9)}") for row in range(20)])
    assert len({model for model, _ in quality_of(life, TITLES).clicks}) == 5


def test_how_widely_was_chosen() -> None:
    found = quality_of(Life(shown=(shown(1, 1, 2, 3, 3),), told=(Told(1, "satisfied", None, None, 4.0),)), TITLES)
    assert (found.coverage, found.tail, found.satisfaction) == (0.3, 0.5, 4.0)
    assert (found.genres, found.gini) == ({"comedy": 4, "drama": 0}, 0.5)


def test_a_slate_is_as_diverse_as_pairs_of_its_titles_have_nothing_in_common() -> None:
    assert quality_of(Life(shown=(shown(1, 1, 2),)), TITLES).diversity == 0.0
    assert quality_of(Life(shown=(shown(1, 1, 10),)), TITLES).diversity == 1.0
    assert quality_of(Life(shown=(shown(1, 1, 2, 10), shown(2, 1))), TITLES).diversity == pytest.approx(2 / 3)


def test_where_nothing_was_shown_there_is_nothing_to_tell() -> None:
    assert quality_of(Life(rated=(Rated(1, 1, 5.0, AT),)), TITLES) == Quality()


def test_titles_that_the_catalogue_has_no_more_are_left_out_of_its_figures() -> None:
    found = quality_of(Life(shown=(shown(1, 1, 99),)), TITLES)
    assert (found.places, found.coverage) == (2, 0.1)
    assert quality_of(Life(shown=(shown(1, 99),)), TITLES).coverage == 0.0


@pytest.mark.parametrize(("rank", "said"), [(1, "1"), (3, "3"), (4, "4-5"), (5, "4-5"), (6, "6-10"), (11, "11+")])
def test_places_far_down_are_told_together(rank: int, said: str) -> None:
    assert position_of(rank) == said


def test_gini_is_nothing_for_alike_and_nearly_one_for_all_in_one() -> None:
    assert gini(np.full(7, 3.0)) == pytest.approx(0.0)
    assert gini(np.eye(100)[0]) == pytest.approx(0.99)
    assert gini(np.zeros(3)) == gini(np.empty(0)) == 0.0
