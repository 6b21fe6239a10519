"""What makes a picture look printed: light falling off, grain, screen dots, a paper edge, the fading of old ink."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from matinee.lab.world.posters.colour import RGB, mix
from matinee.lab.world.posters.look import Look
from matinee.lab.world.posters.palettes import Palette


def vignette(image: Image.Image, colour: RGB, *, strength: float) -> None:
    """The corners darker than the middle."""
    mask = _falloff(*image.size).point([round(level * strength) for level in range(256)])
    image.paste(colour, (0, 0), mask)


@lru_cache(maxsize=8)
def _falloff(width: int, height: int) -> Image.Image:
    y, x = np.mgrid[-1:1:60j, -1:1:40j]
    away = np.clip((np.hypot(x * 0.92, y * 0.95) - 0.62) / 0.75, 0, 1)
    return Image.fromarray((away**1.5 * 255).astype(np.uint8)).resize((width, height), Image.Resampling.BICUBIC)


def screen_dots(image: Image.Image, rng: np.random.Generator, colour: RGB, *, strength: float) -> None:
    """A printer's screen: dots that grow towards one corner."""
    cosine, sine = _screen(*image.size)
    corner = rng.integers(4)
    across = np.linspace(0, 1, image.width)[None]
    down = np.linspace(0, 1, image.height)[:, None]
    ramp = (across if corner % 2 else 1 - across) * 0.35 + (down if corner // 2 else 1 - down) * 0.65
    size = np.clip(ramp * 1.5 - 0.75, 0, 0.75).astype(np.float32)
    dots = np.clip((cosine * sine + 2 * size - 1.0) * 4.0, 0, 1)
    mask = Image.fromarray((dots * (255 * strength)).astype(np.uint8))
    image.paste(colour, (0, 0), mask)


@lru_cache(maxsize=8)
def _screen(width: int, height: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    pitch = width / 62
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    return np.cos((x + y) * (np.pi / pitch)), np.cos((x - y) * (np.pi / pitch))


def grain(image: Image.Image, rng: np.random.Generator, *, strength: float) -> Image.Image:
    """Film grain, the same in all three colours. strength: standard deviation of 255 levels."""
    tile = _noise()
    down, across = (int(value) for value in rng.integers(0, 512, 2))
    rows = (np.arange(image.height) + down) % 512
    columns = (np.arange(image.width) + across) % 512
    noise = (tile[rows[:, None], columns[None]] * strength).astype(np.int16)
    pixels = np.asarray(image).astype(np.int16) + noise[..., None]
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


@lru_cache(maxsize=1)
def _noise() -> NDArray[np.float32]:
    """(512, 512) standard normal, a little larger than a pixel."""
    raw = np.random.default_rng(1927).standard_normal((512, 512)).astype(np.float32)
    soft = raw + 0.45 * (np.roll(raw, 1, 0) + np.roll(raw, 1, 1))
    return soft / soft.std()


def paper_edge(image: Image.Image, paper: RGB, *, share: float) -> None:
    """An unprinted margin all round."""
    width, height = image.size
    edge = round(share * width)
    pen = ImageDraw.Draw(image)
    for box in (
        (0, 0, width, edge - 1),
        (0, height - edge, width, height),
        (0, 0, edge - 1, height),
        (width - edge, 0, width, height),
    ):
        pen.rectangle(box, fill=paper)


def faded(image: Image.Image, palette: Palette, *, share: float) -> Image.Image:
    """Ink that has stood in a window for years: everything a little nearer to warm paper."""
    return Image.blend(image, Image.new("RGB", image.size, mix(palette.paper, (214, 178, 120), 0.5)), share)


def age_of(look: Look) -> float:
    """0 for a film of 1990 or later, to 1 for one of 1930 or earlier."""
    return float(np.clip((1990 - look.year) / 60, 0, 1))
