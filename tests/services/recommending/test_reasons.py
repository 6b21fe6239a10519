from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from matinee.lab.reasons.removal import removed
from matinee.services.recommending.bound import Bound
from matinee.services.recommending.reasons import reasons_of
from matinee.services.recommending.title_index import TitleIndex
from tests.services.recommending.people import FIRST_TASTE, SECOND_TASTE, asked, signals

SEEN = FIRST_TASTE[:8]


def of_kind(reasons: list[dict[str, Any]], kind: str) -> dict[str, Any] | None:
    return next((one for one in reasons if one["kind"] == kind), None)


def test_titles_are_named_that_the_person_liked(bound: Bound, index: TitleIndex, ids: dict[int, int]) -> None:
    found = reasons_of(bound, index, asked(index, bound, signals(ids, SEEN)))
    assert len(found) == 10
    for reasons in found:
        first = of_kind(reasons, "titles")
        assert first is not None
        assert {one["title_id"] for one in first["evidence"]} <= {ids[number] for number in SEEN}
        assert first["text"].endswith(" and ".join(one["title"] for one in first["evidence"][:2]))
        shares = [one["share"] for one in first["evidence"]]
        assert shares == sorted(shares, reverse=True)
        assert 0 < sum(shares) <= 1


def test_without_the_title_named_first_the_score_falls(bound: Bound, index: TitleIndex, ids: dict[int, int]) -> None:
    given = signals(ids, [*SEEN, *SECOND_TASTE[:5]])
    answer = asked(index, bound, given)
    named = []
    for row, reasons in zip(answer.rows, reasons_of(bound, index, answer), strict=True):
        first = of_kind(reasons, "titles")
        assert first is not None
        source = bound.positions([first["evidence"][0]["title_id"]])
        assert answer.history is not None
        speaks = removed(bound.release.ranks, answer.history, source, bound.position_of[[row]]).speaks()
        named.append(bool(speaks[0, 0]))
    assert np.mean(named) >= 0.9


def test_a_title_that_was_not_liked_is_no_reason(bound: Bound, index: TitleIndex, ids: dict[int, int]) -> None:
    found = reasons_of(bound, index, asked(index, bound, signals(ids, SEEN, stars=3.0)))
    assert all(of_kind(reasons, "titles") is None for reasons in found)
    assert all(of_kind(reasons, "popular") is not None for reasons in found)


def test_a_genre_is_named_that_the_person_rates_high(bound: Bound, index: TitleIndex, ids: dict[int, int]) -> None:
    answer = asked(index, bound, signals(ids, SEEN, stars=4.0))
    for row, reasons in zip(answer.rows.tolist(), reasons_of(bound, index, answer), strict=True):
        said = of_kind(reasons, "genre")
        assert said is not None
        assert said["evidence"][0]["genre"] in index.cards[row]["genres"]
        assert said["evidence"][0]["titles"] == 8
        assert "4.0 stars on 8 titles" in said["text"]


def test_what_is_on_the_rise_says_so(bound: Bound, index: TitleIndex, ids: dict[int, int]) -> None:
    answer = asked(index, bound, signals(ids, SEEN))
    rising = np.zeros(len(bound.row_of), dtype=np.float32)
    rising[bound.position_of[answer.rows[0]]] = 2.5
    other = replace(bound, _masks={})
    other.__dict__["trending"] = rising
    found = reasons_of(other, index, answer)
    said = of_kind(found[0], "trending")
    assert said is not None
    assert "2.5 times" in said["text"]
    assert of_kind(found[1], "trending") is None


@dataclass
class Rising:
    trend: np.ndarray
    rise: np.ndarray


def test_only_the_titles_most_on_the_rise_are(bound: Bound) -> None:
    trend, rise = np.arange(100.0), np.where(np.arange(100) == 98, 0.9, 3.0)
    models = {**bound.release.models, "trending": Rising(trend, rise)}
    other = replace(bound, release=replace(bound.release, models=models))
    assert np.flatnonzero(other.trending).tolist() == [99]
    without = {name: model for name, model in bound.release.models.items() if name != "trending"}
    assert not replace(bound, release=replace(bound.release, models=without)).trending.any()


def test_what_is_popular_says_how_many_rated_it(bound: Bound, index: TitleIndex) -> None:
    answer = asked(index, bound)
    (said,) = reasons_of(bound, index, answer)[0]
    assert said["kind"] == "popular"
    assert said["evidence"] == [{"people": int(index.fame.max())}]
