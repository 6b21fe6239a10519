import threading
from pathlib import Path

from matinee.kit.locks import alone


def test_whoever_comes_second_waits_until_the_first_has_gone(tmp_path: Path) -> None:
    order: list[str] = []

    def second() -> None:
        with alone(tmp_path / "lock"):
            order.append("second")

    with alone(tmp_path / "lock"):
        waiting = threading.Thread(target=second)
        waiting.start()
        waiting.join(0.1)
        order.append("first")
    waiting.join(10)
    assert order == ["first", "second"]


def test_several_who_say_so_hold_it_beside_each_other(tmp_path: Path) -> None:
    with alone(tmp_path / "lock", beside_others=True), alone(tmp_path / "lock", beside_others=True):
        pass
