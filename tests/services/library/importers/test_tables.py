import csv
import gzip
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matinee.domain.errors import BadData, MatineeError, TooLarge
from matinee.services.library.importers import tables
from matinee.services.library.importers.formats import read_file
from matinee.services.library.importers.tables import RATIO, decoded, read_table, unpacked


def rows_of(text: str | bytes) -> list[tuple[int, dict[str, str] | str]]:
    return list(read_table(text.encode() if isinstance(text, str) else text).rows)


def test_a_table_is_read_by_the_names_of_its_columns_with_the_lines_of_the_file() -> None:
    found = rows_of('Title,Rating\r\n"Alien, the\nfirst",4\r\n\r\nAliens,5\r\n')
    assert found == [(3, {"title": "Alien, the\nfirst", "rating": "4"}), (5, {"title": "Aliens", "rating": "5"})]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_columns_are_parted_as_the_first_line_parts_them(delimiter: str) -> None:
    assert rows_of(f"title{delimiter}rating\nAlien{delimiter}4\n") == [(2, {"title": "Alien", "rating": "4"})]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_usual_encoding_is_understood(encoding: str) -> None:
    assert rows_of("title,rating\nAmélie,4\n".encode(encoding)) == [(2, {"title": "Amélie", "rating": "4"})]


def test_bytes_that_are_no_text_are_read_as_well_as_they_can_be() -> None:
    assert decoded(b"\x81\xff\xfe caf\xe9").endswith(" café")
    assert decoded(b"\xff\xfe\x00") == "\N{REPLACEMENT CHARACTER}"


def test_a_bad_line_says_why_and_the_others_are_read() -> None:
    found = rows_of(f"title,rating\na,1,2\nb\0c,1\n{'d' * 20_001},1\nAlien,4\n")
    assert [line for line, _ in found] == [2, 3, 4, 5]
    assert [row if isinstance(row, str) else row["title"] for _, row in found] == [
        "3 cells, where 2 columns are named",
        "a cell holds what is no text",
        "a cell is too long",
        "Alien",
    ]


def test_a_cell_that_the_reader_gives_up_on_is_one_bad_line() -> None:
    found = rows_of(f"title,rating\n{'x' * (csv.field_size_limit() + 1)},1\nAlien,4\n")
    assert [row if isinstance(row, str) else row["title"] for _, row in found] == ["a cell is too long", "Alien"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no table"),
        (b"\n \n", "no table"),
        (b"title,Title\n", "twice"),
        (b",".join(b"c%d" % number for number in range(101)), "no table"),
        (b"ti\0tle,rating\nA,1\n", "no table"),
        (gzip.compress(b"title,rating\n", mtime=0)[:-4], "breaks off"),
        (b"\x1f\x8bnonsense", "damaged"),
    ],
)
def test_what_is_no_table_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(BadData, match=said):
        read_table(data)


def test_a_packed_file_is_unpacked_to_a_bound_and_never_further(monkeypatch: pytest.MonkeyPatch) -> None:
    table = b"title,rating\n" + b"Alien,4\n" * 50
    assert unpacked(gzip.compress(table)) == table
    bomb = gzip.compress(bytes(20_000_000))
    assert len(bomb) * RATIO < 20_000_000
    asked = []
    real = tables.zlib.decompressobj

    class Watching:
        def __init__(self, wbits: int) -> None:
            self._real = real(wbits=wbits)
            self.eof = False

        def decompress(self, data: bytes, most: int) -> bytes:
            asked.append(most)
            return self._real.decompress(data, most)

    monkeypatch.setattr(tables.zlib, "decompressobj", Watching)
    with pytest.raises(TooLarge, match="larger"):
        unpacked(bomb)
    assert asked == [len(bomb) * RATIO + 1]


def test_a_bomb_inside_a_packed_file_is_no_table() -> None:
    with pytest.raises(BadData):
        read_table(gzip.compress(gzip.compress(b"title,rating\nAlien,4\n")))


def test_far_too_many_lines_are_refused_before_any_is_read() -> None:
    with pytest.raises(TooLarge, match="lines"):
        read_table(b"title,rating\n" + b"\n" * 50_001)


TABLES = st.one_of(
    st.binary(max_size=200),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.lists(st.lists(st.text(max_size=12), min_size=2, max_size=4), max_size=6).map(
        lambda rows: _written([["title", "rating", "year", "watched_at"], *rows])
    ),
)


def _written(rows: list[list[str]]) -> bytes:
    table = io.StringIO()
    csv.writer(table, escapechar="\\").writerows(rows)
    return table.getvalue().encode("utf-8", "surrogatepass")


@given(TABLES)
def test_nothing_that_is_sent_is_a_fault_of_the_program(data: bytes) -> None:
    try:
        said = read_file(data, scale=None, now=2 * 10**15).said
    except MatineeError:
        return
    assert all(one.fault or one.said for one in said)
