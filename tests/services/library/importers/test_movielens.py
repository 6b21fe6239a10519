from matinee.services.library.importers.formats import read_file
from matinee.services.library.importers.movielens import recognises

HEADER = "movie_id,imdb_id,tmdb_id,rating,average_rating,title"
NOW = 2 * 10**15


def test_an_export_of_an_account_is_read_without_making_up_dates() -> None:
    lines = f"{HEADER}\n1,0114709,862,4.0,3.88912,Toy Story (1995)\n364,0110357,8587,0.5,3.8,The Lion King (1994)\n"
    read = read_file(lines.encode(), scale=None, now=NOW)
    said = read.said
    assert (read.format, read.scale) == ("movielens", 5)
    assert [(one.line, one.said, one.name, one.year, one.half_stars, one.at, one.dated) for one in said] == [
        (2, "rating", "Toy Story", 1995, 8, None, "unknown"),
        (3, "rating", "The Lion King", 1994, 1, None, "unknown"),
    ]
    assert said[0].ids == (("movielens", "1"), ("imdb", "tt0114709"), ("tmdb", "862"))


def test_the_same_columns_with_ratings_of_a_hundred_are_told_by_the_largest() -> None:
    read = read_file(f"{HEADER}\n1,,,90,3,A (1990)\n2,,,4,3,B (1991)\n".encode(), scale=None, now=NOW)
    assert ([one.half_stars for one in read.said], read.scale) == ([9, 1], 100)
    read = read_file(f"{HEADER}\n1,,,4,3,A (1990)\n".encode(), scale=100, now=NOW)
    assert ([one.half_stars for one in read.said], read.scale) == ([1], 100)


def test_a_line_without_a_rating_or_a_title_is_bad_and_the_others_are_not() -> None:
    read = read_file(f"{HEADER}\n1,,,,3,A (1990)\n,,,4,3,\n2,,,4,3,B\n".encode(), scale=None, now=NOW)
    assert [(one.said, one.fault) for one in read.said] == [
        (None, "the rating is none of 0 to 5"),
        (None, "it names no title"),
        ("rating", None),
    ]


def test_it_is_known_by_its_columns_in_any_order() -> None:
    assert recognises(set(HEADER.split(",")) | {"more"})
    assert not recognises({"title", "rating"})
