"""Ways to put a mask of letters on a picture: flat, in shadow, hollow, lit, with a side, slit."""

from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageFilter

from matinee.lab.world.posters.colour import RGB, luminance, mix, ramp
from matinee.lab.world.posters.faces import Finish
from matinee.lab.world.posters.letters import ASCENT, CAP

WHITE: RGB = (255, 255, 255)


@dataclass(frozen=True)
class Inks:
    """How letters are coloured. second: of their shadow, side, light or cloud, where the finish has one."""

    first: RGB
    second: RGB
    finish: Finish = "plain"


@dataclass(frozen=True)
class Impression:
    """A line of letters about to be printed. at: left and top in pixels; em: size of the letters in pixels."""

    image: Image.Image
    mask: Image.Image
    at: tuple[int, int]
    inks: Inks
    em: float

    def press(self, colour: RGB, *, right: int = 0, down: int = 0) -> None:
        self.image.paste(colour, (self.at[0] + right, self.at[1] + down), self.mask)

    def cloud(self, blur: float, strength: float, *, right: int = 0, down: int = 0) -> None:
        """A blurred copy in the second colour. blur: in sizes."""
        reach = blur * self.em
        edge = round(reach * 2.2) + 2
        wide = Image.new("L", (self.mask.width + 2 * edge, self.mask.height + 2 * edge), 0)
        wide.paste(self.mask, (edge, edge))
        wide = wide.filter(ImageFilter.BoxBlur(reach * 0.6)).filter(ImageFilter.BoxBlur(reach * 0.6))
        wide = wide.point([min(255, round(level * strength * 1.5)) for level in range(256)])
        self.image.paste(self.inks.second, (self.at[0] - edge + right, self.at[1] - edge + down), wide)


def print_letters(impression: Impression) -> None:
    """Onto the picture, as the inks' finish says."""
    _FINISHES[impression.inks.finish](impression)


def _plain(letters: Impression) -> None:
    letters.press(letters.inks.first)


def _shadow(letters: Impression) -> None:
    if luminance(letters.inks.second) < luminance(letters.inks.first):
        letters.cloud(0.09, 0.65, right=round(letters.em * 0.02), down=round(letters.em * 0.04))
    letters.press(letters.inks.first)


def _halo(letters: Impression) -> None:
    letters.cloud(0.22, 1.0)
    letters.cloud(0.5, 0.8)
    letters.press(letters.inks.first)


def _block(letters: Impression) -> None:
    for step in range(max(2, round(letters.em * 0.055)), 0, -1):
        letters.press(letters.inks.second, right=step, down=step)
    letters.press(letters.inks.first)


def _misprint(letters: Impression) -> None:
    slip = max(1, round(letters.em * 0.03))
    letters.press(letters.inks.second, right=slip, down=slip)
    letters.press(letters.inks.first)


def _glow(letters: Impression) -> None:
    letters.cloud(0.22, 0.9)
    letters.cloud(0.07, 1.0)
    letters.press(mix(letters.inks.first, WHITE, 0.55))


def _gradient(letters: Impression) -> None:
    first, second = letters.inks.first, letters.inks.second
    stops = (
        (0.0, mix(first, WHITE, 0.25)),
        (0.55, first),
        (0.62, mix(first, second, 0.45)),
        (1.0, mix(first, second, 0.25)),
    )
    column = ramp(stops, letters.mask.height)
    if first != second:
        letters.cloud(0.07, 0.5)
    fill = Image.fromarray(column[:, None]).resize(letters.mask.size, Image.Resampling.NEAREST)
    letters.image.paste(fill, letters.at, letters.mask)


def _outline(letters: Impression) -> None:
    inner = letters.mask.filter(ImageFilter.MinFilter(2 * max(1, round(letters.em * 0.026)) + 1))
    letters.image.paste(letters.inks.first, letters.at, ImageChops.subtract(letters.mask, inner))


def _cut(letters: Impression) -> None:
    """A slit through the line, and what is above it moved a little to the side."""
    cut = round(letters.em * (ASCENT - CAP * 0.52))
    slit, shift = max(1, round(letters.em * 0.022)), max(1, round(letters.em * 0.045))
    wide, tall = letters.mask.size
    for top, bottom, right in ((0, cut, shift), (cut + slit, tall, 0)):
        part = letters.mask.crop((0, top, wide, bottom))
        letters.image.paste(letters.inks.first, (letters.at[0] + right, letters.at[1] + top), part)


_FINISHES: dict[Finish, Callable[[Impression], None]] = {
    "plain": _plain,
    "shadow": _shadow,
    "halo": _halo,
    "block": _block,
    "misprint": _misprint,
    "glow": _glow,
    "gradient": _gradient,
    "outline": _outline,
    "cut": _cut,
}
