"""Breaking a name into lines so that it stands as large as it can in the room it has."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise


@dataclass(frozen=True)
class Broken:
    """Lines from top to bottom with the size of each, in the unit of the room."""

    lines: tuple[str, ...]
    sizes: tuple[float, ...]


MOST_LINES = 6


def break_evenly(
    words: Sequence[str], measure: Callable[[str], float], *, room: tuple[float, float], leading: float, largest: float
) -> Broken:
    """All lines of one size. measure: length of a line at size 1. room: width and height. Fewer lines win where
    the size is nearly the same."""
    best: tuple[float, Broken] | None = None
    for count in range(1, min(MOST_LINES, len(words)) + 1):
        lines = _balanced(words, measure, count)
        widest = max(measure(line) for line in lines)
        size = min(room[0] / widest, room[1] / (leading * count), largest)
        orphan = min(measure(line) for line in lines) < 0.25 * widest
        merit = size * 0.94**count * (0.7 if orphan else 1.0)
        if best is None or merit > best[0]:
            best = (merit, Broken(lines, (size,) * count))
    if best is None:
        raise ValueError("a name without words cannot be broken into lines")
    return best[1]


def break_to_width(
    words: Sequence[str], measure: Callable[[str], float], *, room: tuple[float, float], leading: float, largest: float
) -> Broken:
    """Every line as wide as the room, so that short lines stand large; the sizes keep within three times each other."""
    best: tuple[float, Broken] | None = None
    for count in range(1, min(MOST_LINES, len(words)) + 1):
        for lines in _all_breaks(words, count):
            fitting = [room[0] / measure(line) for line in lines]
            floor = min(fitting)
            sizes = [min(size, largest, floor * 3.0) for size in fitting]
            squeeze = min(1.0, room[1] / (sum(sizes) * leading))
            filled = sum(size * measure(line) for size, line in zip(sizes, lines, strict=True)) / count / room[0]
            merit = (
                sum(sizes)
                * squeeze
                * (squeeze**1.5)
                * filled**2
                * min(1.0, floor * squeeze / 0.055)
                * (0.9 if count == 1 else 1.0)
            )
            if best is None or merit > best[0]:
                best = (merit, Broken(tuple(lines), tuple(size * squeeze for size in sizes)))
    if best is None:
        raise ValueError("a name without words cannot be broken into lines")
    return best[1]


def _balanced(words: Sequence[str], measure: Callable[[str], float], count: int) -> tuple[str, ...]:
    """The break into `count` lines whose longest line is shortest."""
    lengths = [measure(word) for word in words]
    space = measure("n n") - measure("nn")
    totals = [0.0]
    for length in lengths:
        totals.append(totals[-1] + length + space)
    worst = [[0.0] * (len(words) + 1) for _ in range(count + 1)]
    cut = [[0] * (len(words) + 1) for _ in range(count + 1)]
    for end in range(1, len(words) + 1):
        worst[1][end] = totals[end]
    for line in range(2, count + 1):
        for end in range(line, len(words) + 1):
            options = [
                (max(worst[line - 1][start], totals[end] - totals[start]), start) for start in range(line - 1, end)
            ]
            worst[line][end], cut[line][end] = min(options)
    ends, end = [], len(words)
    for line in range(count, 0, -1):
        ends.append(end)
        end = cut[line][end]
    starts = [0, *sorted(ends)[:-1]]
    return tuple(" ".join(words[start:end]) for start, end in zip(starts, sorted(ends), strict=True))


def _all_breaks(words: Sequence[str], count: int) -> list[list[str]]:
    """Every way to break up to ten words into lines; the balanced way alone for more."""
    if len(words) > 10:
        return [list(_balanced(words, lambda text: float(len(text)), count))]
    found = []
    for cuts in combinations(range(1, len(words)), count - 1):
        edges = (0, *cuts, len(words))
        found.append([" ".join(words[start:end]) for start, end in pairwise(edges)])
    return found
