"""Many posters on one picture, to be looked at together."""

import io
from collections.abc import Sequence

from PIL import Image

from matinee.lab.world.posters.draw import paint_poster
from matinee.lab.world.posters.look import Look


def contact_sheet(
    looks: Sequence[Look], *, columns: int = 8, width: int = 160, gap: int = 8, colours: int = 256
) -> bytes:
    """A PNG of posters in rows, each drawn at twice the size and reduced. colours: size of its
    palette, for a small file."""
    rows = -(-len(looks) // columns)
    tall = width * 3 // 2
    sheet = Image.new("RGB", (columns * (width + gap) + gap, rows * (tall + gap) + gap), (24, 24, 26))
    for index, look in enumerate(looks):
        poster = paint_poster(look, width=width * 2).resize((width, tall), Image.Resampling.LANCZOS)
        sheet.paste(poster, (gap + index % columns * (width + gap), gap + index // columns * (tall + gap)))
    file = io.BytesIO()
    palette = sheet.quantize(colours, method=Image.Quantize.MEDIANCUT)
    sheet.quantize(palette=palette, dither=Image.Dither.FLOYDSTEINBERG).save(file, "PNG", optimize=True)
    return file.getvalue()
