from matinee.kit.lazy import lazy


class Counting:
    def __init__(self) -> None:
        self.asked = 0

    @lazy
    def value(self) -> int:
        """What it is."""
        self.asked += 1
        return 7


def test_it_is_worked_out_once_for_each_object() -> None:
    one, other = Counting(), Counting()
    assert (one.value, one.value, other.value) == (7, 7, 7)
    assert (one.asked, other.asked) == (1, 1)


def test_nothing_is_worked_out_before_it_is_asked_for() -> None:
    assert Counting().asked == 0
    assert Counting.value.__doc__ == "What it is."
