"""How the picture sits on the sheet: over all of it, or in a window of its own with the title on flat colour below."""

from typing import Literal

import numpy as np
from PIL import Image, ImageDraw

from matinee.lab.world.posters.canvas import OVERSAMPLING
from matinee.lab.world.posters.colour import RGB, luminance, mix
from matinee.lab.world.posters.palettes import Palette

Mount = Literal["full", "panel", "arch", "circle", "strips", "tear"]
_SHARES: dict[Mount, float] = {"full": 0.70, "panel": 0.09, "arch": 0.07, "circle": 0.04, "strips": 0.05, "tear": 0.05}


def choose_mount(rng: np.random.Generator) -> Mount:
    names = tuple(_SHARES)
    return names[int(rng.choice(len(names), p=np.array(list(_SHARES.values()))))]


def mounted(picture: Image.Image, mount: Mount, palette: Palette, rng: np.random.Generator) -> Image.Image:
    """A new sheet with the upper part of the picture in a window; the lower third is left for the title."""
    if mount == "full":
        return picture
    width, height = picture.size
    ground = _ground(palette, rng)
    sheet = Image.new("RGB", picture.size, ground)
    if mount == "strips":
        _strips(sheet, picture, rng)
        return sheet
    mask = Image.new("L", (width * OVERSAMPLING, height * OVERSAMPLING), 0)
    pen = ImageDraw.Draw(mask)
    w = width * OVERSAMPLING
    if mount == "panel":
        inset = float(rng.choice([0.0, 0.075, 0.11]))
        pen.rectangle((inset * w, inset * w, (1 - inset) * w, 0.97 * w), fill=255)
    elif mount == "arch":
        pen.pieslice((0.12 * w, 0.09 * w, 0.88 * w, 0.85 * w), 180, 360, fill=255)
        pen.rectangle((0.12 * w, 0.47 * w, 0.88 * w, 0.97 * w), fill=255)
    elif mount == "circle":
        pen.ellipse((0.07 * w, 0.12 * w, 0.93 * w, 0.98 * w), fill=255)
    else:
        x = np.linspace(-0.02, 1.02, 60)
        y = 1.0 + float(rng.uniform(-0.10, 0.10)) * (x - 0.5) * 2 + np.cumsum(rng.normal(0, 0.006, 60))
        edge = np.stack([x, y], axis=1)
        torn = np.concatenate([edge + np.array([0, 0.018]), [[1.02, -0.1], [-0.02, -0.1]]])
        white = Image.new("L", mask.size, 0)
        ImageDraw.Draw(white).polygon((torn * w).ravel().tolist(), fill=255)
        sheet.paste(mix(palette.paper, ground, 0.12), (0, 0), white.reduce(OVERSAMPLING))
        pen.polygon((np.concatenate([edge, [[1.02, -0.1], [-0.02, -0.1]]]) * w).ravel().tolist(), fill=255)
    sheet.paste(picture, (0, 0), mask.reduce(OVERSAMPLING))
    return sheet


def _ground(palette: Palette, rng: np.random.Generator) -> RGB:
    """Flat colour of the picture's own kind: dark under a dark sky, so that the mood stays what it is."""
    if luminance(palette.deep) < 0.12:
        choices = (palette.shade, mix(palette.shade, palette.deep, 0.6), palette.deep)
    else:
        choices = (palette.paper, mix(palette.paper, palette.glow, 0.5), palette.deep, palette.mid)
    return choices[int(rng.integers(len(choices)))]


def _strips(sheet: Image.Image, picture: Image.Image, rng: np.random.Generator) -> None:
    """The picture cut into upright strips that hang at different heights."""
    width = picture.width
    count = int(rng.integers(3, 6))
    edge, gap = 0.06 * width, 0.012 * width
    broad = (width - 2 * edge - gap * (count - 1)) / count
    for strip in range(count):
        left = round(edge + strip * (broad + gap))
        box = (left, 0, round(left + broad), round(1.0 * width))
        drop = round(float(rng.uniform(-0.07, 0.035)) * width)
        piece = picture.crop((box[0], round(0.06 * width), box[2], box[3] - round(0.06 * width)))
        sheet.paste(piece, (left, round(0.10 * width) + drop))
