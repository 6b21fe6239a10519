"""In town: a skyline over water, lit windows, a street of signs, a grid that runs to the horizon."""

import numpy as np
from PIL import Image

from matinee.lab.world.posters import figures, props
from matinee.lab.world.posters.colour import RGB, mix
from matinee.lab.world.posters.curves import circle, down_to, ridge
from matinee.lab.world.posters.scenes.art import Art
from matinee.lab.world.posters.scenes.land import sky


def skyline(art: Art) -> None:
    """Three rows of towers before a moon or sun, mirrored in a river."""
    c, p = art.canvas, art.palette
    ground = art.pick(0.92, 1.0) if art.low else art.pick(1.2, 1.28)
    sky(art, ground)
    moon = (art.pick(0.25, 0.75), ground - art.pick(0.46, 0.60))
    radius = art.pick(0.11, 0.24)
    c.glow(moon, radius * 3, mix(p.glow, p.accent, 0.4), strength=0.6)
    c.disc(moon, radius, p.accent)
    if art.chance(0.5):
        art.mist(moon[1] + 0.05, 0.05, p.mid, strength=0.8, cells=(3, 20))
    for layer, share in enumerate((0.28, 0.60, 1.0)):
        tone = mix(mix(p.glow, p.mid, 0.6), p.shade, share)
        x = -0.03
        peak = art.pick(0.3, 0.7)
        while x < 1.02:
            broad = art.pick(0.05, 0.115) * (1 + 0.3 * layer)
            tall = (0.46 - 0.13 * layer) * art.pick(0.4, 1.0) * (1.12 - 0.9 * abs(x - peak))
            _tower(
                art,
                x=x,
                ground=ground,
                broad=broad,
                tall=max(0.06, tall),
                tone=tone,
                lit=mix(tone, p.spark if art.night else p.glow, 0.25 + 0.35 * layer),
            )
            x += broad * art.pick(0.92, 1.15)
    c.block(0, ground, 1, 1.5, p.shade)
    mirror = c.image.crop((0, round((ground - 0.42) * c.width), c.width, round(ground * c.width)))
    mirror = mirror.transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize((c.width, round(0.36 * c.width)))
    c.image.paste(mirror, (0, round(ground * c.width)))
    c.beam([(0, ground), (1, ground), (1, 1.5), (0, 1.5)], mix(p.shade, p.deep, 0.3), strength=0.62)
    for row in range(26):
        y = ground + 0.006 + 0.013 * row
        x = moon[0] + art.pick(-0.4, 0.4) * (0.3 + row / 26)
        c.stroke(
            [(x - art.pick(0.02, 0.13), y), (x + art.pick(0.02, 0.13), y)],
            mix(p.shade, p.accent if row % 2 else p.glow, 0.38),
            thick=0.003,
        )
    c.block(0, ground - 0.004, 1, ground + 0.004, p.shade)
    c.band(ground + 0.08, 1.5, p.shade, above=0.0, below=0.95)


def _tower(art: Art, *, x: float, ground: float, broad: float, tall: float, tone: RGB, lit: RGB) -> None:
    c = art.canvas
    top = ground - tall
    c.block(x, top, x + broad, ground, tone)
    style = art.whole(0, 4)
    middle = x + broad / 2
    if style == 0:
        c.block(middle - broad * 0.3, top - broad * 0.4, middle + broad * 0.3, top, tone)
        c.block(middle - broad * 0.14, top - broad * 0.7, middle + broad * 0.14, top, tone)
        c.stroke([(middle, top - broad * 0.7), (middle, top - broad * 1.5)], tone, thick=0.003)
    elif style == 1:
        c.shape([(x, top), (middle, top - broad * 0.7), (x + broad, top)], tone)
    elif style == 2:
        c.shape([(x, top), (x + broad, top - broad * 0.5), (x + broad, top)], tone)
    elif style == 3:
        c.block(x + broad * 0.2, top - broad * 0.25, x + broad * 0.5, top, tone)
    columns, rows = max(2, int(broad / 0.018)), int(tall / 0.026)
    on = art.rng.random((rows, columns)) < 0.30
    for row, column in np.argwhere(on).tolist():
        left, up = x + (column + 0.28) * broad / columns, top + 0.014 + row * 0.026
        c.block(left, up, left + broad / columns * 0.45, up + 0.012, lit)


def facade(art: Art) -> None:
    """One house front full of windows; in one of them the story."""
    c, p = art.canvas, art.palette
    wall = mix(p.shade, p.deep, 0.55) if art.night else mix(p.deep, p.mid, 0.3)
    c.wash((0.0, wall), (1.0, mix(wall, p.shade, 0.5)))
    columns = art.whole(3, 5)
    top, bottom = (0.07, 1.02) if art.low else (0.50, 1.42)
    rows = round((bottom - top) / (0.94 / columns) / 1.28)
    wide, tall = 0.90 / columns, (bottom - top) / rows
    hero = (art.whole(0, rows - 1), art.whole(0, columns - 1))
    panes = [
        mix(wall, p.glow, 0.30),
        mix(wall, p.shade, 0.45),
        mix(wall, p.mid, 0.6),
        mix(wall, p.shade, 0.6),
        mix(wall, p.spark, 0.35),
    ]
    for row in range(rows):
        for column in range(columns):
            left, up = 0.05 + column * wide + wide * 0.13, top + row * tall + tall * 0.10
            right, down = left + wide * 0.74, up + tall * 0.76
            star = (row, column) == hero
            light = p.accent if star else panes[art.whole(0, len(panes) - 1)]
            if star:
                c.glow(((left + right) / 2, (up + down) / 2), wide * 1.5, p.accent, strength=0.7)
            _window(art, (left, up, right, down), light=light, wall=wall, star=star)
    c.band(1.05, 1.5, mix(wall, p.shade, 0.8), above=0.0, below=0.9)


def _window(art: Art, pane: tuple[float, float, float, float], *, light: RGB, wall: RGB, star: bool) -> None:
    c, p = art.canvas, art.palette
    left, up, right, down = pane
    frame = mix(wall, p.shade, 0.55)
    edge = 0.008
    c.block(left - edge, up - edge, right + edge, down + edge, frame)
    c.shaded(
        [(left, up), (right, up), (right, down), (left, down)],
        (0.0, light),
        (1.0, mix(light, p.glow if star else wall, 0.35)),
    )
    middle = (left + right) / 2
    kind = 0 if star else art.whole(0, 6)
    if star:
        tall = (down - up) * 0.80
        figures.stand(c, figures.coat(), at=(middle - 0.14 * (right - left), down), tall=tall, colour=p.shade)
        if art.chance(0.6):
            figures.stand(
                c, figures.gown(), at=(middle + 0.20 * (right - left), down), tall=tall * 0.92, colour=p.shade
            )
    elif kind == 1:
        c.block(left, up, right, up + (down - up) * art.pick(0.2, 0.6), mix(light, p.paper, 0.18))
    elif kind == 2:
        for side in (left, right):
            c.shape(
                [(side, up), (middle, up), (side + (middle - side) * 0.3, down), (side, down)],
                mix(light, p.shade, 0.25),
            )
    elif kind == 3:
        c.disc((middle, down - 0.012), (right - left) * 0.12, mix(light, p.shade, 0.6))
        c.stroke([(middle, down), (middle, down - (down - up) * 0.4)], mix(light, p.shade, 0.6), thick=0.006)
    if kind in {0, 3, 4} and not star:
        c.block(middle - 0.003, up, middle + 0.003, down, frame)
        c.block(left, up + (down - up) * 0.45, right, up + (down - up) * 0.45 + 0.006, frame)
    c.block(left - edge * 2, down + edge, right + edge * 2, down + edge * 2.4, mix(wall, p.glow, 0.22))


def neon_alley(art: Art) -> None:
    """A narrow street between signs, rain on the ground, somebody walking into it."""
    c, p = art.canvas, art.palette
    eye = (art.pick(0.44, 0.56), 0.74 if art.low else 0.92)
    c.halo(eye, 0.85, (0.0, p.accent), (0.16, mix(p.glow, p.mid, 0.25)), (0.5, p.mid), (1.0, p.deep))
    for side in (-1, 1):
        for near in np.geomspace(0.09, 1.15, 6).tolist():
            x, inner = eye[0] + side * near, eye[0] + side * near * 0.70
            top = eye[1] - near * art.pick(1.5, 2.3)
            tone = mix(p.mid, p.shade, round(min(1.0, 0.35 + near * 0.62), 3))
            foot = eye[1] + near * 0.22
            c.shape(
                [
                    (inner, top + near * 0.30),
                    (x, top),
                    (x + side * 0.7, top),
                    (x + side * 0.7, 1.5),
                    (x, foot + 0.1 * near),
                    (inner, foot),
                ],
                tone,
            )
            for row in range(4):
                y = eye[1] - near * (0.25 + 0.34 * row)
                if art.chance(0.5):
                    c.shape([(inner + side * near * 0.05, y), (inner + side * near * 0.11, y - near * 0.02),
                             (inner + side * near * 0.11, y + near * 0.11),
                             (inner + side * near * 0.05, y + near * 0.11)], mix(tone, p.spark, 0.7))  # fmt: skip
            if near > 0.14:
                _sign(art, inner, eye[1] - near * art.pick(0.5, 1.1), near * side)
    floor = [(eye[0] - 0.02, eye[1] + 0.02), (eye[0] + 0.02, eye[1] + 0.02), (1.4, 1.5), (-0.4, 1.5)]
    c.shaded(floor, (0.0, mix(p.glow, p.shade, 0.35)), (0.4, mix(p.mid, p.shade, 0.5)), (1.0, p.shade))
    for _ in range(46):
        x, near = art.pick(-0.5, 0.5), art.pick(0.05, 0.6)
        y = eye[1] + near
        tone = mix(p.shade, art.one_of(p.glow, p.accent, p.spark), round(art.pick(0.2, 0.75), 2))
        c.stroke([(eye[0] + x * near * 2.2, y), (eye[0] + x * near * 2.2, y + art.pick(0.01, 0.06))], tone, thick=0.006)
    c.glow(eye, 0.26, p.accent, strength=0.8)
    figure = figures.coat()
    figures.cast_shadow(c, figure, at=(eye[0], eye[1] + 0.20), tall=0.30, colour=p.shade, lean=0.0, strength=0.7)
    figures.stand(c, figure, at=(eye[0], eye[1] + 0.20), tall=0.34, colour=p.shade)
    if art.chance(0.4):
        figures.stand(c, (figures.hat(),), at=(eye[0], eye[1] + 0.20), tall=0.34, colour=p.shade)
    _rain(art, 90, mix(p.accent, p.paper, 0.4))
    c.band(1.15, 1.5, p.shade, above=0.0, below=0.9)


def _sign(art: Art, x: float, y: float, near: float) -> None:
    c, p = art.canvas, art.palette
    tone = art.one_of(p.glow, p.accent, p.spark)
    wide, tall = -abs(near) * 0.17 * (1 if near > 0 else -1), abs(near) * art.pick(0.26, 0.5)
    left, right = sorted((x, x + wide))
    c.glow(((left + right) / 2, y + tall / 2), abs(near) * 0.55, tone, strength=0.55)
    c.block(left, y, right, y + tall, mix(p.shade, tone, 0.18))
    thick = max(0.003, abs(near) * 0.012)
    c.stroke([(left, y), (right, y), (right, y + tall), (left, y + tall), (left, y)], tone, thick=thick)
    marks = art.whole(2, 4)
    for mark in range(marks):
        middle, up = (left + right) / 2, y + tall * (mark + 0.22) / marks
        size = min(right - left, tall / marks) * 0.30
        bright = mix(tone, p.paper, 0.5)
        if art.chance(0.5):
            c.ring((middle, up + size), size, bright, thick=thick)
        else:
            c.stroke(
                [(middle - size, up), (middle + size, up), (middle, up), (middle, up + 2 * size)], bright, thick=thick
            )


def _rain(art: Art, count: int, colour: RGB) -> None:
    for x, y, long in art.rng.random((count, 3)).tolist():
        start = (x * 1.1, y * 1.5)
        art.canvas.stroke(
            [start, (start[0] - 0.008 - 0.01 * long, start[1] + 0.03 + 0.04 * long)],
            mix(art.palette.mid, colour, 0.5),
            thick=0.0012,
        )


def neon_grid(art: Art) -> None:
    """A sun in slices over a grid of light."""
    c, p = art.canvas, art.palette
    horizon = art.pick(0.80, 0.88) if art.low else art.pick(0.98, 1.04)
    c.wash((0.0, p.shade), (0.35, p.deep), (horizon / 1.5, mix(p.mid, p.glow, 0.5)), (1.0, p.shade))
    art.stars(120, bottom=horizon, colour=p.paper)
    x, radius = 0.5, art.pick(0.27, 0.34)
    sun = (x, horizon - radius * art.pick(0.45, 0.75))
    c.glow(sun, radius * 2.1, p.glow, strength=0.85)
    c.shaded(circle(sun, radius), (0.0, p.spark), (0.5, mix(p.spark, p.glow, 0.7)), (1.0, p.glow))
    for stripe in range(7):
        y = sun[1] + radius * (-0.05 + 0.15 * stripe)
        c.block(x - radius, y, x + radius, y + radius * (0.018 + 0.011 * stripe), mix(p.deep, p.mid, 0.55))
    far = ridge(art.rng, height=horizon - 0.02, rise=0.16, roughness=0.52, pieces=4)
    far[:, 1] += 0.10 - 0.34 * np.abs(far[:, 0] - 0.5)
    c.shape(down_to(np.minimum(far, horizon + 0.5), 1.5), p.shade)
    c.stroke(far, p.accent, thick=0.004)
    c.block(0, horizon, 1, 1.5, p.shade)
    c.band(horizon, horizon + 0.3, p.mid, above=0.8, below=0.0)
    for line in range(-14, 15):
        c.stroke([(x + line * 0.035, horizon), (x + line * 0.30, 1.5)], mix(p.mid, p.accent, 0.75), thick=0.0028)
    for row in range(12):
        y = horizon + (1.5 - horizon) * (row / 12) ** 2.1
        c.stroke([(0, y), (1, y)], mix(p.mid, p.accent, round(0.5 + 0.4 * row / 12, 2)), thick=0.0022 + 0.0003 * row)
    c.glow((x, horizon), 0.62, p.glow, strength=0.45, squash=0.10)
    if art.chance(0.5):
        props.car(
            c,
            at=(0.5, horizon + 0.16),
            long=0.46,
            colour=p.shade,
            glass=mix(p.glow, p.mid, 0.4),
            lights=p.accent,
            flip=art.chance(0.5),
        )
    else:
        figures.stand(c, figures.coat(), at=(x, horizon + 0.13), tall=0.30, colour=p.shade)
    c.band(1.18, 1.5, p.shade, above=0.0, below=0.8)
