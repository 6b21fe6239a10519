"""One thing on one colour: a cup, a record, a telephone, a flower, a bottle, a fish."""

import math

import numpy as np

from matinee.lab.world.posters.colour import RGB, mix
from matinee.lab.world.posters.curves import circle, mirrored, place, ribbon, smooth
from matinee.lab.world.posters.scenes.art import Art


def still_life(art: Art) -> None:
    """One thing on one colour, and its long shadow."""
    c, p = art.canvas, art.palette
    ground, table = (p.mid, p.deep) if art.chance(0.5) else (p.deep, p.mid)
    edge = 0.84 if art.low else 1.16
    c.wash(
        (0.0, ground),
        (edge / 1.5, mix(ground, p.glow, 0.18)),
        (edge / 1.5, mix(table, p.shade, 0.10)),
        (1.0, mix(table, p.shade, 0.2)),
    )
    if art.chance(0.55):
        c.disc((0.5 + art.pick(-0.06, 0.06), edge - 0.26), art.pick(0.26, 0.34), mix(p.glow, ground, 0.25))
    at = (art.pick(0.46, 0.54), edge + 0.055)
    things = (_cup, _record, _telephone, _flower, _bottle, _fish)
    things[art.whole(0, len(things) - 1)](art, at, mix(table, p.shade, 0.45))


def _cup(art: Art, at: tuple[float, float], shadow: RGB) -> None:
    c, p = art.canvas, art.palette
    x, y = at
    c.shape([(x - 0.13, y), (x + 0.13, y), (x + 0.62, y + 0.19), (x + 0.34, y + 0.20)], shadow)
    c.disc((x, y), 0.24, mix(p.paper, p.shade, 0.16), squash=0.16)
    c.disc((x, y - 0.008), 0.235, p.paper, squash=0.15)
    handle = circle((x + 0.185, y - 0.19), 0.075)
    c.stroke(handle, mix(p.accent, p.shade, 0.2), thick=0.03)
    half = smooth([(0.19, -0.32), (0.185, -0.20), (0.15, -0.07), (0.09, -0.015), (0.0, -0.005)], closed=False)
    c.shaded(
        mirrored(half) + np.array(at),
        (0.0, p.accent),
        (0.55, p.accent),
        (1.0, mix(p.accent, p.shade, 0.35)),
        sideways=True,
    )
    c.disc((x, y - 0.32), 0.19, mix(p.accent, p.paper, 0.45), squash=0.18)
    c.disc((x, y - 0.314), 0.172, mix(p.shade, p.accent, 0.18), squash=0.16)
    rise = np.linspace(0, 0.42, 50)
    for strand in (-0.05, 0.05):
        line = np.stack(
            [x + strand + 0.035 * np.sin(rise * 15 + strand * 30) * (0.4 + rise * 2), y - 0.36 - rise], axis=1
        )
        c.shape(ribbon(line, 0.024 * np.sin(np.linspace(0.15, math.pi, 50))), mix(p.paper, p.glow, 0.3))


def _record(art: Art, at: tuple[float, float], shadow: RGB) -> None:
    c, p = art.canvas, art.palette
    centre = (at[0], at[1] - 0.32)
    c.shape(circle((centre[0] + 0.04, centre[1] + 0.035), 0.345), shadow)
    c.disc(centre, 0.345, p.shade)
    for groove in np.linspace(0.17, 0.325, 12).tolist():
        c.ring(centre, groove, mix(p.shade, p.glow, 0.16), thick=0.0025)
    start = art.pick(0, 90)
    for offset in (0, 180):
        wedge = np.concatenate(
            [
                circle(centre, 0.33, start=start + offset, end=start + offset + 24, count=12),
                circle(centre, 0.14, start=start + offset + 24, end=start + offset, count=6),
            ]
        )
        c.beam(wedge, p.paper, strength=0.16, blur=0.01)
    c.disc(centre, 0.135, p.accent)
    c.slice_of(centre, 0.135, 200, 340, p.spark)
    c.disc(centre, 0.016, p.paper)
    arm = smooth(
        [
            (centre[0] + 0.40, centre[1] - 0.36),
            (centre[0] + 0.36, centre[1] - 0.02),
            (centre[0] + 0.21, centre[1] + 0.13),
        ],
        closed=False,
    )
    c.shape(ribbon(arm, 0.020), p.paper)
    c.disc((centre[0] + 0.40, centre[1] - 0.36), 0.045, p.paper)
    c.shape(ribbon(arm[-5:], 0.045), p.paper)


def _telephone(art: Art, at: tuple[float, float], shadow: RGB) -> None:
    c, p = art.canvas, art.palette
    x, y = at
    c.shape([(x - 0.24, y), (x + 0.26, y), (x + 0.70, y + 0.19), (x + 0.20, y + 0.19)], shadow)
    base = smooth(
        mirrored(
            [(0.0, -0.33), (0.12, -0.325), (0.17, -0.25), (0.245, -0.07), (0.26, -0.015), (0.22, 0.0), (0.0, 0.003)]
        )
    )
    c.shaded(
        base + np.array(at),
        (0.0, mix(p.accent, p.paper, 0.10)),
        (0.6, p.accent),
        (1.0, mix(p.accent, p.shade, 0.4)),
        sideways=True,
    )
    grip = smooth(
        mirrored(
            [
                (0.0, -0.435),
                (0.18, -0.425),
                (0.27, -0.39),
                (0.315, -0.33),
                (0.30, -0.255),
                (0.21, -0.265),
                (0.17, -0.33),
                (0.0, -0.355),
            ]
        )
    )
    c.shape(grip + np.array(at), mix(p.accent, p.shade, 0.35))
    for side in (-1, 1):
        c.block(x + side * 0.10 - 0.018, y - 0.37, x + side * 0.10 + 0.018, y - 0.31, mix(p.accent, p.shade, 0.5))
    dial = (x, y - 0.16)
    c.disc(dial, 0.112, p.paper)
    for hole in range(10):
        angle = math.radians(-60 + hole * 30)
        c.disc((dial[0] + 0.080 * math.cos(angle), dial[1] + 0.080 * math.sin(angle)), 0.0165, p.shade)
    c.disc(dial, 0.042, p.accent)
    turn = np.linspace(0, 10 * math.pi, 200)
    cord = np.stack(
        [
            x - 0.25 - turn * 0.011 + 0.013 * np.cos(turn * 1.8),
            y - 0.03 + 0.06 * np.sin(turn * 0.2) + 0.018 * np.sin(turn * 1.8),
        ],
        axis=1,
    )
    c.stroke(cord, mix(p.accent, p.shade, 0.4), thick=0.007)


def _flower(art: Art, at: tuple[float, float], shadow: RGB) -> None:
    c, p = art.canvas, art.palette
    x, y = at
    c.shape([(x - 0.08, y), (x + 0.08, y), (x + 0.55, y + 0.20), (x + 0.36, y + 0.20)], shadow)
    head = (x + art.pick(-0.06, 0.06), y - 0.62)
    stem = smooth([(x, y - 0.22), (x + 0.03, y - 0.40), head], closed=False)
    leaf_tone = mix(p.spark, p.shade, 0.35)
    c.shape(ribbon(stem, 0.014), leaf_tone)
    for side in (-1, 1):
        c.shape(
            place(
                smooth([(0, 0), (0.06, -0.07), (0.16, -0.10), (0.10, -0.01)]),
                at=(x + 0.02, y - 0.36 + side * 0.03),
                size=1.0,
                flip=side < 0,
            ),
            leaf_tone,
        )
    petals = art.whole(6, 11)
    for ring, reach, tone in ((0, 0.150, mix(p.accent, p.shade, 0.18)), (1, 0.115, p.accent)):
        for petal in range(petals):
            angle = (petal + ring * 0.5) / petals * 2 * math.pi
            c.shape(
                place(
                    smooth([(0, 0), (0.30, -0.26), (0.85, -0.26), (1.0, 0), (0.85, 0.26), (0.30, 0.26)]),
                    at=head,
                    size=reach,
                    turn=angle,
                ),
                tone,
            )
    c.disc(head, 0.045, p.glow if p.glow != p.accent else p.paper)
    vase = smooth(
        [(0.065, -0.26), (0.045, -0.22), (0.10, -0.12), (0.105, -0.05), (0.06, 0.0), (0.0, 0.004)], closed=False
    )
    c.shaded(
        mirrored(vase) + np.array(at), (0.0, p.paper), (0.5, p.paper), (1.0, mix(p.paper, p.shade, 0.35)), sideways=True
    )


def _bottle(art: Art, at: tuple[float, float], shadow: RGB) -> None:
    c, p = art.canvas, art.palette
    x, y = at
    c.shape([(x - 0.10, y), (x + 0.10, y), (x + 0.64, y + 0.20), (x + 0.44, y + 0.20)], shadow)
    half = smooth(
        [
            (0.036, -0.66),
            (0.036, -0.48),
            (0.045, -0.42),
            (0.095, -0.34),
            (0.105, -0.26),
            (0.105, -0.02),
            (0.09, 0.0),
            (0.0, 0.004),
        ],
        closed=False,
    )
    glass = mix(p.spark, p.shade, 0.45)
    c.shaded(
        mirrored(half) + np.array(at),
        (0.0, mix(glass, p.paper, 0.25)),
        (0.4, glass),
        (1.0, mix(glass, p.shade, 0.5)),
        sideways=True,
    )
    c.block(x - 0.105, y - 0.25, x + 0.105, y - 0.08, p.paper)
    c.disc((x, y - 0.165), 0.055, p.accent)
    c.block(x - 0.042, y - 0.68, x + 0.042, y - 0.60, p.accent)
    c.shape(ribbon(np.array([(x - 0.075, y - 0.33), (x - 0.078, y - 0.27)]), 0.012), mix(glass, p.paper, 0.7))
    for side, tall in ((-0.26, 0.30), (0.25, 0.26)):
        c.disc((x + side, y + 0.004), 0.055, p.paper, squash=0.2)
        c.stroke([(x + side, y), (x + side, y - tall * 0.5)], p.paper, thick=0.009)
        bowl = smooth([(0.062, -tall), (0.075, -tall * 0.78), (0.04, -tall * 0.52), (0.0, -tall * 0.48)], closed=False)
        c.shape(mirrored(bowl) + np.array([x + side, y]), mix(p.paper, p.glow, 0.4))
        wine = smooth(
            [(0.073, -tall * 0.82), (0.06, -tall * 0.64), (0.035, -tall * 0.53), (0.0, -tall * 0.50)], closed=False
        )
        c.shape(mirrored(wine) + np.array([x + side, y]), p.accent)


def _fish(art: Art, at: tuple[float, float], shadow: RGB) -> None:
    c, p = art.canvas, art.palette
    x, y = at[0], at[1] - 0.30
    c.disc((x + 0.05, at[1] - 0.02), 0.30, shadow, squash=0.22)
    bowl = circle((x, y), 0.29, start=-58, end=238, count=70)
    c.beam(bowl, p.paper, strength=0.28)
    water = circle((x, y), 0.275, start=-20, end=200, count=60)
    c.beam(water, mix(p.glow, p.paper, 0.3), strength=0.5)
    fish = smooth(
        [
            (-0.13, 0.0),
            (-0.05, -0.07),
            (0.06, -0.055),
            (0.12, -0.01),
            (0.20, -0.075),
            (0.185, 0.0),
            (0.20, 0.075),
            (0.12, 0.015),
            (0.05, 0.06),
            (-0.06, 0.06),
        ],
        steps=5,
    )
    c.shape(place(fish, at=(x - 0.02, y + 0.04), size=1.0), p.accent)
    c.shape(
        place([(-0.01, -0.05), (0.06, -0.115), (0.07, -0.04)], at=(x - 0.02, y + 0.04), size=1.0),
        mix(p.accent, p.shade, 0.2),
    )
    c.disc((x - 0.10, y + 0.03), 0.014, p.paper)
    c.disc((x - 0.102, y + 0.03), 0.007, p.shade)
    for bubble in range(4):
        c.ring(
            (x - 0.16 - 0.008 * bubble, y - 0.01 - 0.045 * bubble), 0.010 + 0.003 * (bubble % 2), p.paper, thick=0.003
        )
    rim = circle((x, y), 0.29, start=-58, end=238, count=70)
    c.stroke(rim, mix(p.paper, p.glow, 0.2), thick=0.008)
    c.disc((x, y - 0.246), 0.154, mix(p.paper, p.glow, 0.3), squash=0.12)
    c.stroke(circle((x, y), 0.255, start=195, end=235, count=12), p.paper, thick=0.014)
