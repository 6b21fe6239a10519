import io

import pytest
from rich.console import Console

from matinee.doors.cli.bars import Bars
from matinee.kit.progress import track


def console() -> Console:
    return Console(file=io.StringIO(), force_terminal=True, width=100, color_system=None)


def shown(on: Console) -> str:
    assert isinstance(on.file, io.StringIO)
    return on.file.getvalue()


def test_a_bar_shows_what_is_done_and_what_is_left() -> None:
    on = console()
    bars = Bars(on)

    bars.start("fitting", 4.0)
    bars.advance(2.0)
    bars.advance()
    bars.finish()

    assert "fitting" in shown(on)
    assert "75 %" in shown(on)
    assert "left" in shown(on)


def test_work_inside_work_has_a_bar_of_its_own() -> None:
    on = console()
    bars = Bars(on)

    for _ in track(range(2), label="models", progress=bars):
        for _ in track(range(3), label="epochs", progress=bars):
            pass

    assert "models" in shown(on)
    assert "epochs" in shown(on)


def test_work_of_unknown_length_can_be_shown() -> None:
    on = console()

    for _ in track(iter(range(3)), label="rows", progress=Bars(on)):
        pass

    assert "rows" in shown(on)


def test_bars_can_be_used_again_after_they_ended() -> None:
    on = console()
    bars = Bars(on)

    for label in ("first", "second"):
        bars.start(label, 1.0)
        bars.finish()

    assert "second" in shown(on)


def test_quick_steps_are_gathered_and_a_long_wait_is_drawn_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("matinee.doors.cli.bars.SMALLEST_PAUSE", 0.0)
    on = console()
    bars = Bars(on)

    bars.start("fitting", 2.0)
    bars.advance()

    bars.finish()
    assert "50 %" in shown(on)
