import numpy as np
import polars as pl
import pytest

from matinee.domain.feedback import WATCHES, Feedback
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.titles import TitleTable
from matinee.lab.data.vocabulary import Vocabulary
from matinee.ops.reports.data_figures import Bar, figures_of

DAY = 86_400
START = 1_577_836_800
"""1 January 2020."""


def likes(titles: list[int], **further: object) -> Dataset:
    """One event a row, each by another person."""
    columns = np.arange(len(titles)), np.array(titles), np.full(len(titles), 5.0)
    return Dataset.from_columns(*columns, **further)  # pyright: ignore[reportArgumentType, reportCallIssue]


def days(*after_start: float) -> Dataset:
    times = START + np.array([int(day * DAY) for day in after_start])
    count = len(after_start)
    return Dataset.from_columns(np.arange(count) // 2, np.arange(count), np.full(count, 5.0), times)


def test_counts_and_density() -> None:
    data = Dataset.from_columns(np.array([1, 1, 2]), np.array([1, 2, 1]), np.array([5.0, 2.0, 4.0]))
    figures = figures_of(data)
    assert (figures.events, figures.people, figures.titles, figures.likes) == (3, 2, 2, 2)
    assert figures.density == 0.75
    assert figures.mean == pytest.approx(11 / 3)
    assert figures.values == [Bar("2", 1), Bar("4", 1), Bar("5", 1)]
    assert figures.length_quartiles == (1.25, 1.5, 1.75)


def test_people_and_titles_without_events_do_not_count() -> None:
    data = likes([1, 2, 3])
    whole = Dataset(data.log.where(np.array([0, 1])), data.titles, data.people)
    assert (figures_of(whole).people, figures_of(whole).titles) == (2, 2)


def test_many_different_values_are_shown_in_ranges() -> None:
    values = np.linspace(0, 10, 200)
    data = Dataset.from_columns(np.arange(200), np.arange(200), values, feedback=Feedback(lowest=0, highest=10, step=0))
    bars = figures_of(data).values
    assert len(bars) == 20
    assert sum(bar.count for bar in bars) == 200
    assert bars[0].label == "0 to 0.5"


def test_values_that_are_no_numbers_are_left_out() -> None:
    data = Dataset.from_columns(np.arange(3), np.arange(3), np.array([np.nan, 4.0, 2.0]))
    figures = figures_of(data)
    assert (figures.mean, figures.likes) == (3.0, 1)
    assert [bar.label for bar in figures.values] == ["2", "4"]
    nothing = figures_of(Dataset.from_columns(np.arange(2), np.arange(2), np.full(2, np.nan)))
    assert (nothing.mean, nothing.values) == (0.0, [])


def test_the_long_tail_by_hand() -> None:
    """Four titles with 6, 2, 1 and 1 events."""
    tail = figures_of(likes([1] * 6 + [2] * 2 + [3, 4])).tail
    assert tail.ranks.tolist() == [1, 2, 3, 4]
    assert tail.events.tolist() == [6, 2, 1, 1]
    assert tail.heads == {0.01: 0.6, 0.05: 0.6, 0.1: 0.6, 0.2: 0.6, 0.5: 0.8}
    assert tail.rare == 3
    differences = sum(abs(one - other) for one in (6, 2, 1, 1) for other in (6, 2, 1, 1))
    assert tail.gini == pytest.approx(differences / (2 * 4 * 10))


def test_titles_that_are_all_alike_have_no_long_tail() -> None:
    assert figures_of(likes([1, 2, 3, 4])).tail.gini == pytest.approx(0)
    assert figures_of(likes([1])).tail.gini == pytest.approx(0)


def test_the_curve_of_a_large_catalogue_has_a_bounded_number_of_points() -> None:
    tail = figures_of(likes(list(range(5_000)))).tail
    assert len(tail.ranks) <= 200
    assert (tail.ranks[0], tail.ranks[-1]) == (1, 5_000)


@pytest.mark.parametrize(
    ("last", "unit", "bins"), [(10, "day", 11), (100, "week", 16), (1_000, "month", 33), (20_000, "year", 55)]
)
def test_the_unit_of_time_follows_from_the_span(last: int, unit: str, bins: int) -> None:
    activity = figures_of(days(0, last)).activity
    assert activity is not None
    assert (activity.unit, len(activity.starts), len(activity.events)) == (unit, bins, bins)
    assert activity.events.sum() == 2


def test_events_and_newcomers_fall_into_their_bins() -> None:
    activity = figures_of(days(0, 0.5, 2, 2.5, 2.9)).activity
    assert activity is not None
    assert activity.starts == ["2020-01-01", "2020-01-02", "2020-01-03"]
    assert activity.end == "2020-01-04"
    assert activity.events.tolist() == [2, 0, 3]
    assert activity.newcomers.tolist() == [1, 0, 2]


def test_without_times_there_is_no_activity_and_no_span() -> None:
    figures = figures_of(likes([1, 2]))
    assert (figures.activity, figures.span) == (None, None)
    assert figures_of(days(0, 3)).span == ("2020-01-01", "2020-01-04")


def test_times_over_thousands_of_years_are_not_drawn() -> None:
    figures = figures_of(days(0, 1e6))
    assert figures.activity is None
    assert figures.span is not None


def test_people_are_counted_by_the_length_of_their_history() -> None:
    counts = [1, 1, 2, 3, 4, 7]
    people = np.repeat(np.arange(6), counts)
    titles = np.concatenate([np.arange(count) for count in counts])
    lengths = figures_of(Dataset.from_columns(people, titles, np.ones(len(people)))).lengths
    assert lengths == [Bar("1", 2), Bar("2", 1), Bar("3 to 4", 2), Bar("5 or more", 1)]


def test_lengths_begin_where_somebody_is() -> None:
    people = np.repeat(np.arange(2), 30)
    lengths = figures_of(Dataset.from_columns(people, np.tile(np.arange(30), 2), np.ones(60))).lengths
    assert lengths == [Bar("20 or more", 2)]


def table() -> TitleTable:
    return TitleTable(
        pl.DataFrame(
            {
                "id": [1, 2, 3, 4],
                "name": ["a", "b", "c", "d"],
                "year": [1994, 1972, None, 1999],
                "genres": [["Drama", "Crime"], ["Drama"], [], ["Western"]],
            }
        )
    )


def test_genres_have_their_titles_events_and_mean() -> None:
    data = Dataset.from_columns(
        np.arange(4), np.array([1, 1, 2, 3]), np.array([5.0, 2.0, 2.0, 1.0]), title_table=table()
    )
    genres = {genre.name: (genre.titles, genre.events, genre.mean) for genre in figures_of(data).genres}
    assert genres == {"Drama": (2, 3, 3.0), "Crime": (1, 2, 3.5)}


def test_a_genre_that_nobody_had_is_left_out() -> None:
    data = Dataset.from_columns(
        np.arange(3), np.array([1, 2, 1]), np.ones(3), title_table=table(), titles_known=Vocabulary.of([1, 2, 3, 4])
    )
    assert [genre.name for genre in figures_of(data).genres] == ["Drama", "Crime"]


def test_the_most_frequent_genre_comes_first_and_watches_have_no_mean() -> None:
    data = Dataset.from_columns(np.arange(3), np.array([1, 2, 4]), np.ones(3), title_table=table(), feedback=WATCHES)
    genres = figures_of(data).genres
    assert [genre.name for genre in genres] == ["Drama", "Crime", "Western"]
    assert {genre.mean for genre in genres} == {None}


def test_events_are_counted_by_decade_of_release() -> None:
    figures = figures_of(likes([1, 1, 2, 3], title_table=table()))
    assert figures.years == [Bar("1970s", 1), Bar("1980s", 0), Bar("1990s", 2)]
    assert figures.years_unknown == 1


def test_without_years_and_genres_both_are_empty() -> None:
    figures = figures_of(likes([1, 2]))
    assert (figures.genres, figures.years, figures.years_unknown) == ([], [], 2)
