import numpy as np
import pytest

from matinee.lab.world.posters import figures
from matinee.lab.world.posters.canvas import Canvas

PEOPLE = [
    figures.coat,
    figures.gown,
    figures.walker,
    figures.runner,
    figures.cowboy,
    figures.child,
    figures.soldier,
    figures.hooded,
]


@pytest.mark.parametrize("build", PEOPLE, ids=lambda build: build.__name__)
def test_a_person_stands_on_the_ground_and_is_about_one_high(build) -> None:
    points = np.concatenate(build())
    assert -0.05 < points[:, 1].max() < 0.06
    assert -1.2 < points[:, 1].min() < -0.9
    assert np.ptp(points[:, 0]) < 0.85


@pytest.mark.parametrize("build", [*PEOPLE, figures.rider, figures.hand], ids=lambda build: build.__name__)
def test_a_figure_is_one_piece(build) -> None:
    canvas = Canvas(120)
    figures.stand(canvas, build(), at=(0.5, 1.2), tall=0.9, colour=(255, 255, 255))
    ink = np.asarray(canvas.finished())[..., 0] > 127
    seen = np.zeros_like(ink)
    first = tuple(np.argwhere(ink)[0])
    waiting = [first]
    while waiting:
        row, column = waiting.pop()
        if 0 <= row < ink.shape[0] and 0 <= column < ink.shape[1] and ink[row, column] and not seen[row, column]:
            seen[row, column] = True
            waiting += [(row + down, column + across) for down in (-1, 0, 1) for across in (-1, 0, 1)]
    assert seen.sum() > 0.985 * ink.sum()


def test_a_shadow_falls_towards_the_viewer() -> None:
    canvas = Canvas(100)
    canvas.wash((0.0, (255, 255, 255)), (1.0, (255, 255, 255)))
    figures.cast_shadow(canvas, figures.coat(), at=(0.5, 0.7), tall=0.4, colour=(0, 0, 0), lean=0.0)
    dark = np.argwhere(np.asarray(canvas.finished())[..., 0] < 200)
    assert dark[:, 0].min() >= 68
    assert dark[:, 0].max() > 100
