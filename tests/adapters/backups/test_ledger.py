from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from matinee.adapters.backups.ledger import add_to_ledger, read_ledger
from matinee.domain.errors import BadData, BadInput


def test_what_is_added_is_there_with_what_was(tmp_path: Path) -> None:
    path = tmp_path / "backups" / "deletions"
    add_to_ledger(path, {})
    assert not path.exists()
    add_to_ledger(path, {"b": 2, "a key": 3})
    add_to_ledger(path, {"b": 9, "c": 1})
    assert read_ledger(path) == {"b": 2, "a key": 3, "c": 1}
    assert path.read_text() == '["c", 1]\n["b", 2]\n["a key", 3]\n'


def test_those_who_add_at_once_lose_nothing(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as many:
        list(many.map(lambda number: add_to_ledger(tmp_path / "deletions", {f"k{number}": number}), range(40)))
    assert read_ledger(tmp_path / "deletions") == {f"k{number}": number for number in range(40)}


@pytest.mark.parametrize("line", ["abc", '["a"]', '["a", "1"]', '["a", 1, 2]', "{}", '["a", 1'])
def test_a_line_that_is_none_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "deletions").write_text(f'["a", 1]\n{line}\n')
    with pytest.raises(BadData, match="deletions, line 2"):
        read_ledger(tmp_path / "deletions")


def test_one_that_is_not_there_or_is_no_text_is_said_to_be(tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    for name in ("nothing", "binary", "."):
        with pytest.raises(BadInput, match="cannot be read"):
            read_ledger(tmp_path / name)
