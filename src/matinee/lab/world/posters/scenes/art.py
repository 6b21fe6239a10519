"""What a scene is given: the sheet, the colours, its own luck, and where it must leave room for the title."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from matinee.lab.world.posters.canvas import Canvas, clouds
from matinee.lab.world.posters.colour import RGB, luminance, mix
from matinee.lab.world.posters.look import Look
from matinee.lab.world.posters.palettes import Palette

Zone = Literal["low", "high"]
"""Where the title will stand: in the lower third, or in the upper."""


@dataclass(frozen=True)
class Art:
    canvas: Canvas
    palette: Palette
    rng: np.random.Generator
    look: Look
    zone: Zone

    @property
    def low(self) -> bool:
        return self.zone == "low"

    @property
    def night(self) -> bool:
        """Whether the sky of this palette is dark."""
        return luminance(self.palette.deep) < 0.12

    def pick(self, low: float, high: float) -> float:
        return float(self.rng.uniform(low, high))

    def chance(self, share: float) -> bool:
        return bool(self.rng.random() < share)

    def whole(self, low: int, high: int) -> int:
        """low to high, both included."""
        return int(self.rng.integers(low, high + 1))

    def one_of(self, *things: RGB) -> RGB:
        return things[int(self.rng.integers(len(things)))]

    def stars(self, count: int, *, bottom: float, colour: RGB) -> None:
        """Specks of several sizes and strengths, thinning out towards `bottom`."""
        spots = self.rng.random((count, 3))
        for x, depth, weight in spots.tolist():
            size = 0.0009 + 0.0022 * weight**6
            faint = mix(self.palette.deep, colour, round(0.35 + 0.65 * weight, 2))
            self.canvas.disc((x, bottom * depth**1.3), size, faint)

    def mist(
        self, centre: float, spread: float, colour: RGB, *, strength: float, cells: tuple[int, int] = (2, 9)
    ) -> None:
        """A bank of fog around a height."""
        noise = clouds(self.rng, cells=cells)
        rows = np.linspace(0, 1.5, noise.shape[0])[:, None]
        bank = np.exp(-(((rows - centre) / spread) ** 2))
        self.canvas.veil(bank * (0.25 + 1.1 * noise) * strength, colour)
