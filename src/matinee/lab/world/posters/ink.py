"""Colours for type, chosen from what is really behind it."""

from dataclasses import dataclass

import numpy as np
from PIL import Image

from matinee.lab.world.posters.colour import RGB, contrast, luminance, mix, to_rgb
from matinee.lab.world.posters.faces import Finish
from matinee.lab.world.posters.palettes import Palette
from matinee.lab.world.posters.printing import Inks
from matinee.lab.world.posters.scenes.art import Zone

MARGIN = 0.075
"""Left free at the sides of all type, in widths."""
LEGIBLE = 4.5
"""Contrast with the mean of what is behind that type must have (WCAG 2, AA)."""
STRONG = 8.0
"""Contrast from which on hollow letters read as well as solid ones."""
UNQUIET = 3.5
"""Contrast within the ground of a title from which on it is calmed first."""
Rows = tuple[float, float]


@dataclass(frozen=True)
class Sheet:
    """The finished picture and what is needed to set type on it. Lengths in widths, as in the scenes."""

    image: Image.Image
    palette: Palette
    rng: np.random.Generator
    zone: Zone

    @property
    def width(self) -> int:
        return self.image.width


@dataclass(frozen=True)
class Ground:
    """What lies between two heights: its mean, and colours darker and lighter than all but a twelfth of it."""

    mean: RGB
    dark: RGB
    light: RGB

    def reads(self, ink: RGB, *, patience: float) -> float:
        """Contrast of an ink with the ground; the dark and light parts weigh less by `patience`."""
        return min(contrast(ink, self.mean), patience * contrast(ink, self.dark), patience * contrast(ink, self.light))


def ground_of(sheet: Sheet, rows: Rows) -> Ground:
    w = sheet.width
    top, bottom = max(0, round(rows[0] * w)), min(sheet.image.height, round(rows[1] * w))
    box = (round(MARGIN * w), top, round((1 - MARGIN) * w), bottom)
    small = np.asarray(sheet.image.resize((96, 32), Image.Resampling.BOX, box=box)).reshape(-1, 3).astype(np.float64)
    order = np.argsort(small @ np.array([0.2126, 0.7152, 0.0722]), kind="stable")
    twelfth = len(order) // 12
    return Ground(to_rgb(small.mean(axis=0)), to_rgb(small[order[twelfth]]), to_rgb(small[order[-twelfth]]))


def title_inks(sheet: Sheet, rows: Rows, finish: Finish) -> Inks:
    """A colour that reads, and a second for the finish. An unquiet ground is calmed first; where nothing reads even
    so, the picture gives way under a veil."""
    p, rng = sheet.palette, sheet.rng
    ground = ground_of(sheet, rows)
    if contrast(ground.dark, ground.light) > UNQUIET:
        mean = ground.mean
        nearest = min((p.deep, p.shade, p.glow, p.paper), key=lambda colour: contrast(colour, mean))
        _lay_veil(sheet, rows, nearest, strength=0.62)
        ground = ground_of(sheet, rows)
    good = [ink for ink in (p.paper, p.accent, p.spark, p.glow, p.shade) if ground.reads(ink, patience=1.5) >= LEGIBLE]
    if not good:
        ink = p.paper if luminance(ground.mean) < 0.32 else p.shade
        _lay_veil(sheet, rows, p.shade if ink == p.paper else p.paper, strength=0.80)
        return _with_second(sheet, ground, ink, finish)
    # Half of the titles take the strongest ink, the others any that reads: colour in the type, but not always.
    merit = [min(ground.reads(ink, patience=1.5), 9.0) * float(rng.uniform(0.85, 1.0)) for ink in good]
    ink = good[int(np.argmax(merit))] if rng.random() < 0.5 else good[int(rng.integers(len(good)))]
    return _with_second(sheet, ground, ink, finish)


def _with_second(sheet: Sheet, ground: Ground, ink: RGB, finish: Finish) -> Inks:
    p = sheet.palette
    dark = luminance(ink) < 0.2
    if finish == "glow":
        lit = p.glow if luminance(p.glow) > 0.12 else p.accent
        return Inks(ink, ink) if dark else Inks(ink, lit, finish)
    if finish in {"block", "misprint"}:
        sides = [colour for colour in (p.accent, p.spark, p.shade, p.mid) if contrast(colour, ink) > 2.2] or [p.shade]
        return Inks(ink, sides[int(sheet.rng.integers(len(sides)))], finish)
    if finish == "outline" and ground.reads(ink, patience=1.5) < STRONG:
        return Inks(ink, ink)
    if finish == "gradient":
        return Inks(ink, ink if dark else mix(ink, p.accent if contrast(p.accent, ink) < 4 else p.shade, 0.5), finish)
    return Inks(ink, p.paper if dark else p.shade, finish)


def small_inks(sheet: Sheet, rows: Rows) -> Inks:
    """For small print: plain where the ground is quiet, else with a cloud around it."""
    p = sheet.palette
    ground = ground_of(sheet, rows)
    ink = max((p.paper, p.shade, p.glow), key=lambda colour: ground.reads(colour, patience=1.3))
    if ground.reads(ink, patience=1.3) >= LEGIBLE:
        return Inks(ink, ink)
    ink = p.paper if luminance(ground.mean) < 0.32 else p.shade
    return Inks(ink, p.shade if ink == p.paper else p.paper, "halo")


def _lay_veil(sheet: Sheet, rows: Rows, colour: RGB, *, strength: float) -> None:
    """A soft band of colour behind the title; under a low title it goes on to the foot."""
    w, tall = sheet.width, sheet.image.height
    y = np.arange(tall) / w
    fade = np.clip((y - rows[0] + 0.13) / 0.13, 0, 1)
    if sheet.zone == "high":
        fade *= np.clip((rows[1] + 0.12 - y) / 0.12, 0, 1)
    column = Image.fromarray((fade * strength * 255).astype(np.uint8)[:, None])
    sheet.image.paste(colour, (0, 0), column.resize((w, tall), Image.Resampling.NEAREST))
