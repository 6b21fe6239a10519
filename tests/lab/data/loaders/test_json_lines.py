"""Tables of one JSON object a line."""

import io

import pytest

from matinee.domain.errors import BadData
from matinee.lab.data.loaders.columns import Column, Complaint
from matinee.lab.data.loaders.faults import Faults
from matinee.lab.data.loaders.json_lines import first_object, object_of, read_json_lines

COLUMNS = (Column("person", "text"), Column("ignored 1", "ignored"), Column("value", "number", highest=5.0))
NAMES = ("user", "note", "stars")


def read(content: bytes) -> tuple[list[tuple[object, ...]], Faults]:
    faults = Faults(skip_bad=True)
    batches = read_json_lines(io.BytesIO(content), COLUMNS, NAMES, file="t", faults=faults)
    return [row for batch in batches for row in batch.frame.rows()], faults


def test_keys_are_read_in_any_order_and_others_passed_over() -> None:
    rows, faults = read(b'{"user":"a","stars":4}\n{"stars":3.5,"more":{},"user":7,"note":"x"}\n')
    assert rows == [("a", 4.0), ("7", 3.5)]
    assert faults.count == 0


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"{", "the line is no JSON"),
        (b"", "the line is no JSON"),
        (b"3", "holds '3' and no object"),
        (b'{"user":"a"}', "value is empty"),
        (b'{"user":"a","stars":null}', "value is empty"),
        (b'{"user":"a","stars":true}', "value 'True' is not a number"),
        (b'{"user":"a","stars":Infinity}', "Infinity is not a number"),
        (b'{"user":"a","stars":9}', "value 9 is above 5"),
        (b'{"user":{},"stars":3}', "person '{}' is no text"),
        (b'{"user":"\xe9","stars":3}', "the text is not valid UTF-8"),
        (b'{"user":"a","stars":' + b"9" * 5000 + b"}", "no JSON"),
        (b"[" * 100_000, "nested too deeply"),
    ],
)
def test_a_bad_line_is_named_and_the_others_kept(line: bytes, said: str) -> None:
    good = b'{"user":"a","stars":4}\n'
    rows, faults = read(good + line + b"\n" + good)
    assert len(rows) == 2
    assert [fault.line for fault in faults.kept] == [2]
    assert said in faults.kept[0].what


def test_the_first_object_tells_the_names() -> None:
    assert first_object(b'\xef\xbb\xbf{"a":1}\n{"b":2}', file="t") == {"a": 1}
    assert object_of(b'{"a":[1]}') == {"a": [1]}


@pytest.mark.parametrize(
    ("head", "said"), [(b"", "the file is empty"), (b"\n{}", "empty"), (b"a,b\n", "line 1: the line")]
)
def test_without_a_first_object_the_file_is_refused(head: bytes, said: str) -> None:
    with pytest.raises(BadData, match=said):
        first_object(head, file="t")


def test_complaints_are_one_line() -> None:
    with pytest.raises(Complaint) as raised:
        object_of(b"{")
    assert "\n" not in str(raised.value)
