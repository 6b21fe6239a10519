import pytest

from matinee.domain.errors import BadData
from matinee.services.library.importers.formats import FORMATS, read_file


def test_the_most_particular_format_reads_a_file() -> None:
    assert [one.name for one in FORMATS] == ["movielens", "csv"]
    table = b"movie_id,imdb_id,tmdb_id,rating,average_rating,title\n1,,,4,3,A\n"
    assert read_file(table, scale=None, now=0).format == "movielens"
    assert read_file(b"title,rating\nA,4\n", scale=None, now=0).format == "csv"


def test_a_file_that_nobody_reads_is_refused_with_what_would_have_been_right() -> None:
    with pytest.raises(BadData, match="such as title, year, rating"):
        read_file(b"a,b\n1,2\n", scale=None, now=0)
