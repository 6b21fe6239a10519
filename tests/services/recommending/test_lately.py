from dataclasses import replace

import numpy as np

from matinee.domain.requests import Wish
from matinee.domain.titles import TitleFilter
from matinee.domain.watching import TitleLately
from matinee.kit.clock import DAY
from matinee.services.recommending.bound import Bound
from matinee.services.recommending.lately import FRESH, lately_of
from matinee.services.recommending.lists import trending
from matinee.services.recommending.popular import popular_rows
from matinee.services.recommending.standing import Standing
from matinee.services.recommending.title_index import TitleIndex
from tests.fixtures.catalogue import START

FOUND = [TitleLately(7, 40, 160, START), TitleLately(8, 20, 0, START), TitleLately(9, 5, 0, START)]


def with_counts(index: TitleIndex) -> TitleIndex:
    """The least known titles are those that people here like."""
    return replace(index, lately=lately_of(FOUND, index.by_fame[::-1][:3], titles=len(index)))


def test_a_rise_is_seen_against_what_is_usual() -> None:
    lately = lately_of(FOUND, np.array([2, 0, -1]), titles=4)
    assert lately is not None
    assert lately.people.tolist() == [20, 0, 40, 0]
    assert lately.rise.round(3).tolist() == [4.0, 0.0, 0.889, 0.0]
    assert lately.trend.round(2).tolist() == [40.0, 0.0, 37.71, 0.0]


def test_where_nothing_was_counted_there_is_nothing_to_say() -> None:
    assert lately_of([], np.empty(0, dtype=np.int64), titles=4) is None


def test_what_rises_here_goes_before_what_the_release_says(bound: Bound, index: TitleIndex) -> None:
    here = with_counts(index)
    first, second, third = index.by_fame[::-1][:3].tolist()
    found = trending(Standing(here, replace(bound, index=here)), Wish(k=10), now=START + DAY)
    assert list(found.rows) == [second, first, third]
    assert (found.by, found.counted_at, list(found.figures)) == ("rise", START, [4.0, 0.889, 1.0])
    other = next(slug for slug in index.genres.places if not index.genres.row(slug, of="genre")[second])
    filtered = trending(Standing(here, bound), Wish(chosen=TitleFilter(genres=(other,))), now=START + DAY)
    assert second not in filtered.rows


def test_an_old_count_gives_way_to_the_release(bound: Bound, index: TitleIndex) -> None:
    here = with_counts(index)
    old = trending(Standing(here, bound), Wish(), now=START + FRESH + 1)
    assert (old.counted_at, old.rows) == (None, trending(Standing(index, bound), Wish(), now=START).rows)


def test_what_is_popular_begins_with_what_people_here_like(index: TitleIndex) -> None:
    open_to = np.ones(len(index), dtype=bool)
    rows = popular_rows(with_counts(index), open_to, None, count=6)
    assert rows.tolist() == [*index.by_fame[::-1][:3].tolist(), *index.by_fame[:3].tolist()]
