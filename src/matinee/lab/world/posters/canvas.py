"""The sheet that scenes paint on: unit coordinates (width 1, height 1.5), drawn larger than asked for and reduced at
the end, which is what makes edges smooth."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from matinee.lab.world.posters.colour import RGB, ramp
from matinee.lab.world.posters.curves import Outline

OVERSAMPLING = 2
Stops = tuple[tuple[float, RGB], ...]


class Canvas:
    """A picture while it is painted. Lengths are shares of the poster's width."""

    def __init__(self, width: int) -> None:
        self.width = width * OVERSAMPLING
        self.height = width * 3 // 2 * OVERSAMPLING
        self.image = Image.new("RGB", (self.width, self.height))
        self.draw = ImageDraw.Draw(self.image)

    def finished(self) -> Image.Image:
        return self.image.reduce(OVERSAMPLING)

    def flat(self, outline: Outline) -> list[float]:
        return (np.asarray(outline, dtype=np.float64) * self.width).ravel().tolist()

    def wash(self, *stops: tuple[float, RGB], sideways: bool = False) -> None:
        """The whole sheet from top to bottom (or left to right) through (position 0 to 1, colour) stops."""
        count = self.width if sideways else self.height
        column = ramp(stops, count)
        strip = column[None] if sideways else column[:, None]
        self.image.paste(Image.fromarray(strip).resize(self.image.size, Image.Resampling.NEAREST))

    def halo(self, at: tuple[float, float], radius: float, *stops: tuple[float, RGB]) -> None:
        """The whole sheet from a centre outwards; position 1 lies at `radius`."""
        small = (self.width // 8, self.height // 8)
        y, x = np.mgrid[0 : small[1], 0 : small[0]] / small[0]
        distance = np.clip(np.hypot(x - at[0], y - at[1]) / radius, 0, 1)
        table = ramp(stops, 256)
        picture = table[np.rint(distance * 255).astype(np.uint8)]
        self.image.paste(Image.fromarray(picture).resize(self.image.size, Image.Resampling.BICUBIC))

    def shape(self, outline: Outline, colour: RGB) -> None:
        self.draw.polygon(self.flat(outline), fill=colour)

    def disc(self, at: tuple[float, float], radius: float, colour: RGB, *, squash: float = 1.0) -> None:
        self.draw.ellipse(self._box(at, radius, squash), fill=colour)

    def ring(self, at: tuple[float, float], radius: float, colour: RGB, *, thick: float) -> None:
        self.draw.ellipse(self._box(at, radius, 1.0), outline=colour, width=max(1, round(thick * self.width)))

    def slice_of(self, at: tuple[float, float], radius: float, start: float, end: float, colour: RGB) -> None:
        """A piece of cake between two angles in degrees, clockwise from the right."""
        self.draw.pieslice(self._box(at, radius, 1.0), start, end, fill=colour)

    def block(self, left: float, top: float, right: float, bottom: float, colour: RGB) -> None:
        w = self.width
        if right > left and bottom > top:
            self.draw.rectangle(
                (left * w, top * w, max(left * w, right * w - 1), max(top * w, bottom * w - 1)), fill=colour
            )

    def stroke(self, line: Outline, colour: RGB, *, thick: float) -> None:
        self.draw.line(self.flat(line), fill=colour, width=max(1, round(thick * self.width)), joint="curve")

    def _box(self, at: tuple[float, float], radius: float, squash: float) -> tuple[float, float, float, float]:
        w, tall = self.width, radius * squash
        return (at[0] - radius) * w, (at[1] - tall) * w, (at[0] + radius) * w, (at[1] + tall) * w

    def stencil(self) -> tuple[Image.Image, ImageDraw.ImageDraw]:
        """An empty mask of the sheet's size and a pen for it."""
        mask = Image.new("L", self.image.size, 0)
        return mask, ImageDraw.Draw(mask)

    def shaded(self, outline: Outline, *stops: tuple[float, RGB], sideways: bool = False) -> None:
        """A shape filled from its top to its bottom (or left to right) through stops."""
        points = np.asarray(outline, dtype=np.float64) * self.width
        low = np.maximum(np.floor(points.min(axis=0)), 0).astype(int)
        high = np.minimum(np.ceil(points.max(axis=0)) + 1, [self.width, self.height]).astype(int)
        wide, tall = (high - low).tolist()
        if wide <= 0 or tall <= 0:
            return
        mask = Image.new("L", (wide, tall), 0)
        ImageDraw.Draw(mask).polygon((points - low).ravel().tolist(), fill=255)
        self.image.paste(self._sheet(stops, (wide, tall), sideways), tuple(low.tolist()), mask)

    def fill(self, mask: Image.Image, *stops: tuple[float, RGB], sideways: bool = False) -> None:
        """Colours laid through a full-size mask."""
        if len(stops) == 1:
            self.image.paste(stops[0][1], (0, 0), mask)
        else:
            self.image.paste(self._sheet(stops, self.image.size, sideways), (0, 0), mask)

    @staticmethod
    def _sheet(stops: Stops, size: tuple[int, int], sideways: bool) -> Image.Image:
        column = ramp(stops, size[0] if sideways else size[1])
        strip = column[None] if sideways else column[:, None]
        return Image.fromarray(strip).resize(size, Image.Resampling.NEAREST)

    def glow(
        self, at: tuple[float, float], radius: float, colour: RGB, *, strength: float = 0.8, squash: float = 1.0
    ) -> None:
        """Soft light that fades to nothing at `radius`."""
        count = 48
        y, x = np.mgrid[0:count, 0:count] * (2 / (count - 1)) - 1
        fade = np.clip(1 - np.hypot(x, y), 0, 1)
        alpha = (255 * strength * fade * fade * (3 - 2 * fade)).astype(np.uint8)
        left, top, right, bottom = (round(edge) for edge in self._box(at, radius, squash))
        crop = (max(left, 0), max(top, 0), min(right, self.width), min(bottom, self.height))
        if crop[2] <= crop[0] or crop[3] <= crop[1] or right <= left or bottom <= top:
            return
        scale = np.array([count / (right - left), count / (bottom - top)])
        region = (
            (crop[0] - left) * scale[0], (crop[1] - top) * scale[1], (crop[2] - left) * scale[0],
            (crop[3] - top) * scale[1],
        )  # fmt: skip
        size = (crop[2] - crop[0], crop[3] - crop[1])
        mask = Image.fromarray(alpha).resize(size, Image.Resampling.BILINEAR, box=region)
        self.image.paste(colour, crop, mask)

    def veil(self, alpha: NDArray[np.floating], colour: RGB) -> None:
        """Fog: a small picture of opacity (rows, columns; 0 to 1) stretched over the sheet."""
        rows = np.flatnonzero(alpha.max(axis=1) > 0.008)
        if not len(rows):
            return
        first, last = int(rows[0]), int(rows[-1]) + 1
        small = Image.fromarray((np.clip(alpha[first:last], 0, 1) * 255).astype(np.uint8))
        top, bottom = (round(row * self.height / len(alpha)) for row in (first, last))
        self.image.paste(colour, (0, top), small.resize((self.width, bottom - top), Image.Resampling.BILINEAR))

    def band(self, top: float, bottom: float, colour: RGB, *, above: float = 0.0, below: float = 1.0) -> None:
        """A level veil whose opacity goes evenly from `above` at its top to `below` at its bottom."""
        first, last = max(0, round(top * self.width)), min(self.height, round(bottom * self.width))
        if last <= first:
            return
        column = np.linspace(above, below, last - first) * 255
        mask = Image.fromarray(column.astype(np.uint8)[:, None]).resize(
            (self.width, last - first), Image.Resampling.NEAREST
        )
        self.image.paste(colour, (0, first), mask)

    def beam(self, outline: Outline, colour: RGB, *, strength: float, blur: float = 0.0) -> None:
        """See-through light (or dark) in the form of an outline. blur: softness of its edge."""
        self.beams(((outline, strength),), colour, blur=blur)

    def beams(self, outlines: Sequence[tuple[Outline, float]], colour: RGB, *, blur: float = 0.0) -> None:
        """Several outlines, each with its strength, as one layer: they do not add up where they meet."""
        shrink = 4 if blur else 1
        wide, tall = self.width // shrink, self.height // shrink
        shapes = [(np.asarray(outline, dtype=np.float64) * wide, strength) for outline, strength in outlines]
        edge = blur * wide * 2 + 2
        low = np.floor(np.maximum(np.min([points.min(axis=0) for points, _ in shapes], axis=0) - edge, 0)).astype(int)
        high = np.ceil(
            np.minimum(np.max([points.max(axis=0) for points, _ in shapes], axis=0) + edge, [wide, tall])
        ).astype(int)
        if (high <= low).any():
            return
        mask = Image.new("L", tuple((high - low).tolist()), 0)
        pen = ImageDraw.Draw(mask)
        for points, strength in shapes:
            pen.polygon((points - low).ravel().tolist(), fill=round(255 * strength))
        if blur:
            mask = mask.filter(ImageFilter.BoxBlur(blur * wide))
            mask = mask.resize((mask.width * shrink, mask.height * shrink), Image.Resampling.BILINEAR)
        self.image.paste(colour, tuple((low * shrink).tolist()), mask)


def clouds(
    rng: np.random.Generator, *, cells: tuple[int, int], size: tuple[int, int] = (60, 90)
) -> NDArray[np.float64]:
    """(rows, columns) smooth noise of 0 to 1: two octaves, stretched as `cells` (across, down) say."""
    total = np.zeros((size[1], size[0]))
    for octave, weight in ((1, 0.65), (2, 0.35)):
        grid = rng.random((cells[1] * octave + 1, cells[0] * octave + 1)).astype(np.float32)
        total += weight * np.asarray(Image.fromarray(grid).resize(size, Image.Resampling.BICUBIC))
    return np.clip(total, 0, 1)
