"""A poster from a look: colours, a scene, the print, the type, and a file of at most 40 KB."""

import io
import zlib

import numpy as np
from PIL import Image, ImageFilter

from matinee.domain.errors import BadInput
from matinee.lab.world.genres import MOODS
from matinee.lab.world.posters.canvas import Canvas
from matinee.lab.world.posters.casting import cast
from matinee.lab.world.posters.faces import choose_style
from matinee.lab.world.posters.finish import age_of, faded, grain, paper_edge, screen_dots, vignette
from matinee.lab.world.posters.ink import Sheet
from matinee.lab.world.posters.look import Look
from matinee.lab.world.posters.mounts import choose_mount, mounted
from matinee.lab.world.posters.palettes import Palette, choose_palette
from matinee.lab.world.posters.repertoire import Scene
from matinee.lab.world.posters.scenes.art import Art
from matinee.lab.world.posters.setting import set_type

LARGEST_FILE = 40_000
"""Bytes."""
NARROWEST, WIDEST = 80, 1000
_QUALITIES = (86, 78, 68, 56, 42, 28, 15)


def draw_poster(look: Look, *, width: int = 400) -> bytes:
    """A WebP picture, `width` by 1.5 times `width` pixels, at most LARGEST_FILE bytes. The same look, width and
    version of Pillow give the same bytes."""
    return encoded(paint_poster(look, width=width))


def paint_poster(look: Look, *, width: int = 400) -> Image.Image:
    """The poster as a picture in memory, RGB."""
    if look.mood not in MOODS:
        raise BadInput(f"no mood is called {look.mood!r}", where=look.name, remedy=f"Choose one of {', '.join(MOODS)}")
    if not NARROWEST <= width <= WIDEST:
        raise BadInput(
            f"a poster cannot be {width} pixels wide", where=look.name, remedy=f"Ask for {NARROWEST} to {WIDEST}"
        )
    rng = np.random.default_rng([look.seed & 0xFFFFFFFF, zlib.crc32(look.key.encode())])
    palette = choose_palette(look.mood, look.genres, rng)
    scene, zone = cast(look, rng)
    style = choose_style(look, rng)
    canvas = Canvas(width)
    scene.paint(Art(canvas, palette, rng, look, zone))
    mount = choose_mount(rng) if zone == "low" and scene.mountable else "full"
    image = mounted(_printed(canvas.finished(), scene, palette, rng), mount, palette, rng)
    set_type(Sheet(image, palette, rng, zone), look, style)
    return _aged(image, scene, palette, look, rng)


def _printed(image: Image.Image, scene: Scene, palette: Palette, rng: np.random.Generator) -> Image.Image:
    if scene.flat:
        if rng.random() < 0.4:
            screen_dots(image, rng, palette.shade, strength=float(rng.uniform(0.06, 0.14)))
    else:
        vignette(image, palette.shade, strength=float(rng.uniform(0.2, 0.5)))
    return image


def _aged(image: Image.Image, scene: Scene, palette: Palette, look: Look, rng: np.random.Generator) -> Image.Image:
    age = age_of(look)
    if age:
        image = faded(image, palette, share=0.11 * age)
    if rng.random() < (0.25 if scene.flat else 0.06) + 0.5 * age:
        paper_edge(image, palette.paper, share=float(rng.uniform(0.028, 0.040)))
    return grain(image, rng, strength=(float(rng.uniform(1.8, 3.2)) + 2.0 * age) * min(1.0, image.width / 400))


def encoded(image: Image.Image) -> bytes:
    """As WebP, at the best quality that keeps within LARGEST_FILE; one too busy even for the lowest is softened."""
    while True:
        for quality in _QUALITIES:
            file = io.BytesIO()
            image.save(file, "WEBP", quality=quality, method=1)
            if file.tell() <= LARGEST_FILE:
                return file.getvalue()
        image = image.filter(ImageFilter.BoxBlur(image.width / 400))
