import pytest

from matinee.lab.world.posters.breaking import break_evenly, break_to_width


def measure(text: str) -> float:
    return 0.5 * len(text)


ROOM = (0.85, 0.33)
NAMES = [
    "Salt",
    "The Quiet Orchard",
    "Letters I Never Sent to My Mother in Lisbon",
    " ".join(["word"] * 30),
    "Interstate 9",
    "a b c d e f g h i j k",
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("layout", [break_evenly, break_to_width])
def test_no_line_is_wider_and_no_block_taller_than_the_room(name: str, layout) -> None:
    broken = layout(name.split(), measure, room=ROOM, leading=1.0, largest=0.3)
    assert " ".join(broken.lines) == name
    assert all(measure(line) * size <= ROOM[0] + 1e-9 for line, size in zip(broken.lines, broken.sizes, strict=True))
    assert sum(broken.sizes) <= ROOM[1] + 1e-9


def test_a_short_name_stays_on_one_line_and_keeps_under_the_largest_size() -> None:
    broken = break_evenly(["Salt"], measure, room=ROOM, leading=1.0, largest=0.2)
    assert broken.lines == ("Salt",)
    assert broken.sizes == (0.2,)


def test_a_long_name_takes_more_lines_to_stand_larger() -> None:
    broken = break_evenly(
        ["The", "Cartographer", "of", "Distant", "Weather"], measure, room=ROOM, leading=1.0, largest=0.3
    )
    assert len(broken.lines) >= 2
    assert broken.sizes[0] > 1.3 * ROOM[0] / measure("The Cartographer of Distant Weather")


def test_a_single_figure_is_not_left_alone_on_a_line() -> None:
    broken = break_evenly(["Interstate", "9"], measure, room=(0.85, 0.3), leading=1.0, largest=0.2)
    assert broken.lines == ("Interstate 9",)


def test_lines_set_to_the_width_differ_in_size_but_not_beyond_three_times() -> None:
    broken = break_to_width(
        ["A", "Long", "Winter", "of", "Discontent"], measure, room=(0.85, 0.5), leading=1.0, largest=0.5
    )
    assert max(broken.sizes) <= 3.0 * min(broken.sizes) + 1e-9


@pytest.mark.parametrize("layout", [break_evenly, break_to_width])
def test_no_words_are_refused(layout) -> None:
    with pytest.raises(ValueError, match="without words"):
        layout([], measure, room=ROOM, leading=1.0, largest=0.3)
