import hashlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matinee.kit.hashing import CHUNK, fingerprint, sha256_of_array, sha256_of_file

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@pytest.mark.parametrize("size", [0, 1, CHUNK, CHUNK + 1])
def test_the_digest_of_a_file_is_that_of_its_bytes_whatever_its_size(tmp_path: Path, size: int) -> None:
    content = bytes(range(256)) * (size // 256 + 1)
    (tmp_path / "file").write_bytes(content[:size])
    assert sha256_of_file(tmp_path / "file") == hashlib.sha256(content[:size]).hexdigest()


def test_an_array_hashes_as_its_little_endian_bytes_in_row_order() -> None:
    array = np.arange(6, dtype=np.int32).reshape(2, 3)
    expected = hashlib.sha256(array.astype("<i4").tobytes()).hexdigest()
    assert sha256_of_array(array) == expected
    assert sha256_of_array(array.astype(">i4")) == expected
    assert sha256_of_array(np.asfortranarray(array)) == expected
    assert sha256_of_array(array[:, ::-1][:, ::-1]) == expected


@given(part=PLAIN)
def test_the_same_value_always_has_the_same_fingerprint(part: object) -> None:
    assert fingerprint([part]) == fingerprint([part])
    assert len(fingerprint([part])) == 16


@given(one=st.lists(PLAIN, max_size=3), other=st.lists(PLAIN, max_size=3))
def test_different_values_have_different_fingerprints(one: list[object], other: list[object]) -> None:
    assert (fingerprint(one) == fingerprint(other)) == (repr(sorted_keys(one)) == repr(sorted_keys(other)))


def sorted_keys(value: object) -> object:
    if isinstance(value, dict):
        return {key: sorted_keys(value[key]) for key in sorted(value)}
    return [sorted_keys(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ([1], [[1]]),
        ([1], ["1"]),
        (["ab", "c"], ["a", "bc"]),
        ([np.array([1, 2])], [[1, 2]]),
        ([np.array([1, 2])], [np.array([2, 1])]),
        ([np.array([1, 2], np.int32)], [np.array([1, 2], np.int64)]),
        ([np.array([[1, 2]])], [np.array([[1], [2]])]),
        ([np.array(["a"])], [["a"]]),
        ([np.array(["ab", "c"])], [np.array(["a", "bc"])]),
        ([np.array([])], []),
    ],
)
def test_what_differs_in_content_type_shape_or_order_has_another_fingerprint(one: list, other: list) -> None:
    assert fingerprint(one) != fingerprint(other)


def test_byte_order_memory_order_and_column_width_do_not_count() -> None:
    array = np.arange(6, dtype=np.int64).reshape(2, 3)
    assert fingerprint([array]) == fingerprint([array.astype(">i8")]) == fingerprint([np.asfortranarray(array)])
    assert fingerprint([np.array(["a"])]) == fingerprint([np.array(["a"], "U40")])
    assert fingerprint([np.array(["a"])]) == fingerprint([np.array(["a"], object)])


def test_the_order_of_keys_does_not_count() -> None:
    assert fingerprint([{"a": 1, "b": 2}]) == fingerprint([{"b": 2, "a": 1}])


def test_a_fingerprint_is_the_same_today_as_when_it_was_written_down() -> None:
    """Saved models and splits carry fingerprints: a change here makes every one of them unreadable."""
    assert fingerprint([np.arange(3, dtype=np.int64), "name", {"l2": 0.5}]) == "4c183f5e73093fd9"


def test_a_value_without_a_stable_text_is_refused() -> None:
    with pytest.raises(TypeError):
        fingerprint([{1, 2}])
