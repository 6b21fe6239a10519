import pytest

from matinee.domain.errors import BadData
from matinee.kit.clock import DAY, HOUR
from matinee.services.library.importers.formats import read_file
from matinee.services.library.importers.generic import columns_of, recognises

NOW = 20_000 * DAY


def said_of(text: str, **more: int) -> list[tuple]:
    read = read_file(text.encode(), scale=more.get("scale"), now=NOW)
    return [(one.said, one.name, one.year, one.half_stars, one.dated, one.fault) for one in read.said]


def test_ratings_watches_and_lists_are_told_apart() -> None:
    table = (
        "Title,Year,Rating,Watched Date,List\nAlien,1979,4.5,,\nAliens,1986,,2020-03-01,\nAmélie,2001,4,2020-03-01,\n"
    )
    assert said_of(table + "1917,2019,,,watchlist\nGhostbusters,1984,,,Favorites\nNothing,1990,,,\n") == [
        ("rating", "Alien", 1979, 9, "unknown", None),
        ("watch", "Aliens", 1986, None, "day", None),
        ("rating_and_watch", "Amélie", 2001, 8, "day", None),
        ("watchlist", "1917", 2019, None, "unknown", None),
        ("favourite", "Ghostbusters", 1984, None, "unknown", None),
        (None, "Nothing", 1990, None, "unknown", "it says neither a rating nor a watch"),
    ]


def test_the_table_that_many_programs_write_for_letterboxd_is_read() -> None:
    header = "LetterboxdURI,tmdbID,imdbID,Title,Year,Directors,Rating,Rating10,WatchedDate,Rewatch,Tags,Review"
    read = read_file(f"{header}\n,578,tt0073195,Jaws,1975,,,9,2024-06-01,,,\n".encode(), scale=None, now=NOW)
    said = read.said
    assert read.scale == 10
    assert (said[0].said, said[0].half_stars, said[0].dated) == ("rating_and_watch", 9, "day")
    assert said[0].at == 19875 * DAY + 12 * HOUR
    assert said[0].ids == (("imdb", "tt0073195"), ("tmdb", "578"))


def test_the_ratings_of_a_data_set_are_read_where_they_are_one_persons() -> None:
    read = read_file(b"userId,movieId,rating,timestamp\n7,1,4.0,964982703\n7,3,5.0,964981247\n", scale=None, now=NOW)
    assert [(one.ids, one.half_stars, one.dated) for one in read.said] == [
        ((("movielens", "1"),), 8, "moment"),
        ((("movielens", "3"),), 10, "moment"),
    ]
    with pytest.raises(BadData, match="several people"):
        read_file(b"userId,movieId,rating\n7,1,4.0\n8,3,5.0\n", scale=None, now=NOW)


def test_a_date_that_cannot_be_read_is_left_and_said() -> None:
    assert said_of("title,rating,watched_at\nAlien,4,31/12/2020\n") == [
        ("rating_and_watch", "Alien", None, 8, "unknown", "its date cannot be read, or is to come")
    ]


def test_a_rating_that_is_none_is_a_bad_line() -> None:
    assert said_of("title,rating\nAlien,good\n,4\n", scale=5) == [
        (None, "Alien", None, None, "unknown", "the rating is none of 0 to 5"),
        (None, None, None, None, "unknown", "it names no title"),
    ]


@pytest.mark.parametrize(
    ("table", "scale"),
    [
        ("title,rating\nAlien,5\nAliens,\n", 5),
        ("title,rating\nAlien,8\nAliens,3\n", 10),
        ("title,rating\nAlien,80\n", 100),
        ("title,rating,rating10\nAlien,,7\n", 10),
        ("title,rating,watched_at\nAlien,,2020-03-01\n", None),
        ("title,watched_at\nAlien,2020-03-01\n", None),
    ],
)
def test_the_scale_in_which_the_stars_were_read_is_told(table: str, scale: int | None) -> None:
    assert read_file(table.encode(), scale=None, now=NOW).scale == scale


def test_columns_are_known_by_the_surest_name_that_is_there() -> None:
    assert columns_of({"name", "title", "score"}) == {"name": "title", "rating": "score"}
    assert recognises({"imdb_id", "watched_at"})
    assert not recognises({"title", "year"})
    assert not recognises({"rating", "year"})
