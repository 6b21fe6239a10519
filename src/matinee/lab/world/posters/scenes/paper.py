"""Cut, printed and ruled: paper shapes, a mid-century grid, targets, contour lines, a maze."""

import math

import numpy as np
from PIL import Image

from matinee.lab.world.posters import figures
from matinee.lab.world.posters.canvas import clouds
from matinee.lab.world.posters.colour import RGB, contrast, mix
from matinee.lab.world.posters.curves import Points, circle, jagged, place, ribbon, smooth
from matinee.lab.world.posters.scenes.art import Art


def _ground(art: Art) -> RGB:
    """A field of one flat colour, as a printer would choose it."""
    p = art.palette
    return art.one_of(p.deep, p.deep, p.mid, p.accent)


def cut_paper(art: Art) -> None:
    """A few pieces of paper cut by hand that together say enough: bars, a body, a hand or a spiral."""
    c, p = art.canvas, art.palette
    ground = _ground(art)
    c.wash((0.0, ground), (1.0, ground))
    slab = mix(ground, p.shade, 0.16) if ground != p.shade else p.deep
    top, bottom = (0.10, 1.0) if art.low else (0.50, 1.36)
    tilt = art.pick(-0.05, 0.05)
    c.shape(
        jagged(art.rng, [(0.07, top + tilt), (0.94, top - tilt), (0.91, bottom), (0.09, bottom + tilt)], amount=0.012),
        slab,
    )
    body = p.shade if contrast(p.shade, slab) > 1.8 else p.glow
    tones = [tone for tone in (p.accent, p.spark, p.glow, p.paper) if tone not in {ground, body}]
    piece = art.whole(0, 3)
    middle = (top + bottom) / 2
    if piece == 0:
        _falling_body(art, (0.5, middle), body, tones)
    elif piece == 1:
        _paper_hand(art, top, bottom, body, tones)
    elif piece == 2:
        _spiral(art, (0.5, middle), 0.37, tones[0])
        figures.stand(c, figures.runner(), at=(0.5, middle + 0.14), tall=0.28, colour=body)
    else:
        _bars(art, top, bottom, body, tones)


def _falling_body(art: Art, at: tuple[float, float], colour: RGB, tones: list[RGB]) -> None:
    c = art.canvas
    c.shape(jagged(art.rng, circle((at[0] + 0.10, at[1] - 0.08), 0.25, count=15), amount=0.012), tones[0])
    turn = art.pick(-0.5, 0.5)
    pieces = [
        [(-0.09, -0.17), (0.10, -0.16), (0.075, 0.09), (-0.07, 0.08)], [(-0.06, 0.10), (-0.01, 0.10), (-0.10, 0.30),
        (-0.21, 0.41), (-0.245, 0.36), (-0.14, 0.26)],
        [(0.01, 0.10), (0.075, 0.105), (0.15, 0.24), (0.13, 0.42), (0.19, 0.44), (0.06, 0.45),
        (0.085, 0.27)], [(0.105, -0.155), (0.13, -0.11), (0.25, -0.17), (0.33, -0.31), (0.285, -0.325), (0.22, -0.22)],
        [(-0.095, -0.16), (-0.105, -0.105), (-0.25, -0.05), (-0.33, 0.06), (-0.365, 0.03),
        (-0.28, -0.09)], [(-0.05, -0.31), (0.0, -0.335), (0.055, -0.30), (0.045, -0.205), (-0.02, -0.19),
        (-0.055, -0.23)],
    ]  # fmt: skip
    for piece in pieces:
        c.shape(jagged(art.rng, place(piece, at=at, size=0.98, turn=turn), amount=0.0035), colour)


def _paper_hand(art: Art, top: float, bottom: float, colour: RGB, tones: list[RGB]) -> None:
    c = art.canvas
    c.shape(jagged(art.rng, circle((0.5, top + 0.30), 0.24, count=13), amount=0.014), tones[0])
    x = art.pick(0.42, 0.58)
    fingers = [((-0.17, -0.38), (-0.26, -0.66), 0.062), ((-0.06, -0.42), (-0.09, -0.83), 0.068), ((0.05, -0.42),
        (0.075, -0.79), 0.066),
               ((0.15, -0.38), (0.215, -0.66), 0.058), ((-0.17, -0.12), (-0.38, -0.36), 0.07)]  # fmt: skip
    scale = (bottom - top) * 0.86
    for base, tip, wide in fingers:
        c.shape(
            jagged(
                art.rng,
                place(ribbon(np.array([base, tip]), np.array([wide * 1.5, wide])), at=(x, bottom - 0.06), size=scale),
                amount=0.005,
            ),
            colour,
        )
    palm = [(-0.12, 0.10), (-0.22, -0.12), (-0.235, -0.39), (0.19, -0.42), (0.21, -0.15), (0.13, 0.10)]
    c.shape(jagged(art.rng, place(palm, at=(x, bottom - 0.06), size=scale), amount=0.004), colour)
    iris = (x - 0.01, bottom - 0.06 - 0.20 * scale)
    c.shape(place(smooth([(-0.12, 0), (0, -0.07), (0.12, 0), (0, 0.07)]), at=iris, size=scale), tones[-1])
    c.disc(iris, 0.055 * scale, colour)


def _spiral(art: Art, at: tuple[float, float], radius: float, colour: RGB) -> None:
    turn = np.linspace(0.3, 4.2 * math.pi * 2 / 2, 260)
    reach = radius * (turn / turn[-1]) ** 1.15
    start = art.pick(0, 6)
    line = np.stack([at[0] + reach * np.cos(turn + start), at[1] + reach * np.sin(turn + start)], axis=1)
    art.canvas.shape(ribbon(line, 0.018 + 0.075 * (turn / turn[-1])), colour)


def _bars(art: Art, top: float, bottom: float, colour: RGB, tones: list[RGB]) -> None:
    c = art.canvas
    count = art.whole(5, 8)
    wide = 0.80 / count
    hero = art.whole(1, count - 2)
    for index in range(count):
        x = 0.10 + index * wide
        down = top + 0.02 + (bottom - top) * (art.pick(0.35, 0.95) if index != hero else 0.42)
        c.shape(jagged(art.rng, [(x + wide * 0.1, top - 0.2), (x + wide * 0.9, top - 0.2), (x + wide * 0.84, down),
            (x + wide * 0.16, down)], amount=0.007),
                tones[1 % len(tones)] if index == hero else colour)  # fmt: skip
        if index == hero:
            figures.stand(c, figures.coat(), at=(x + wide / 2, bottom - 0.04), tall=0.30, colour=tones[0])


def midcentury(art: Art) -> None:
    """A grid of quarter circles, discs and bars, as on a record sleeve of 1958."""
    c, p = art.canvas, art.palette
    light = art.chance(0.5) and not art.night
    ground = p.paper if light else mix(p.deep, p.shade, 0.35)
    c.wash((0.0, ground), (1.0, ground))
    columns = art.whole(3, 5)
    step = 0.88 / columns
    rows = int((0.98 if art.low else 0.88) / step)
    top = 0.07 if art.low else 1.36 - rows * step
    tones = [p.deep if light else p.glow, p.accent, p.spark, p.mid, p.shade if light else p.paper]
    for row in range(rows):
        for column in range(columns):
            one, two = (tones[int(index)] for index in art.rng.choice(len(tones), 2, replace=False))
            _tile(art, (0.06 + column * step, top + row * step), step, one, two if art.chance(0.7) else ground)


def _tile(art: Art, at: tuple[float, float], size: float, colour: RGB, back: RGB) -> None:
    c = art.canvas
    x, y = at
    c.block(x, y, x + size, y + size, back)
    kind = art.whole(0, 7)
    corners = ((x, y, 0), (x + size, y, 90), (x + size, y + size, 180), (x, y + size, 270))
    left, up, start = corners[art.whole(0, 3)]
    if kind <= 2:
        c.slice_of((left, up), size, start, start + 90, colour)
        if kind == 1:
            c.slice_of((left, up), size * 0.62, start, start + 90, back)
            c.slice_of((left, up), size * 0.30, start, start + 90, colour)
    elif kind == 3:
        c.disc((x + size / 2, y + size / 2), size * 0.36, colour)
        c.disc((x + size / 2, y + size / 2), size * 0.15, back)
    elif kind == 4:
        for bar in range(4):
            c.block(x, y + size * (bar + 0.25) / 4, x + size, y + size * (bar + 0.75) / 4, colour)
    elif kind == 5:
        c.shape(
            [(x, y), (x + size, y), (x, y + size)]
            if start < 180
            else [(x + size, y), (x + size, y + size), (x, y + size)],
            colour,
        )
    elif kind == 6:
        c.slice_of((x + size / 2, y), size / 2, 0, 180, colour)
        c.slice_of((x + size / 2, y + size), size / 2, 180, 360, colour)
    else:
        for offset in range(9):
            c.disc((x + size * (offset % 3 + 0.5) / 3, y + size * (offset // 3 + 0.5) / 3), size * 0.095, colour)


def target(art: Art) -> None:
    """Rings that close in on somebody who runs."""
    c, p = art.canvas, art.palette
    centre = (art.pick(0.38, 0.62), 0.52 if art.low else 0.94)
    pairs = [
        (p.deep, p.mid),
        (p.accent, p.deep),
        (p.mid, p.shade),
        (p.glow, p.deep),
        (p.accent, p.shade),
        (p.glow, p.mid),
    ]
    pairs = [pair for pair in pairs if contrast(*pair) > 1.7] or [(p.accent, p.shade)]
    one, two = pairs[art.whole(0, len(pairs) - 1)]
    c.wash((0.0, two), (1.0, two))
    rings = art.whole(5, 8)
    for ring in range(rings, 0, -1):
        radius = 0.15 + (1.05 - 0.15) * ((ring - 1) / (rings - 1)) ** 1.25
        drift = 0.02 * ring
        c.disc(
            (centre[0] + drift * math.cos(ring), centre[1] + drift * math.sin(ring)), radius, one if ring % 2 else two
        )
    c.disc(
        centre,
        0.165,
        max((p.paper, p.spark, p.glow), key=lambda colour: contrast(colour, p.shade) * art.pick(0.5, 1.0)),
    )
    who = figures.runner() if art.chance(0.7) else figures.walker()
    at = (centre[0], centre[1] + 0.21)
    figures.cast_shadow(c, who, at=at, tall=0.40, colour=p.shade, lean=0.75, strength=0.5)
    figures.stand(c, who, at=at, tall=0.44, colour=p.shade, flip=art.chance(0.5))
    if art.chance(0.4):
        for start in (-1, 1):
            c.stroke(
                [(centre[0] + start * 0.20, centre[1]), (centre[0] + start * 0.60, centre[1])], p.paper, thick=0.003
            )
            c.stroke(
                [(centre[0], centre[1] + start * 0.26), (centre[0], centre[1] + start * 0.60)], p.paper, thick=0.003
            )


def contours(art: Art) -> None:
    """A map's contour lines swelling around a marked place."""
    c, p = art.canvas, art.palette
    c.wash((0.0, p.glow if not art.night else p.deep), (1.0, mix(p.glow, p.mid, 0.4) if not art.night else p.shade))
    noise = clouds(art.rng, cells=(3, 4), size=(c.width // 2, c.height // 2))
    y, x = np.mgrid[0 : noise.shape[0], 0 : noise.shape[1]] / noise.shape[1]
    at = (art.pick(0.35, 0.65), 0.5 if art.low else 0.95)
    height = noise * 0.8 + 1.15 * np.exp(-(((x - at[0]) ** 2 + (y - at[1]) ** 2) / 0.085))
    levels = 17.0
    steps = np.floor(height * levels).astype(np.int16)
    lines = np.zeros(steps.shape, dtype=bool)
    lines[:-1] |= steps[:-1] != steps[1:]
    lines[:, :-1] |= steps[:, :-1] != steps[:, 1:]
    for low, high, tone in (
        (11, 16, mix(p.mid, p.accent, 0.35)),
        (16, 22, mix(p.mid, p.accent, 0.7)),
        (22, 99, p.accent),
    ):
        area = Image.fromarray(((steps >= low) & (steps < high)).astype(np.uint8) * 255)
        c.fill(area.resize(c.image.size, Image.Resampling.BICUBIC), (0.0, tone))
    ink = Image.fromarray(lines.astype(np.uint8) * 190).resize(c.image.size, Image.Resampling.BICUBIC)
    c.fill(ink, (0.0, p.shade if not art.night else p.glow))
    way = smooth(
        [
            (art.pick(0.0, 0.2), 1.1 if art.low else 1.4),
            (art.pick(0.2, 0.4), at[1] + 0.33),
            (art.pick(0.45, 0.7), at[1] + 0.18),
            at,
        ],
        closed=False,
    )
    for dot in way[::2]:
        c.disc((float(dot[0]), float(dot[1])), 0.006, p.spark if art.night else p.shade)
    pin: Points = np.concatenate([circle((0, -0.14), 0.055, start=150, end=390, count=30), [[0.0, 0.0]]])
    c.shape(place(pin, at=at, size=1.25), p.shade if not art.night else p.paper)
    c.disc((at[0], at[1] - 0.175), 0.028, p.paper if not art.night else p.accent)


def maze(art: Art) -> None:
    """Walls seen from above, one way lit through them."""
    c, p = art.canvas, art.palette
    centre = (0.5, 0.52 if art.low else 0.93)
    ground = p.deep
    c.halo(centre, 0.95, (0.0, mix(ground, p.mid, 0.6)), (1.0, mix(ground, p.shade, 0.35)))
    rings = art.whole(6, 8)
    step = 0.40 / rings
    wall = p.shade if not art.night else mix(p.mid, p.glow, 0.55)
    gap_before = 0.0
    for ring in range(1, rings + 1):
        radius = 0.055 + step * ring
        gap = gap_before + art.pick(1.2, 5.0)
        opening = 0.075 / radius
        arc = circle(
            centre, radius, start=math.degrees(gap + opening / 2), end=math.degrees(gap - opening / 2) + 360, count=100
        )
        c.stroke(arc + np.array([0.006, 0.009]), mix(ground, p.shade, 0.6), thick=0.012)
        c.stroke(arc, wall, thick=0.011)
        if ring < rings:
            for _ in range(2):
                angle = gap + art.pick(0.8, 5.4)
                spoke = [
                    (centre[0] + reach * math.cos(angle), centre[1] + reach * math.sin(angle))
                    for reach in (radius, radius + step)
                ]
                c.stroke(spoke, wall, thick=0.011)
        door = (centre[0] + radius * math.cos(gap), centre[1] + radius * math.sin(gap))
        c.glow(door, 0.055, p.accent, strength=0.7)
        gap_before = gap
    c.glow(centre, 0.22, p.accent, strength=0.8)
    c.disc(centre, 0.052, p.accent)
    figures.stand(c, figures.coat(), at=(centre[0], centre[1] + 0.03), tall=0.085, colour=p.shade)
