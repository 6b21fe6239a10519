import pytest

from matinee.kit.clock import DAY, HOUR, SECOND
from matinee.kit.moments import read_moment


@pytest.mark.parametrize(
    ("text", "moment", "exact"),
    [
        ("1970-01-02", DAY + 12 * HOUR, False),
        (" 1970-01-02 ", DAY + 12 * HOUR, False),
        ("1970-01-01T00:00:01.000002Z", SECOND + 2, True),
        ("1970-01-01 02:00:00+02:00", 0, True),
        ("1970-01-01T00:00:01", SECOND, True),
        ("1969-12-31", -12 * HOUR, False),
    ],
)
def test_moments_and_days_are_read(text: str, moment: int, exact: bool) -> None:
    assert read_moment(text) == (moment, exact)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "1970-13-01",
        "1970-02-30",
        "01/02/1970",
        "1970-01-01T25:00",
        "0000-01-01",
        "0001-01-01T00:00+14:00",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  of the libraries that read it
        read_moment(text)
