"""For an evening out: creatures, a stage, an art-deco tower, a crowd of soft shapes."""

import math

import numpy as np

from matinee.lab.world.posters import figures
from matinee.lab.world.posters.colour import mix
from matinee.lab.world.posters.curves import blob, circle, down_to, hills, mirrored, place, ribbon, smooth
from matinee.lab.world.posters.scenes.art import Art


def creature(art: Art) -> None:
    """Somebody large, round and friendly behind a hill, and somebody small in front."""
    c, p = art.canvas, art.palette
    c.wash((0.0, p.deep), (0.6, p.mid), (1.0, p.glow))
    ground = 0.94 if art.low else 1.30
    if art.night:
        art.stars(80, bottom=ground, colour=p.paper)
    c.disc((art.pick(0.14, 0.86), ground - art.pick(0.62, 0.72)), 0.09, p.glow)
    c.shape(down_to(hills(art.rng, height=ground - 0.12, rise=0.04), 1.5), mix(p.mid, p.spark, 0.5))
    x, size = art.pick(0.42, 0.58), art.pick(0.27, 0.33)
    fur = art.one_of(p.accent, p.spark, mix(p.accent, p.deep, 0.4))
    top = ground - size * 1.85
    ears = art.whole(0, 2)
    for side in (-1, 1):
        if ears == 0:
            c.disc((x + side * size * 0.62, top + size * 0.18), size * 0.28, fur)
            c.disc((x + side * size * 0.62, top + size * 0.20), size * 0.15, mix(fur, p.paper, 0.4))
        elif ears == 1:
            c.shape(ribbon(smooth([(x + side * size * 0.4, top + size * 0.3),
                (x + side * size * 0.5, top - size * 0.5), (x + side * size * 0.66, top - size * 0.72)],
                                  closed=False), np.linspace(size * 0.36, size * 0.16, 17)), fur)  # fmt: skip
        else:
            c.shape(
                [
                    (x + side * size * 0.25, top + size * 0.2),
                    (x + side * size * 0.74, top - size * 0.24),
                    (x + side * size * 0.84, top + size * 0.5),
                ],
                p.paper,
            )
    body = mirrored([(0.0, -1.85), (0.48, -1.76), (0.82, -1.45), (0.98, -0.9), (1.04, -0.3), (1.06, 0.4), (0.0, 0.5)])
    c.shape(place(smooth(body), at=(x, ground), size=size), fur)
    c.disc((x, ground - size * 0.30), size * 0.66, mix(fur, p.paper, 0.45))
    for side in (-1, 1) if art.chance(0.8) else (0,):
        at = (x + side * size * 0.36, ground - size * 1.32)
        c.disc(at, size * 0.20, p.paper)
        c.disc((at[0] + size * 0.03, at[1] + size * 0.05), size * 0.105, p.shade)
        c.disc((at[0] + size * 0.07, at[1] + size * 0.0), size * 0.035, p.paper)
        c.disc(
            (x + side * size * 0.62, ground - size * 1.02),
            size * 0.10,
            mix(fur, p.accent if fur != p.accent else p.spark, 0.5),
        )
    c.slice_of((x, ground - size * 1.06), size * 0.20, 0, 180, p.shade)
    c.slice_of((x, ground - size * 0.93), size * 0.10, 180, 360, mix(p.accent, p.paper, 0.4))
    front = mix(p.spark, p.shade, 0.35) if fur != p.spark else mix(p.deep, p.shade, 0.35)
    c.shape(down_to(hills(art.rng, height=ground, rise=0.025), 1.5), front)
    for _ in range(26):
        at = (art.pick(0, 1), ground + art.pick(0.06, 0.25))
        c.disc(at, art.pick(0.006, 0.014), art.one_of(p.glow, p.paper, p.accent))
    figures.stand(
        c,
        figures.child(),
        at=(x + size * art.pick(0.9, 1.15) * (-1 if art.chance(0.5) else 1), ground + 0.045),
        tall=0.17,
        colour=p.shade,
    )
    c.band(1.1, 1.5, mix(front, p.shade, 0.5), above=0.0, below=0.8)


def spotlight(art: Art) -> None:
    """A stage: beams, a curtain, one singer or dancer."""
    c, p = art.canvas, art.palette
    floor = 0.98 if art.low else 1.30
    back = mix(p.deep, p.shade, 0.45)
    c.halo((0.5, floor - 0.35), 0.95, (0.0, p.mid), (1.0, back))
    x = art.pick(0.44, 0.56)
    for offset in (-0.42, 0.0, 0.44):
        top = (0.5 + offset * 0.9, -0.05 if art.low else 0.32)
        c.beam(
            [(top[0] - 0.015, top[1]), (top[0] + 0.015, top[1]), (x + 0.20, floor + 0.03), (x - 0.20, floor + 0.03)],
            mix(p.glow, p.paper, 0.4),
            strength=0.38,
            blur=0.010,
        )
    c.block(0, floor, 1, 1.5, mix(p.shade, p.accent, 0.18))
    c.disc((x, floor + 0.035), 0.30, mix(p.glow, p.paper, 0.25), squash=0.17)
    c.glow((x, floor + 0.035), 0.5, p.glow, strength=0.6, squash=0.25)
    _curtain(art, floor)
    who = figures.gown() if art.chance(0.6) else figures.coat()
    tall = art.pick(0.50, 0.58)
    figures.cast_shadow(
        c, who, at=(x, floor + 0.04), tall=tall * 0.5, colour=p.shade, lean=art.pick(-0.6, 0.6), strength=0.6
    )
    figures.stand(c, who, at=(x, floor + 0.04), tall=tall, colour=p.shade)
    arm = smooth(
        [(x + 0.045, floor + 0.04 - tall * 0.79), (x + 0.13, floor - tall * 0.80), (x + 0.19, floor - tall * 0.98)],
        closed=False,
    )
    c.shape(ribbon(arm, np.linspace(0.030, 0.014, len(arm))), p.shade)
    c.block(x - 0.105, floor - tall * 0.74, x - 0.100, floor + 0.05, p.shade)
    c.disc((x - 0.102, floor - tall * 0.76), 0.017, p.shade)
    for _ in range(46):
        at = (art.pick(0.05, 0.95), art.pick(0.05, floor - 0.1) if art.low else art.pick(0.45, floor))
        c.disc(at, art.pick(0.001, 0.005), art.one_of(p.glow, p.accent, p.spark))
    c.band(1.1, 1.5, p.shade, above=0.0, below=0.85)


def _curtain(art: Art, floor: float) -> None:
    c, p = art.canvas, art.palette
    folds = 7
    for side in (-1, 1):
        edge = 0.0 if side < 0 else 1.0
        for fold in range(folds):
            outer, inner = edge - side * 0.034 * fold, edge - side * 0.034 * (fold + 1)
            sway = -side * 0.05 * (1 - fold / folds)
            line = smooth(
                [
                    (inner, -0.05),
                    (inner + sway * 0.2, 0.5),
                    (inner + sway - side * 0.02, floor * 0.72),
                    (inner + sway * 0.3, floor + 0.06),
                ],
                closed=False,
            )
            outline = np.concatenate([line, [[outer - side * -0.05, floor + 0.06], [outer, -0.05]]])
            c.shaded(
                outline,
                (0.0, mix(p.accent, p.shade, 0.6)),
                (0.5, mix(p.accent, p.shade, 0.12 + 0.3 * (fold % 2))),
                (1.0, mix(p.accent, p.shade, 0.72)),
            )


def deco(art: Art) -> None:
    """A tower, sun rays and a stepped frame, as in the foyer of an old picture house."""
    c, p = art.canvas, art.palette
    field = mix(p.deep, p.shade, 0.25) if art.night else p.deep
    gold = p.accent if art.chance(0.6) else p.glow
    c.wash((0.0, field), (1.0, mix(field, p.shade, 0.45)))
    foot = 1.02 if art.low else 1.38
    centre = (0.5, foot - 0.34)
    rays = art.whole(11, 17) * 2
    for ray in range(rays):
        angle, half = math.pi + ray / rays * 2 * math.pi, math.pi / rays
        if ray % 2:
            points = [centre] + [
                (centre[0] + 1.6 * math.cos(angle + side * half), centre[1] + 1.6 * math.sin(angle + side * half))
                for side in (-1, 1)
            ]
            c.shape(points, mix(field, p.mid, 0.42))
    for ring, tone in ((0.37, gold), (0.355, mix(field, p.shade, 0.3)), (0.30, p.mid), (0.235, p.glow)):
        c.disc(centre, ring, tone)
    tower = [
        (0.0, -0.74),
        (0.012, -0.60),
        (0.03, -0.58),
        (0.03, -0.50),
        (0.058, -0.48),
        (0.058, -0.36),
        (0.09, -0.34),
        (0.09, -0.18),
        (0.125, -0.16),
        (0.125, 0.0),
        (0.0, 0.0),
    ]
    c.shape(np.array(mirrored(tower)) * 1.12 + np.array([0.5, foot]), p.shade)
    for column in (-0.075, -0.038, 0.0, 0.038, 0.075):
        height = 0.58 - abs(column) * 4.2
        c.block(0.5 + column - 0.0055, foot - height * 1.05, 0.5 + column + 0.0055, foot - 0.02, gold)
    for index in range(5):
        for side in (-1, 1):
            wide, tall = 0.058, (0.30, 0.24, 0.27, 0.16, 0.11)[index]
            x = 0.5 + side * (0.165 + index * 0.064)
            c.block(x - wide / 2, foot - tall, x + wide / 2, foot, mix(p.shade, field, 0.28 + 0.12 * (index % 2)))
            c.block(x - 0.003, foot - tall + 0.02, x + 0.003, foot - 0.02, gold)
    c.block(0, foot, 1, 1.5, mix(p.shade, field, 0.10))
    for line in range(3):
        c.block(0.0, foot + 0.008 + line * 0.014, 1.0, foot + 0.013 + line * 0.014, gold)
    for inset, thick in ((0.028, 0.007), (0.046, 0.003)):
        step = inset + 0.05
        frame = [(step, inset), (1 - step, inset), (1 - step, step), (1 - inset, step), (1 - inset, 1.5 - step),
            (1 - step, 1.5 - step), (1 - step, 1.5 - inset),
                 (step, 1.5 - inset), (step, 1.5 - step), (inset, 1.5 - step), (inset, step), (step, step),
                 (step, inset), (1 - step, inset)]  # fmt: skip
        c.stroke(frame, gold, thick=thick)


def confetti(art: Art) -> None:
    """Big soft shapes that overlap, with faces or without: the poster of a party."""
    c, p = art.canvas, art.palette
    c.wash((0.0, p.deep), (1.0, mix(p.deep, p.mid, 0.7)))
    top, bottom = (0.10, 1.0) if art.low else (0.52, 1.38)
    tones = [p.accent, p.spark, p.glow, p.paper, mix(p.accent, p.shade, 0.35), mix(p.mid, p.shade, 0.2)]
    order = art.rng.permutation(len(tones)).tolist()
    spots = [(0.28, 0.24, 0.26), (0.74, 0.30, 0.23), (0.42, 0.62, 0.27), (0.80, 0.74, 0.21), (0.16, 0.80, 0.18)]
    for index, (x, depth, size) in enumerate(spots):
        at = (x + art.pick(-0.06, 0.06), top + depth * (bottom - top))
        tone = tones[order[index]]
        c.shape(blob(art.rng, at=at, radius=size * art.pick(0.85, 1.1), wobble=0.10), tone)
        ink = p.shade if sum(tone) > 300 else p.paper
        mood = art.whole(0, 3)
        for side in (-1, 1):
            c.disc((at[0] + side * size * 0.28, at[1] - size * 0.12), size * (0.11 if mood else 0.075), ink)
            if mood:
                c.disc((at[0] + side * size * 0.28 + size * 0.03, at[1] - size * 0.15), size * 0.04, tone)
        if mood == 1:
            c.slice_of((at[0], at[1] + size * 0.14), size * 0.24, 0, 180, ink)
        elif mood == 2:
            c.disc((at[0], at[1] + size * 0.26), size * 0.12, ink)
        else:
            c.stroke(circle((at[0], at[1] + size * 0.08), size * 0.24, start=20, end=160, count=20), ink, thick=0.011)
