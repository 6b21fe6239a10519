from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from matinee.kit.progress import SILENT, track


@dataclass
class Diary:
    """Writes down what it is told."""

    lines: list[tuple[str, object]] = field(default_factory=list)

    def start(self, label: str, total: float | None) -> None:
        self.lines.append((label, total))

    def advance(self, amount: float = 1.0) -> None:
        self.lines.append(("advance", amount))

    def finish(self) -> None:
        self.lines.append(("finish", None))


def test_every_item_comes_through_in_order_and_is_counted() -> None:
    diary = Diary()
    assert list(track("abc", label="letters", progress=diary)) == ["a", "b", "c"]
    assert diary.lines == [("letters", 3), *[("advance", 1.0)] * 3, ("finish", None)]


def test_an_item_counts_only_once_it_has_been_dealt_with() -> None:
    diary = Diary()
    items = track([1, 2], label="numbers", progress=diary)
    next(items)
    assert ("advance", 1.0) not in diary.lines
    next(items)
    assert diary.lines.count(("advance", 1.0)) == 1


def test_the_total_is_unknown_where_the_items_do_not_say() -> None:
    def stream() -> Iterator[int]:
        yield 1

    diary = Diary()
    list(track(stream(), label="stream", progress=diary))
    assert diary.lines[0] == ("stream", None)


def test_a_given_total_is_believed() -> None:
    diary = Diary()
    list(track([1, 2], label="bytes", progress=diary, total=10))
    assert diary.lines[0] == ("bytes", 10)


def test_progress_is_finished_when_the_work_fails() -> None:
    diary = Diary()
    with pytest.raises(RuntimeError):
        for _ in track([1, 2], label="work", progress=diary):
            raise RuntimeError
    assert diary.lines[-1] == ("finish", None)


def test_progress_is_finished_when_whoever_asked_stops_early() -> None:
    diary = Diary()
    items = track([1, 2, 3], label="work", progress=diary)
    next(items)
    items.close()  # type: ignore[attr-defined]
    assert diary.lines == [("work", 3), ("finish", None)]


def test_silent_progress_says_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    assert list(track([1, 2], label="work", progress=SILENT)) == [1, 2]
    assert capfd.readouterr() == ("", "")
