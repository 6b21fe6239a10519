from typing import get_args

import numpy as np
import pytest
from PIL import Image

from matinee.lab.world.posters.faces import Finish
from matinee.lab.world.posters.letters import ASCENT, Face, set_line
from matinee.lab.world.posters.printing import Impression, Inks, print_letters

GROUND, FIRST, SECOND = (40, 60, 90), (240, 230, 200), (200, 40, 30)


def printed(finish: Finish, *, first=FIRST, second=SECOND) -> np.ndarray:
    image = Image.new("RGB", (260, 110), GROUND)
    mask = set_line("HEX", Face(weight=0.03), 70, rng=np.random.default_rng(0))
    print_letters(Impression(image, mask, (30, 10), Inks(first, second, finish), 70))
    return np.asarray(image, dtype=int)


@pytest.mark.parametrize("finish", get_args(Finish))
def test_every_finish_leaves_letters_in_the_first_ink_or_near_it(finish: Finish) -> None:
    picture = printed(finish)
    assert (np.abs(picture - FIRST).max(axis=2) < 70).sum() > 150
    assert np.array_equal(picture[0, 0], GROUND)


def test_finishes_all_look_different() -> None:
    pictures = [printed(finish) for finish in get_args(Finish)]
    assert len({picture.tobytes() for picture in pictures}) == len(pictures)


def test_hollow_letters_show_the_ground_inside() -> None:
    row = 10 + round(ASCENT * 70) - 25
    solid, hollow = printed("plain")[row], printed("outline")[row]
    assert (np.abs(hollow - FIRST).max(axis=1) < 40).sum() < (np.abs(solid - FIRST).max(axis=1) < 40).sum()


def test_a_shadow_is_never_lighter_than_its_letters() -> None:
    assert np.array_equal(
        printed("shadow", first=(10, 10, 10), second=(250, 250, 250)), printed("plain", first=(10, 10, 10))
    )
