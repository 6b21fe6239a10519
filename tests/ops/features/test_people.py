import numpy as np
import pytest

from matinee.domain.errors import BadData, BadInput, UnknownName
from matinee.lab.data.dataset import Dataset
from matinee.lab.features.registry import NAMES
from matinee.lab.world.checkerboard import checkerboard
from matinee.ops.features.people import features_of_everybody, features_of_one, moment_of, read_moment


def log(*rows: tuple[str, int, float, int]) -> Dataset:
    people, titles, values, times = zip(*rows, strict=True)
    return Dataset.from_columns(np.array(people), np.array(titles), np.array(values), np.array(times))


def test_everybody_has_a_row_under_their_own_id() -> None:
    data = checkerboard(people=60).data

    table = features_of_everybody(data)

    assert table.columns == ["person", *NAMES]
    assert table["person"].to_list() == data.people.ids.tolist()
    assert table["activity"].to_list() == data.histories.lengths.tolist()


def test_one_person_has_the_same_features_alone() -> None:
    data = checkerboard(people=60).data
    at = moment_of(data, None) - 1000
    table = features_of_everybody(data, at=at)

    alone = [value for _, value in features_of_one(data, str(data.people.ids[7]), at=at)]

    assert alone == pytest.approx(list(table.row(7)[1:]))


def test_a_title_that_somebody_comes_back_to_later_was_still_known_before() -> None:
    before = [("a", 1, 2.0, 1_000), ("a", 2, 4.0, 2_000), ("b", 1, 3.0, 1_500)]

    known = features_of_everybody(log(*before), at=5_000)
    with_later = features_of_everybody(log(*before, ("a", 1, 5.0, 9_000)), at=5_000)

    assert known.equals(with_later)
    assert with_later["rating_mean"].to_list() == [3.0, 3.0]


def test_the_moment_is_after_the_last_event_where_none_is_named() -> None:
    data = log(("a", 1, 2.0, 1_000), ("b", 1, 2.0, 3_000))

    assert moment_of(data, None) == 3_001
    assert features_of_everybody(data)["activity"].to_list() == [1, 1]


def test_an_unknown_person_and_data_without_times_are_told() -> None:
    data = log(("a", 1, 2.0, 1_000))
    with pytest.raises(UnknownName, match="there is no person 'z'"):
        features_of_one(data, "z")
    without = Dataset.from_columns(np.array([1]), np.array([1]), np.array([3.0]))
    with pytest.raises(BadData, match="times of the events are not known"):
        features_of_everybody(without)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("1970-01-02", 86_400), ("1970-01-01T01:00", 3_600), ("1970-01-01T01:00+01:00", 0), ("1970-01-01 00:01", 60)],
)
def test_a_moment_is_read_as_utc_where_it_does_not_say_otherwise(text: str, seconds: int) -> None:
    assert read_moment(text, where="--at") == seconds


def test_what_is_no_date_is_told() -> None:
    with pytest.raises(BadInput, match="'yesterday' is no date"):
        read_moment("yesterday", where="--at")
