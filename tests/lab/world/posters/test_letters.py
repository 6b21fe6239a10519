import unicodedata

import numpy as np
import pytest

from matinee.lab.world.posters.faces import STYLES
from matinee.lab.world.posters.letters import ASCENT, CAP, DESCENT, Face, advance, length_of, set_line

RNG = np.random.default_rng


def ink(text: str, face: Face, size: float = 60.0) -> np.ndarray:
    return np.asarray(set_line(text, face, size, rng=RNG(0)), dtype=float) / 255


@pytest.mark.parametrize("style", STYLES, ids=lambda style: str(style.face)[5:40])
def test_every_face_draws_about_the_width_it_announces(style) -> None:
    for text in ("HAMBURG", "Quiet Orchards", "iiii", "W"):
        columns = np.flatnonzero(ink(text, style.face).max(axis=0) > 0.3)
        drawn = (columns[-1] - columns[0] + 1) / 60
        assert drawn == pytest.approx(length_of(text, style.face), abs=0.24)


def test_a_capital_stands_on_the_baseline_and_is_as_high_as_a_capital() -> None:
    rows = np.flatnonzero(ink("HEX", Face(), 100).max(axis=1) > 0.5)
    assert rows[-1] == pytest.approx(ASCENT * 100, abs=3)
    assert rows[-1] - rows[0] == pytest.approx(CAP * 100, abs=4)


def test_weight_width_and_negative_weight_change_the_amount_of_ink() -> None:
    plain = ink("ORCHARD", Face()).sum()
    assert ink("ORCHARD", Face(weight=0.04)).sum() > 1.4 * plain
    assert ink("ORCHARD", Face(weight=-0.015)).sum() < 0.8 * plain
    assert ink("ORCHARD", Face(wide=0.5)).sum() < 0.6 * plain


def test_serifs_add_feet_where_the_stems_end() -> None:
    plain, served = (ink("HHH", Face(serif=serif, tracking=0.1), 100) for serif in (0.0, 0.06))
    foot, waist = round(ASCENT * 100) - 2, round((ASCENT - CAP * 0.3) * 100)
    assert served[foot].sum() > 1.4 * plain[foot].sum()
    assert served[waist].sum() == pytest.approx(plain[waist].sum(), rel=0.1)


def test_wear_and_gaps_take_ink_away() -> None:
    plain = ink("DOORS", Face(weight=0.03)).sum()
    assert ink("DOORS", Face(weight=0.03, wear=0.5)).sum() < 0.95 * plain
    assert ink("DOORS", Face(weight=0.03, gaps=True)).sum() < 0.97 * plain


def test_an_accent_stands_over_its_letter_within_the_line() -> None:
    bare, marked = ink("E", Face(), 100), ink("É", Face(), 100)
    top = round((ASCENT - CAP) * 100) - 4
    assert bare[:top].sum() == 0
    assert marked[:top].sum() > 20
    assert marked[0].sum() == 0


@pytest.mark.parametrize("text", ["Å", "Ñ", "Ç", "Ô", "Ž", "Ā", "Ò", "Ű", "Ę"])
def test_every_mark_draws_something(text: str) -> None:
    base = unicodedata.normalize("NFD", text)[0]
    assert np.abs(ink(text, Face(), 100) - ink(base, Face(), 100)).sum() > 10


def test_slant_moves_the_top_to_the_right() -> None:
    slanted = ink("I", Face(slant=0.3), 100)
    top = np.flatnonzero(slanted[round((ASCENT - CAP * 0.9) * 100)] > 0.5).mean()
    foot = np.flatnonzero(slanted[round((ASCENT - CAP * 0.1) * 100)] > 0.5).mean()
    assert top > foot + 10


def test_a_line_is_as_tall_as_ascent_and_descent() -> None:
    assert set_line("gap", Face(case="as is"), 50, rng=RNG(0)).height == pytest.approx((ASCENT + DESCENT) * 50, abs=2)


def test_kerning_is_used_and_an_empty_line_has_no_length() -> None:
    assert advance("A", "V") <= advance("A", "H")
    assert length_of("", Face()) == 0
    assert length_of("東", Face()) == 0
