"""R16: the checker explains what can be explained, and names what cannot."""

import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.reliability.checker import Anomaly, acknowledged, check
from tests.reliability.history import Event, History, read_history
from tests.reliability.library_model import NOTHING_LEFT, Kept, done

CRASH = Event("crash")
ONE = (1, 1)


def asked(op: str, action: str, value: int | None = None) -> Event:
    return Event("asked", op, ONE, action, value)


def unknown(op: str, action: str, value: int | None = None) -> list[Event]:
    return [asked(op, action, value), Event("unknown", op, ONE, action, value)]


def told(op: str, action: str, value: int | None = None, *, tells: object = None, body: str = "") -> list[Event]:
    return [asked(op, action, value), Event("done", op, ONE, action, value, tells, body or op)]


def rated(op: str, value: int) -> list[Event]:
    return told(op, "rate", value, tells=value)


def read(stars: int | None, *changes: int | None, undone: int = 0) -> list[Event]:
    """changes: what the title had after each. undone: how many of the last took something back."""
    sources = ["person"] * (len(changes) - undone) + ["undo"] * undone
    lines = list(zip((None, *changes), changes, sources, strict=False))
    return told(f"read{stars}{changes}", "read", tells=(stars, tuple(reversed(lines))))


def faults(*events: Sequence[Event] | Event) -> list[str]:
    flat = [one for some in events for one in ([some] if isinstance(some, Event) else some)]
    return [one.fault for one in check(flat)]


def test_what_went_well_is_explained() -> None:
    gone = told("c", "unrate")
    back = told("d", "undo", tells=10)
    assert (
        faults(rated("a", 8), rated("b", 10), gone, read(None, 8, 10, None), back, read(10, 8, 10, None, 10, undone=1))
        == []
    )


def test_both_outcomes_of_an_unknown_operation_are_explained_and_no_third() -> None:
    begun = rated("a", 8), unknown("b", "rate", 4)
    assert faults(*begun, CRASH, read(8, 8)) == []
    assert faults(*begun, CRASH, read(4, 8, 4)) == []
    assert faults(*begun, CRASH, read(None)) == ["lost"]


def test_an_unknown_operation_may_take_effect_late_but_not_after_a_crash() -> None:
    late = rated("a", 8), unknown("b", "rate", 4), read(8, 8)
    assert faults(*late, read(4, 8, 4)) == []
    assert faults(*late, CRASH, read(8, 8), read(4, 8, 4)) == ["duplicated"]


def test_an_operation_that_is_asked_again_is_done_once() -> None:
    again = rated("a", 8), rated("b", 4), unknown("c", "undo"), CRASH, told("c", "undo", tells=8)
    assert faults(*again, read(8, 8, 4, 8, undone=1)) == []
    assert faults(*again, read(None, 8, 4, 8, None, undone=2)) == ["duplicated"]


def test_an_acknowledged_write_that_is_gone_is_lost() -> None:
    assert faults(rated("a", 8), CRASH, read(None)) == ["lost"]
    assert faults(rated("a", 8), rated("b", 4), CRASH, read(8, 8)) == ["lost"]


def test_a_delete_that_comes_back_is_resurrected() -> None:
    assert faults(rated("a", 8), told("b", "unrate"), CRASH, read(8, 8, None)) == ["resurrected"]
    marked = told("a", "mark"), told("b", "unmark")
    assert faults(*marked, told("c", "look", tells=True)) == ["resurrected"]
    assert faults(told("a", "mark"), told("c", "look", tells=False)) == ["lost"]


def test_a_second_effect_is_seen_by_what_the_next_is_told() -> None:
    twice = rated("a", 8), rated("b", 4), told("c", "undo", tells=8)
    assert faults(*twice, told("d", "undo", tells=None)) == []
    assert faults(*twice, told("d", "undo", tells=NOTHING_LEFT)) == ["duplicated"]


def test_what_nobody_wrote_is_a_phantom() -> None:
    assert faults(rated("a", 8), read(3, 3)) == ["phantom"]


def test_an_answer_that_changes_when_asked_again_is_named() -> None:
    assert faults(rated("a", 8), told("a", "rate", 8, tells=8, body="a")) == []
    assert faults(rated("a", 8), told("a", "rate", 8, tells=8, body="other")) == ["answered otherwise"]
    assert faults(rated("a", 8), told("b", "rate", 8, tells="unanswered")) == ["unanswered"]


def test_a_refused_operation_changes_nothing() -> None:
    refused = [asked("b", "rate", 4), Event("refused", "b", ONE, "rate", 4)]
    assert faults(rated("a", 8), refused, read(8, 8)) == []
    assert faults(rated("a", 8), refused, read(4, 8, 4)) == ["duplicated"]


def test_titles_and_people_are_followed_apart() -> None:
    other = [Event("asked", "b", (2, 1), "rate", 4), Event("done", "b", (2, 1), "rate", 4, 4, "b")]
    assert faults(rated("a", 8), other, read(8, 8)) == []
    assert check([*rated("a", 8), *other, *read(None)]) == [
        Anomaly("lost", ONE, "readNone()", """read told (None, ()); ["(8, ((None, 8, 'person'),))"] expected""")
    ]


def test_a_history_comes_back_from_its_file(tmp_path: Path) -> None:
    events = [*rated("a", 8), *read(8, 8), CRASH]
    with History(tmp_path / "history") as history:
        for event in events:
            history.note(event)
    assert read_history(tmp_path / "history") == events
    assert acknowledged(events) == 1


@pytest.mark.parametrize("seed", range(8))
def test_a_library_that_keeps_its_word_is_never_accused(seed: int) -> None:
    """A thousand operations of a library that dies now and then: each that is unknown was done or not, by a coin."""
    assert check(lived(random.Random(seed))) == []


@pytest.mark.parametrize("seed", range(5))
def test_one_that_loses_an_acknowledged_change_now_and_then_is(seed: int) -> None:
    assert check(lived(random.Random(seed), forgets=0.02)) != []


def lived(dice: random.Random, *, forgets: float = 0.0) -> list[Event]:
    kept, events, again = Kept(), [], {}
    for number in range(1000):
        op, action = str(number), dice.choice(["rate", "rate", "unrate", "undo", "mark", "unmark", "read", "look"])
        value = dice.randrange(1, 11) if action == "rate" else None
        if again and dice.random() < 0.5:
            op, (action, value) = again.popitem()
        events.append(asked(op, action, value))
        after, tells = done(kept, action, value)
        if action not in {"read", "look"} and dice.random() < 0.2 and op == str(number):
            events += [Event("unknown", op, ONE, action, value), CRASH]
            if dice.random() < 0.5:
                kept = after
                again.clear()
            elif dice.random() < 0.5:
                again[op] = action, value
            continue
        kept = kept if dice.random() < forgets else after
        events.append(Event("done", op, ONE, action, value, tells, op))
    return events
