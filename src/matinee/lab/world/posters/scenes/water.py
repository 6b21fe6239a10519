"""By the sea: waves in layers, a lighthouse, a swimmer under a great depth."""

import math

import numpy as np

from matinee.lab.world.posters import figures, props
from matinee.lab.world.posters.colour import mix
from matinee.lab.world.posters.curves import Points, circle, down_to, place, ridge, smooth
from matinee.lab.world.posters.scenes.art import Art
from matinee.lab.world.posters.scenes.land import sky


def waves(art: Art) -> None:
    """Rows of cut-out waves with a boat between them, under a round sun or moon."""
    c, p = art.canvas, art.palette
    first = art.pick(0.70, 0.78) if art.low else art.pick(0.86, 0.94)
    sky(art, first + 0.1)
    sun = (art.pick(0.3, 0.7), first - art.pick(0.08, 0.20))
    radius = art.pick(0.16, 0.27)
    c.glow(sun, radius * 2.6, p.glow, strength=0.7)
    c.disc(sun, radius, p.accent)
    rows = 8
    boat_row = art.whole(1, 3)
    boat_x = art.pick(0.35, 0.65)
    curl = art.chance(0.5)
    for row in range(rows):
        depth = row / (rows - 1)
        y = first + 0.085 * row * (1 + 0.2 * depth)
        tone = mix(mix(p.mid, p.glow, 0.35), p.shade, round(depth * 0.95, 3))
        if row == boat_row:
            hull, main, jib = props.sailboat(at=(boat_x, y + 0.015), size=0.20, flip=art.chance(0.5))
            c.shape(hull, p.shade)
            c.shape(main, p.paper)
            c.shape(jib, mix(p.paper, p.accent, 0.35))
        line = _crest(art, y, 0.020 + 0.020 * depth, 3.2 - 1.2 * depth, curl)
        c.shape(down_to(line - np.array([0, 0.006 + 0.004 * depth]), 1.5), mix(tone, p.paper, 0.55 - 0.35 * depth))
        c.shaded(down_to(line, 1.5), (0.0, tone), (1.0, mix(tone, p.shade, 0.4)))
    c.band(1.1, 1.5, p.shade, above=0.0, below=0.8)


def _crest(art: Art, y: float, tall: float, count: float, curl: bool) -> Points:
    x = np.linspace(-0.05, 1.05, 140)
    phase = x * count * 2 * math.pi + art.pick(0, 2 * math.pi)
    if curl:
        wave = np.abs(np.sin(phase / 2)) ** 0.8
        return np.stack([x + 0.012 * np.cos(phase), y + tall * (1.6 * wave - 1)], axis=1)
    return np.stack([x, y + tall * np.sin(phase) + tall * 0.35 * np.sin(phase * 0.43 + 1)], axis=1)


def lighthouse(art: Art) -> None:
    """A tower on a rock, its beam through the weather."""
    c, p = art.canvas, art.palette
    sea = art.pick(0.98, 1.04) if art.low else art.pick(1.22, 1.28)
    sky(art, sea)
    x = art.pick(0.26, 0.40)
    side = 1 if art.chance(0.5) else -1
    x = x if side > 0 else 1 - x
    foot, top, wide = sea - 0.06, sea - art.pick(0.52, 0.60), 0.085
    art.mist(sea - 0.4, 0.35, p.mid, strength=0.5, cells=(3, 6))
    lamp = (x, top + 0.01)
    beam = mix(p.accent, p.paper, 0.4)
    c.beam([lamp, (x + side * 1.1, top - 0.26), (x + side * 1.1, top + 0.12)], beam, strength=0.55, blur=0.012)
    c.beam([lamp, (x - side * 0.7, top - 0.02), (x - side * 0.7, top + 0.16)], beam, strength=0.3, blur=0.012)
    c.shape([(0, sea), (1, sea), (1, 1.5), (0, 1.5)], mix(p.mid, p.shade, 0.6))
    for row in range(18):
        y = sea + 0.012 + row * 0.018 * (1 + row * 0.03)
        start = art.pick(-0.2, 0.9)
        c.stroke([(start, y), (start + art.pick(0.1, 0.4), y)], mix(p.glow, p.shade, 0.55), thick=0.003)
    c.shape([(x - wide * 0.62, top), (x + wide * 0.62, top), (x + wide, foot), (x - wide, foot)], p.paper)
    for stripe in range(2):
        up, down = 0.22 + 0.38 * stripe, 0.42 + 0.38 * stripe
        left, right = (wide * (0.62 + 0.38 * level) for level in (up, down))
        c.shape([(x - left, top + up * (foot - top)), (x + left, top + up * (foot - top)),
            (x + right, top + down * (foot - top)),
                 (x - right, top + down * (foot - top))], p.accent if not art.night else p.spark)  # fmt: skip
    c.beam([(x, top), (x + side * wide * 0.62 * -1, top), (x - side * wide, foot), (x, foot)], p.shade, strength=0.35)
    c.block(x - wide * 0.85, top - 0.012, x + wide * 0.85, top + 0.006, p.shade)
    c.block(x - wide * 0.45, top - 0.075, x + wide * 0.45, top - 0.01, beam)
    c.shape([(x - wide * 0.62, top - 0.07), (x, top - 0.135), (x + wide * 0.62, top - 0.07)], p.shade)
    c.glow((x, top - 0.04), 0.20, beam, strength=0.9)
    rock = ridge(art.rng, height=foot + 0.03, rise=0.06, roughness=0.55)
    rock[:, 1] += 0.9 * np.maximum(0, np.abs(rock[:, 0] - x) - 0.13)
    c.shape(down_to(rock, 1.5), p.shade)
    for _ in range(4):
        bird = place(
            figures.gull(), at=(x + side * art.pick(0.15, 0.5), top + art.pick(-0.3, 0.2)), size=art.pick(0.018, 0.032)
        )
        c.shape(bird, p.shade)
    c.band(1.12, 1.5, p.shade, above=0.0, below=0.85)


def depths(art: Art) -> None:
    """Somebody small near the surface; something very large below."""
    c, p = art.canvas, art.palette
    surface = 0.26 if art.low else 0.62
    c.wash(
        (0.0, p.glow),
        (surface / 1.5, mix(p.glow, p.mid, 0.4)),
        (surface / 1.5 + 0.01, p.mid),
        (0.75, p.deep),
        (1.0, p.shade),
    )
    sun = (art.pick(0.3, 0.7), surface - 0.02)
    c.disc(sun, 0.13, p.accent)
    line = _crest(art, surface, 0.010, 2.4, False)
    c.shaded(down_to(line, 1.5), (0.0, mix(p.mid, p.glow, 0.25)), (0.45, mix(p.deep, p.mid, 0.3)), (1.0, p.shade))
    for ray in range(5):
        x = sun[0] + (ray - 2) * 0.13
        c.beam([(x - 0.02, surface), (x + 0.03, surface), (x + (ray - 2) * 0.16 + 0.10, 1.25),
            (x + (ray - 2) * 0.16 - 0.06, 1.25)],
               p.glow, strength=0.20, blur=0.02)  # fmt: skip
    side = -1 if art.chance(0.5) else 1
    whale = smooth([(-0.52, 0.02), (-0.42, -0.10), (-0.15, -0.17), (0.15, -0.13), (0.38, -0.03), (0.50, -0.02),
        (0.62, -0.13), (0.60, -0.0),
                    (0.64, 0.11), (0.50, 0.035), (0.36, 0.045), (0.10, 0.10), (-0.02, 0.10), (0.05, 0.24),
                    (-0.12, 0.13), (-0.36, 0.11)], steps=5)  # fmt: skip
    c.shape(
        place(whale, at=(0.5, surface + 0.52), size=0.80, flip=side > 0, turn=0.10 * side), mix(p.shade, p.deep, 0.25)
    )
    x = art.pick(0.35, 0.65)
    if art.chance(0.5):
        hull, main, jib = props.sailboat(at=(x, surface + 0.008), size=0.13)
        for part in (hull, main, jib):
            c.shape(part, p.shade)
    else:
        c.shape(
            smooth(
                [
                    (x - 0.07, surface - 0.012),
                    (x + 0.07, surface - 0.012),
                    (x + 0.04, surface + 0.018),
                    (x - 0.04, surface + 0.018),
                ]
            ),
            p.shade,
        )
        figures.stand(c, figures.coat(), at=(x, surface + 0.005), tall=0.10, colour=p.shade)
    for _ in range(26):
        c.shape(
            circle((art.pick(0.05, 0.95), art.pick(surface + 0.1, 1.3)), art.pick(0.001, 0.0045), count=10),
            mix(p.mid, p.glow, 0.4),
        )
