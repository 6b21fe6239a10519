import pytest

from matinee.domain.errors import BadConfig, UnknownName
from matinee.lab.ranking.filters import Filters, allowed_by
from tests.lab.evaluation.stages import train_of

FACTS = train_of(
    [[0, 1, 2, 3]],
    n_titles=4,
    genres={0: ["War", "Drama"], 1: ["Drama"], 2: ["Western"]},
    years={0: 1990, 1: 2000, 2: 1950},
).facts


@pytest.mark.parametrize(
    ("filters", "allowed"),
    [
        (Filters(), [0, 1, 2, 3]),
        (Filters(genres=["war", "Western"]), [0, 2]),
        (Filters(without=["Drama"]), [2, 3]),
        (Filters(since=1990), [0, 1]),
        (Filters(until=1990), [0, 2]),
        (Filters(since=1960, until=1995), [0]),
        (Filters(hidden=[1, 3]), [0, 2]),
        (Filters(genres=["Drama"], since=1995, hidden=[1]), []),
    ],
)
def test_what_a_filter_removes_is_not_allowed(filters: Filters, allowed: list[int]) -> None:
    assert allowed_by(filters, FACTS).nonzero()[0].tolist() == allowed


def test_a_genre_that_no_title_has_is_told() -> None:
    with pytest.raises(UnknownName, match="no title has the genre 'noir'"):
        allowed_by(Filters(genres=["Noir"]), FACTS)


def test_a_fact_that_the_source_does_not_have_is_told() -> None:
    with pytest.raises(UnknownName, match="nothing is known of the languages"):
        allowed_by(Filters(listed=(("languages", ["French"]),)), FACTS)


def test_years_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(BadConfig, match="no year is from 2000 to 1990"):
        Filters(since=2000, until=1990)
