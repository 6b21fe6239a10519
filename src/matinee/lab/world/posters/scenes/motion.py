"""At speed and under fire: a chase, planes in smoke, a bridge, a train in the snow."""

import math
from itertools import pairwise

import numpy as np

from matinee.lab.world.posters import figures, props
from matinee.lab.world.posters.colour import mix
from matinee.lab.world.posters.curves import down_to, hills, place, ribbon, ridge
from matinee.lab.world.posters.scenes.art import Art
from matinee.lab.world.posters.scenes.land import sky


def chase(art: Art) -> None:
    """Wedges of colour shooting past a car or a runner."""
    c, p = art.canvas, art.palette
    base = mix(p.deep, p.shade, 0.3)
    c.wash((0.0, base), (1.0, mix(base, p.shade, 0.6)))
    middle = 0.60 if art.low else 1.02
    away = (
        (art.pick(-0.3, 0.0), middle - art.pick(0.12, 0.3))
        if art.chance(0.5)
        else (art.pick(1.0, 1.3), middle - art.pick(0.12, 0.3))
    )
    side = 1 if away[0] < 0.5 else -1
    wedges = art.whole(15, 20)
    tones = (p.accent, p.glow, p.mid, mix(p.accent, p.shade, 0.5), p.spark, base, p.mid, base)
    angles = np.sort(art.rng.uniform(-0.9, 1.0, wedges))
    for index, angle in enumerate(angles.tolist()):
        half = art.pick(0.012, 0.055)
        far = [
            (away[0] + side * 2.2 * math.cos(angle + edge), away[1] + 2.2 * math.sin(angle + edge))
            for edge in (-half, half)
        ]
        c.shape([away, *far], tones[index % len(tones)])
    c.glow(away, 0.9, p.glow, strength=0.8)
    ground = middle + 0.20
    road = [
        (away[0], away[1] + 0.06),
        (0.5 + side * 0.9, ground - 0.03),
        (0.5 + side * 0.9, 1.5),
        (0.5 - side * 0.6, 1.5),
    ]
    c.shaded(road, (0.0, mix(p.mid, p.shade, 0.35)), (0.45, mix(p.mid, p.shade, 0.62)), (1.0, p.shade))
    if art.chance(0.55):
        props.car(
            c,
            at=(0.52, ground + 0.02),
            long=0.74,
            colour=p.shade,
            glass=mix(p.glow, p.mid, 0.2),
            lights=p.paper,
            flip=side < 0,
        )
        c.stroke([(0.10, ground + 0.02), (0.92, ground + 0.02)], mix(p.shade, p.accent, 0.4), thick=0.006)
    else:
        figures.stand(c, figures.runner(), at=(0.5, ground + 0.06), tall=0.58, colour=p.shade, flip=side < 0)
    for _ in range(26):
        y, x = middle + art.pick(-0.42, 0.3), art.pick(0, 1)
        long = art.pick(0.05, 0.22)
        c.shape(
            ribbon(np.array([(x, y), (x + side * long, y + long * 0.10)]), np.array([0.006, 0.0005])),
            mix(p.glow, p.paper, 0.5),
        )
    c.band(1.0, 1.5, p.shade, above=0.0, below=0.95)
    if not art.low:
        c.band(0.0, 0.45, p.shade, above=0.75, below=0.0)


def squadron(art: Art) -> None:
    """Planes over a burning horizon, people with rifles on the ridge."""
    c, p = art.canvas, art.palette
    ground = 1.0 if art.low else 1.32
    c.wash((0.0, p.deep), (0.38, p.mid), (ground / 1.5, p.glow), (1.0, p.glow))
    c.glow((art.pick(0.3, 0.7), ground), 0.8, p.accent, strength=0.7)
    for height in (0.25, 0.5, 0.72):
        art.mist(ground * height, 0.13, mix(p.deep, p.shade, 0.35 + 0.3 * (1 - height)), strength=0.85, cells=(3, 8))
    lead = (art.pick(0.42, 0.58), (0.30 if art.low else 0.66))
    turn = art.pick(-0.5, 0.5)
    for place_in_row in range(art.whole(3, 6)):
        side = (place_in_row + 1) // 2 * (1 if place_in_row % 2 else -1)
        at = (lead[0] + side * 0.20, lead[1] + abs(side) * 0.10 + side * 0.05)
        for part in props.bomber(at=at, size=0.25 - 0.03 * abs(side), turn=turn):
            c.shape(part, mix(p.shade, p.mid, 0.14 * abs(side)))
    for column in range(3):
        x = art.pick(0.05, 0.95)
        widths = np.linspace(0.02, 0.12, 40)
        y = np.linspace(ground, ground - 0.5, 40)
        line = np.stack([x + 0.05 * np.sin((ground - y) * 6 + column) + 0.15 * (ground - y), y], axis=1)
        c.beam(ribbon(line, widths), p.shade, strength=0.42, blur=0.022)
    c.shape(down_to(ridge(art.rng, height=ground - 0.03, rise=0.05, roughness=0.6), 1.5), mix(p.shade, p.mid, 0.35))
    crest = ridge(art.rng, height=ground + 0.05, rise=0.04, roughness=0.5)
    c.shape(down_to(crest, 1.5), p.shade)
    count = art.whole(3, 6)
    for index, x in enumerate(np.linspace(0.18, 0.82, count).tolist()):
        at = x + art.pick(-0.04, 0.04)
        foot = float(np.interp(at, crest[:, 0], crest[:, 1]))
        figures.stand(
            c, figures.soldier(), at=(at, foot + 0.012), tall=art.pick(0.17, 0.20), colour=p.shade, flip=index % 2 == 0
        )
    c.band(1.1, 1.5, p.shade, above=0.0, below=0.95)


def bridge(art: Art) -> None:
    """A suspension bridge going off into the mist, somebody at the rail."""
    c, p = art.canvas, art.palette
    deck = 0.86 if art.low else 1.18
    sky(art, deck + 0.1)
    c.disc((art.pick(0.55, 0.85), deck - art.pick(0.3, 0.5)), art.pick(0.08, 0.16), mix(p.glow, p.paper, 0.5))
    for layer in range(2):
        c.shape(
            down_to(hills(art.rng, height=deck - 0.04 + 0.05 * layer, rise=0.03), 1.5),
            mix(mix(p.glow, p.mid, 0.6), p.shade, 0.10 + 0.12 * layer),
        )
    art.mist(deck + 0.02, 0.10, mix(p.glow, p.mid, 0.3), strength=0.8, cells=(2, 8))
    steel = mix(p.accent, p.shade, 0.30)
    tops: list[tuple[float, float]] = []
    for x, near in ((0.88, 0.28), (0.64, 0.5), (0.24, 1.0)):
        tone = mix(steel, p.glow, 0.55 * (1 - near))
        foot, top, wide = deck + 0.20 * near, deck - 0.66 * near, 0.080 * near
        for leg in (-1, 1):
            c.shape([(x + leg * wide - 0.016 * near, top), (x + leg * wide + 0.016 * near, top),
                (x + leg * wide * 1.25 + 0.022 * near, 1.5),
                     (x + leg * wide * 1.25 - 0.022 * near, 1.5)], tone)  # fmt: skip
        for beam in (0.03, 0.25, 0.5, 0.8):
            y = top + beam * (foot - top)
            c.block(x - wide, y, x + wide, y + 0.030 * near, tone)
        tops.append((x, top))
    _cables(art, tops, deck, steel)
    c.shape(
        [(1.05, deck - 0.005), (1.05, deck + 0.004), (-0.1, deck + 0.33), (-0.1, deck + 0.22)],
        mix(steel, p.shade, 0.55),
    )
    c.shape(down_to(hills(art.rng, height=deck + 0.38, rise=0.01), 1.5), p.shade)
    figures.stand(c, figures.coat(), at=(0.50, deck + 0.125), tall=0.15, colour=p.shade)
    c.band(deck + 0.2, 1.42, p.shade, above=0.0, below=0.95)


def _cables(art: Art, tops: list[tuple[float, float]], deck: float, steel: tuple[int, int, int]) -> None:
    c = art.canvas
    ends = [(1.1, deck - 0.10), *tops, (-0.35, deck - 0.15)]
    for (x0, y0), (x1, y1) in pairwise(ends):
        t = np.linspace(0, 1, 24)
        sag = 4 * t * (1 - t) * abs(x1 - x0) * 1.05
        line = np.stack([x0 + (x1 - x0) * t, y0 + (y1 - y0) * t + sag], axis=1)
        c.shape(ribbon(line, np.interp(line[:, 0], [0, 1], [0.011, 0.004])), steel)
        for x, y in line[1:-1:1].tolist():
            bottom = deck + 0.24 * (1 - x) - 0.01
            if y < bottom:
                c.stroke([(x, y), (x, bottom)], steel, thick=0.0018)


def train(art: Art) -> None:
    """A train that comes straight on, its lamp in the snow or the dust."""
    c, p = art.canvas, art.palette
    horizon = 0.62 if art.low else 0.98
    sky(art, horizon + 0.05)
    c.shape(down_to(ridge(art.rng, height=horizon - 0.02, rise=0.10, roughness=0.54), 1.5), mix(p.mid, p.shade, 0.4))
    field = mix(p.glow, p.mid, 0.35)
    c.shaded(
        [(0, horizon + 0.03), (1, horizon + 0.03), (1, 1.5), (0, 1.5)], (0.0, field), (1.0, mix(field, p.shade, 0.7))
    )
    x, foot, size = 0.5, horizon + 0.34, 0.25
    for rail in (-1, 1):
        c.shape(
            [
                (x + rail * 0.02, horizon + 0.02),
                (x + rail * 0.026, horizon + 0.02),
                (x + rail * 0.46, 1.5),
                (x + rail * 0.40, 1.5),
            ],
            p.shade,
        )
    for near in np.geomspace(0.06, 1.0, 14).tolist():
        y = horizon + near * 0.9
        c.block(x - near * 0.5, y, x + near * 0.5, y + 0.02 * near + 0.002, mix(p.shade, field, 0.18))
    plume = [(x + art.pick(-0.02, 0.02), foot - size * 2.0)]
    drift = art.pick(-0.5, 0.5)
    for puff in range(22):
        t = puff / 21
        at = (plume[0][0] + drift * t**1.3, plume[0][1] - 0.50 * t)
        c.disc(
            (at[0] + art.pick(-0.03, 0.03), at[1] + art.pick(-0.02, 0.02)),
            0.035 + 0.12 * t,
            mix(mix(p.paper, p.mid, 0.25), p.glow, round(0.7 * t, 2)),
        )
    _engine(art, x, foot, size)
    lamp = (x, foot - size * 1.02)
    c.glow(lamp, 0.48, mix(p.accent, p.paper, 0.5), strength=0.9)
    c.disc(lamp, size * 0.17, mix(p.accent, p.paper, 0.8))
    c.band(1.02, 1.5, p.shade, above=0.0, below=0.9)


def _engine(art: Art, x: float, foot: float, size: float) -> None:
    """Boiler, chimney, buffer beam and cow-catcher, from the front."""
    c, p = art.canvas, art.palette
    body = [
        (-0.62, 0.0),
        (-0.66, -0.35),
        (-0.56, -0.95),
        (-0.36, -1.32),
        (0.36, -1.32),
        (0.56, -0.95),
        (0.66, -0.35),
        (0.62, 0.0),
    ]
    c.shape(place(body, at=(x, foot), size=size), p.shade)
    c.disc((x, foot - size * 0.92), size * 0.60, mix(p.shade, p.mid, 0.22))
    c.disc((x, foot - size * 0.92), size * 0.52, p.shade)
    c.block(x - size * 0.12, foot - size * 1.95, x + size * 0.12, foot - size * 1.30, p.shade)
    c.block(x - size * 0.18, foot - size * 2.0, x + size * 0.18, foot - size * 1.88, p.shade)
    c.block(x - size * 0.80, foot - size * 0.36, x + size * 0.80, foot - size * 0.12, mix(p.accent, p.shade, 0.25))
    c.shape(
        [
            (x - size * 0.55, foot - size * 0.12),
            (x + size * 0.55, foot - size * 0.12),
            (x + size * 0.80, foot + size * 0.42),
            (x - size * 0.80, foot + size * 0.42),
        ],
        mix(p.shade, p.accent, 0.16),
    )
    for bar in np.linspace(-0.6, 0.6, 7).tolist():
        c.stroke(
            [(x + bar * size * 0.8, foot - size * 0.12), (x + bar * size * 1.3, foot + size * 0.42)],
            p.shade,
            thick=0.006,
        )
