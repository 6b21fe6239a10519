"""Display type made from one plain font: widened, narrowed, slanted, given contrast and serifs, so that a western is
not set like a love story. A face says how; `set_line` draws one line of it as a mask."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw, ImageFont

from matinee.lab.world.posters.writing import Letter, letters_of

DETAIL = 2
"""Letters are drawn this much larger than they are set."""
ASCENT, DESCENT = 1.06, 0.30
"""Room above and below the baseline, in sizes; accents on capitals fit."""
CAP = 0.715
"""Height of a capital, in sizes."""
_FEET, _FEET_LEFT = frozenset("AFHIKMNPTXYRhiklmnrfp"), frozenset("BDE")
_HEADS, _HEADS_LEFT = frozenset("HIJKMNUVWXYT"), frozenset("BDEFLPR")


@dataclass(frozen=True)
class Face:
    """All lengths in sizes (the font's em). wide: horizontal scale. weight: round stroke added to every edge, may be
    negative for thinner. thick_stems, thick_bars: growth sideways, and up and down; negative shrinks. serif: length."""

    wide: float = 1.0
    weight: float = 0.0
    thick_stems: float = 0.0
    thick_bars: float = 0.0
    serif: float = 0.0
    serif_form: Literal["wedge", "slab"] = "wedge"
    slant: float = 0.0
    tracking: float = 0.0
    case: Literal["upper", "lower", "as is"] = "upper"
    leading: float = 0.95
    wear: float = 0.0
    gaps: bool = False
    jitter: float = 0.0

    @property
    def growth(self) -> float:
        """What the weight adds to each letter's width."""
        return (2 * max(self.weight, 0.0) + max(self.thick_stems, 0.0)) * self.wide + self.serif * (
            1.35 if self.serif_form == "slab" else 0.9
        )


@lru_cache(maxsize=64)
def font_of(size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(size)
    if not isinstance(font, ImageFont.FreeTypeFont):
        raise TypeError("Pillow was built without FreeType; install a wheel from the package index")
    return font


@lru_cache(maxsize=8192)
def advance(first: str, second: str) -> float:
    """From the start of a letter to the start of the next, kerned, in sizes."""
    font = font_of(200)
    alone = font.getlength(first)
    if second:
        return (font.getlength(first + second) - font.getlength(second)) / 200
    return alone / 200


def dressed(text: str, face: Face) -> str:
    if face.case == "upper":
        return text.upper()
    return text.lower() if face.case == "lower" else text


def length_of(text: str, face: Face) -> float:
    """Width of a line in sizes, as `set_line` draws it."""
    letters = letters_of(dressed(text, face))
    return _positions(letters, face)[-1] + abs(face.slant) * CAP if letters else 0.0


def _positions(letters: list[Letter], face: Face) -> list[float]:
    """Where each letter starts, and last the end of the line, in sizes after widening."""
    at, places = 0.0, [0.0]
    for index, letter in enumerate(letters):
        following = letters[index + 1].base if index + 1 < len(letters) else ""
        at += advance(letter.base, following) * face.wide + face.growth
        at += face.tracking if following else 0.0
        places.append(at)
    return places


def set_line(text: str, face: Face, size: float, *, rng: np.random.Generator) -> Image.Image:
    """A mask of one line; the baseline lies ASCENT sizes under its top edge."""
    letters = letters_of(dressed(text, face))
    em = max(4, round(size * DETAIL))
    places = _positions(letters, face)
    pad = round(em * (0.12 + face.serif + abs(face.weight) + face.jitter))
    # The letters are drawn unwidened and stretched at the end, so that strokes widen with them.
    natural = [place / face.wide * em + pad for place in places]
    wide = max(8, round(natural[-1]) + pad)
    tall = round((ASCENT + DESCENT) * em)
    base = ASCENT * em
    sheets = {name: Image.new("L", (wide, tall), 0) for name in _sheets_of(face)}
    font = font_of(em)
    inset = face.growth / 2 / face.wide * em
    for letter, x in zip(letters, natural, strict=False):
        lift = float(rng.normal(0, face.jitter)) * em if face.jitter else 0.0
        for name, sheet in sheets.items():
            if name == "all" or letter.base in _SETS[name]:
                pen = ImageDraw.Draw(sheet)
                stroke = max(face.weight, 0.0) * em
                pen.text((x + inset, base + lift), letter.base, fill=255, font=font, anchor="ls", stroke_width=stroke)
                if letter.marks and name == "all":
                    _accents(pen, letter, (x + inset, base + lift), em)
    mask = _shaped({name: np.asarray(sheet) for name, sheet in sheets.items()}, face, em, base)
    if face.wear:
        mask = _worn(mask, face.wear, rng)
    image = Image.fromarray(mask)
    if face.gaps:
        image = _with_gaps(image, letters, natural, em, base)
    target = (max(1, round(wide * face.wide / DETAIL)), max(1, round(tall / DETAIL)))
    if face.slant:
        shift = face.slant * base
        image = image.transform(
            (wide + round(abs(face.slant) * tall), tall),
            Image.Transform.AFFINE,
            (1, face.slant, -shift, 0, 1, 0),
            Image.Resampling.BILINEAR,
        )
        target = (max(1, round(image.width * face.wide / DETAIL)), target[1])
    return image.resize(target, Image.Resampling.BOX if face.wide <= 1 else Image.Resampling.BILINEAR)


_SETS = {"feet": _FEET, "feet left": _FEET_LEFT, "heads": _HEADS, "heads left": _HEADS_LEFT}


def _sheets_of(face: Face) -> tuple[str, ...]:
    return ("all", *_SETS) if face.serif else ("all",)


def _accents(pen: ImageDraw.ImageDraw, letter: Letter, at: tuple[float, float], em: int) -> None:
    """Marks the font does not have, drawn over (or under) the middle of the letter."""
    x, base = at
    middle = x + font_of(em).getlength(letter.base) / 2
    top = base - em * (0.80 if letter.base.isupper() else 0.60)
    thick = max(1, round(em * 0.075))
    reach = em * 0.11
    for mark in letter.marks:
        if mark == "dots":
            for side in (-1, 1):
                spot = (middle + side * reach * 0.9, top - em * 0.03)
                pen.ellipse(
                    (spot[0] - thick * 0.62, spot[1] - thick * 0.62, spot[0] + thick * 0.62, spot[1] + thick * 0.62),
                    fill=255,
                )
        elif mark == "ring":
            pen.ellipse(
                (middle - reach * 0.8, top - reach * 1.5, middle + reach * 0.8, top + reach * 0.1),
                outline=255,
                width=thick,
            )
        elif mark == "cedilla":
            pen.line(
                [
                    (middle, base),
                    (middle + reach * 0.5, base + reach * 0.8),
                    (middle - reach * 0.3, base + reach * 1.5),
                ],
                fill=255,
                width=thick,
            )
        else:
            path = {
                "acute": [(-0.6, 0.2), (0.7, -1.0)], "grave": [(0.6, 0.2), (-0.7, -1.0)], "hat": [(-1, 0.2),
                (0, -0.9), (1, 0.2)],
                "caron": [(-1, -0.9), (0, 0.2), (1, -0.9)], "tilde": [(-1.1, 0.0), (-0.45, -0.6), (0.35, -0.1),
                (1.1, -0.7)], "macron": [(-1, -0.3), (1, -0.3)],
            }[mark]  # fmt: skip
            pen.line([(middle + dx * reach, top + dy * reach) for dx, dy in path], fill=255, width=thick, joint="curve")


def _shaped(sheets: dict[str, NDArray[np.uint8]], face: Face, em: int, base: float) -> NDArray[np.uint8]:
    stems, bars = face.thick_stems, face.thick_bars
    if face.weight < 0:
        stems, bars = stems + 2 * face.weight, bars + 2 * face.weight
    mask = _grown(sheets["all"], bars * em, axis=0)
    mask = _grown(mask, stems * em, axis=1)
    if not face.serif:
        return mask
    mask = mask.copy()
    reach = face.serif * em / face.wide
    thick = max(2, round(em * (0.10 if face.serif_form == "slab" else 0.085)))
    top, bottom = round(base - CAP * em), round(base)
    for name, rows, away in (
        ("feet", bottom, -1),
        ("feet left", bottom, -1),
        ("heads", top, 1),
        ("heads left", top, 1),
    ):
        sheet = _grown(_grown(sheets[name], bars * em, axis=0), stems * em, axis=1)
        source = sheet[rows + away * (thick + 1)]
        for step in range(thick):
            share = 1.0 if face.serif_form == "slab" else (1 - step / thick) ** 1.6
            row = rows + away * step - (1 if away < 0 else 0)
            grown = _spread(source, round(reach * share), both="left" not in name)
            mask[row] = np.maximum(mask[row], grown)
    return mask


def _grown(mask: NDArray[np.uint8], amount: float, *, axis: int) -> NDArray[np.uint8]:
    """Grown (or, below zero, shrunk) by a length in pixels along one axis, half to each side."""
    steps = round(abs(amount))
    return _window(mask, -(steps // 2), steps - steps // 2, axis=axis, choose=np.maximum if amount > 0 else np.minimum)


def _spread(row: NDArray[np.uint8], reach: int, *, both: bool) -> NDArray[np.uint8]:
    """Grown to the left, or to both sides."""
    return _window(row, -reach, reach if both else 0, axis=0, choose=np.maximum)


def _window(values: NDArray[np.uint8], first: int, last: int, *, axis: int, choose: np.ufunc) -> NDArray[np.uint8]:
    """The highest (or lowest) of all copies shifted by first to last, found by doubling."""
    result, covered = values, 1
    while covered < last - first + 1:
        step = min(covered, last - first + 1 - covered)
        result = choose(result, np.roll(result, step, axis=axis))
        covered += step
    return np.roll(result, first, axis=axis) if first else result


def _worn(mask: NDArray[np.uint8], wear: float, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Ink that did not take everywhere: specks, and edges eaten away."""
    rows, columns = mask.shape
    coarse = Image.fromarray(rng.random((rows // 7 + 2, columns // 7 + 2)).astype(np.float32)).resize(
        (columns, rows), Image.Resampling.BICUBIC
    )
    fine = Image.fromarray(rng.random((rows // 2 + 1, columns // 2 + 1)).astype(np.float32)).resize(
        (columns, rows), Image.Resampling.BILINEAR
    )
    noise = np.asarray(coarse) * 0.6 + np.asarray(fine) * 0.4
    return (mask * np.clip((noise - wear * 0.62) * 9, 0, 1)).astype(np.uint8)


def _with_gaps(image: Image.Image, letters: list[Letter], places: list[float], em: int, base: float) -> Image.Image:
    """Bridges as in a cut stencil: a thin upright gap through round letters, a level one through the others."""
    holes = Image.new("L", image.size, 255)
    pen = ImageDraw.Draw(holes)
    gap = em * 0.035
    for letter, left, right in zip(letters, places, places[1:], strict=False):
        middle = (left + right) / 2
        if letter.base in "OQCGS0D689BU":
            pen.rectangle((middle - gap, 0, middle + gap, image.height), fill=0)
        elif letter.base in "AHEFRPKXTNMW":
            y = base - CAP * em * 0.62
            pen.rectangle((left, y - gap, right, y + gap), fill=0)
    return ImageChops.multiply(image, holes)
