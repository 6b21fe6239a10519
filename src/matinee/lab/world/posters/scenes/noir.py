"""Light through something: blinds, a door, a stair, rain under a lamp."""

import math

import numpy as np

from matinee.lab.world.posters import figures
from matinee.lab.world.posters.colour import mix
from matinee.lab.world.posters.curves import Points, circle, place, ribbon, smooth
from matinee.lab.world.posters.scenes.art import Art


def blinds(art: Art) -> None:
    """Stripes of light on a wall, and a profile with a hat that they break over."""
    c, p = art.canvas, art.palette
    wall = mix(p.deep, p.shade, 0.5 if art.night else 0.75)
    c.halo((0.4, 0.5), 1.2, (0.0, mix(wall, p.mid, 0.75)), (1.0, mix(wall, p.shade, 0.55)))
    top, bottom = (0.06, 1.0) if art.low else (0.50, 1.36)
    slope = art.pick(-0.22, 0.22)
    slats = art.whole(10, 14)
    step = (bottom - top) / slats
    light = mix(p.accent, p.paper, 0.25) if art.night else mix(p.glow, p.accent, 0.2)
    left, right = art.pick(0.02, 0.12), art.pick(0.88, 0.98)
    stripes = []
    for slat in range(slats):
        y = top + slat * step
        fade = 0.95 - 0.45 * slat / slats
        stripe = [
            (left, y),
            (right, y + slope * (right - left)),
            (right, y + slope * (right - left) + step * 0.50),
            (left, y + step * 0.50),
        ]
        stripes.append((stripe, fade))
    c.beams(stripes, light, blur=0.002)
    side = art.chance(0.5)
    face = place(figures.profile(), at=(0.92 if side else 0.08, top + 0.18), size=0.80, flip=side)
    c.shape(face, p.shade)
    if art.chance(0.7):
        brim = smooth([(-0.06, 0.22), (0.0, 0.14), (0.08, 0.115), (0.14, -0.05), (0.28, -0.11), (0.44, -0.085),
            (0.62, -0.10), (0.74, 0.02),
                       (0.79, 0.17), (0.93, 0.235), (1.04, 0.245), (0.94, 0.295), (0.70, 0.265), (0.40, 0.235),
                       (0.16, 0.235)], steps=5)  # fmt: skip
        c.shape(place(brim, at=(0.92 if side else 0.08, top + 0.18), size=0.80, flip=side), p.shade)
    edge = -1 if side else 1
    for slat in range(slats):
        y = top + slat * step + step * 0.25
        near = face[np.abs(face[:, 1] - y) < step * 0.2]
        if len(near) and top + 0.40 < y < top + 0.95:
            x = float(near[:, 0].min() if side else near[:, 0].max())
            lit = [
                (x, y - step * 0.2),
                (x - edge * 0.10, y - step * 0.2 + 0.01),
                (x - edge * 0.10, y + step * 0.15),
                (x, y + step * 0.2),
            ]
            c.beam(lit, p.accent, strength=0.5, blur=0.004)
    if art.chance(0.6):
        _smoke(art, (0.5 + edge * 0.36, top + 0.72), p.glow)
    c.band(0.98, 1.5, p.shade, above=0.0, below=0.95)


def _smoke(art: Art, at: tuple[float, float], colour: tuple[int, int, int]) -> None:
    y = np.linspace(0, 0.6, 60)
    for strand in range(3):
        x = at[0] + 0.05 * np.sin(y * (9 + strand * 2) + strand) * (0.2 + y * 2) + strand * 0.008
        widths = 0.004 + 0.035 * y
        art.canvas.beam(ribbon(np.stack([x, at[1] - y], axis=1), widths), colour, strength=0.20, blur=0.008)


def doorway(art: Art) -> None:
    """A dark room, an open door, a shadow that comes a long way in."""
    c, p = art.canvas, art.palette
    wall = mix(p.deep, p.shade, 0.55 if art.night else 0.8)
    floor = 0.80 if art.low else 1.10
    c.wash((0.0, mix(wall, p.shade, 0.6)), (floor / 1.5, wall), (floor / 1.5, mix(wall, p.shade, 0.45)), (1.0, p.shade))
    x = art.pick(0.40, 0.60)
    wide, tall = art.pick(0.085, 0.12), art.pick(0.40, 0.50)
    light = mix(p.glow, p.accent, art.pick(0.2, 0.8))
    c.glow((x, floor - tall * 0.5), 0.55, light, strength=0.35)
    spread = art.pick(0.30, 0.44)
    lean = art.pick(-0.14, 0.14)
    reach = 1.5
    c.shaded(
        [(x - wide, floor), (x + wide, floor), (x + lean + spread, reach), (x + lean - spread, reach)],
        (0.0, light),
        (0.35, mix(light, wall, 0.45)),
        (1.0, mix(wall, p.shade, 0.5)),
    )
    c.block(x - wide - 0.014, floor - tall - 0.014, x + wide + 0.014, floor, mix(wall, light, 0.28))
    c.shaded(
        [(x - wide, floor - tall), (x + wide, floor - tall), (x + wide, floor), (x - wide, floor)],
        (0.0, mix(light, p.accent, 0.25)),
        (1.0, mix(light, p.paper, 0.35)),
    )
    c.shape(
        [
            (x + wide, floor - tall),
            (x + wide + wide * 0.9, floor - tall - 0.05),
            (x + wide + wide * 0.9, floor + 0.07),
            (x + wide, floor),
        ],
        mix(p.shade, light, 0.10),
    )
    who = (figures.coat, figures.child, figures.hooded, figures.gown)[art.whole(0, 3)]()
    height = tall * (0.50 if who[0].shape == figures.child()[0].shape and art.chance(0.3) else 0.78)
    foot = floor + 0.012
    for part in who:
        points = np.array(part) * height
        far = -points[:, 1] / height
        shadow = np.stack([x + points[:, 0] * (1 + 1.9 * far) + lean * far * 0.9, foot + far * 0.58], axis=1)
        c.beam(shadow, p.shade, strength=0.86)
    figures.stand(c, who, at=(x, foot), tall=height, colour=p.shade)
    if art.chance(0.45):
        for board in np.linspace(-1.6, 2.6, 15).tolist():
            c.stroke([(x + (board - x) * 0.22, floor), (board, 1.5)], mix(p.shade, wall, 0.45), thick=0.002)
    c.band(1.05, 1.5, p.shade, above=0.0, below=0.9)


def staircase(art: Art) -> None:
    """A stair well from above, turning in on itself, and somebody on the way down."""
    c, p = art.canvas, art.palette
    centre = (art.pick(0.46, 0.54), 0.52 if art.low else 0.94)
    c.wash((0.0, p.deep), (1.0, mix(p.deep, p.shade, 0.6)))
    turns, per = 3.6, 26
    total = int(turns * per)
    start = art.pick(0, 2 * math.pi)
    hand = 1 if art.chance(0.5) else -1
    floor = mix(p.shade, p.deep, 0.12)

    def spot(step: float, rim: float) -> tuple[float, float]:
        angle = start + hand * step / per * 2 * math.pi
        radius = 1.05 * math.exp(-0.66 * step / per) * rim
        return centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle)

    for step in range(-6, total):
        depth = max(0.0, step / total)
        base = mix(mix(p.mid, p.glow, 0.75 * (1 - depth)), p.shade, round(0.15 + 0.65 * depth, 3))
        tone = mix(base, p.shade, 0.22) if step % 2 else mix(base, p.paper, 0.10)
        c.shape([spot(step, 1.0), spot(step + 1, 1.0), spot(step + 1, 0.60), spot(step, 0.60)], tone)
    rail = np.array([spot(step, 0.60) for step in np.linspace(-6, total, 320).tolist()])
    shrink = np.exp(-0.66 * np.linspace(-6, total, 320) / per)
    well = np.array([spot(step, 0.60) for step in np.linspace(total - per * 0.4, total, 30).tolist()])
    c.shape(well, floor)
    c.shape(ribbon(rail, 0.030 * shrink + 0.001), mix(p.accent, p.shade, 0.08))
    inner = np.array([spot(step, 0.565) for step in np.linspace(-6, total, 320).tolist()])
    c.shape(ribbon(inner, 0.020 * shrink), p.shade)
    c.glow(centre, 0.16, p.accent, strength=0.9)
    step = art.pick(8, 24)
    at = spot(step, 0.80)
    c.shape(ribbon(np.array([at, (at[0] + 0.10, at[1] + 0.08)]), np.array([0.05, 0.02])), mix(p.shade, p.mid, 0.2))
    c.disc(at, 0.036, p.shade)
    c.disc(at, 0.017, mix(p.shade, p.accent, 0.55))
    c.band(1.0, 1.5, p.shade, above=0.0, below=0.92)
    if not art.low:
        c.band(0.0, 0.48, p.shade, above=0.9, below=0.0)


def umbrella(art: Art) -> None:
    """Rain, a lamp, and one umbrella for one or two."""
    c, p = art.canvas, art.palette
    ground = 1.0 if art.low else 1.32
    c.wash(
        (0.0, p.deep),
        (ground / 1.5 * 0.8, p.mid),
        (ground / 1.5, mix(p.mid, p.glow, 0.4)),
        (ground / 1.5, mix(p.deep, p.shade, 0.4)),
        (1.0, p.shade),
    )
    side = 1 if art.chance(0.5) else -1
    lamp = (0.5 + side * 0.30, ground - 0.72)
    c.glow(lamp, 0.72, mix(p.glow, p.accent, 0.3), strength=0.75)
    for layer in range(2):
        x = 0.0
        while x < 1:
            broad = art.pick(0.08, 0.2)
            c.block(
                x,
                ground - art.pick(0.18, 0.55 - 0.15 * layer),
                x + broad,
                ground,
                mix(mix(p.mid, p.glow, 0.3), p.shade, 0.12 + 0.2 * layer),
            )
            x += broad
    art.mist(ground - 0.15, 0.18, mix(p.mid, p.glow, 0.5), strength=0.6)
    c.block(lamp[0] - 0.007, lamp[1], lamp[0] + 0.007, ground + 0.01, p.shade)
    c.shape([(lamp[0] - 0.05, lamp[1] + 0.012), (lamp[0], lamp[1] - 0.045), (lamp[0] + 0.05, lamp[1] + 0.012)], p.shade)
    c.disc((lamp[0], lamp[1] + 0.012), 0.024, mix(p.glow, p.paper, 0.6))
    tall = art.pick(0.40, 0.48)
    at = (0.5 - side * art.pick(0.04, 0.12), ground + 0.05)
    couple = art.chance(0.5)
    colour = p.accent if art.chance(0.7) else p.spark
    c.shaded(
        [(at[0] - 0.12, at[1]), (at[0] + 0.12, at[1]), (at[0] + 0.05, at[1] + 0.42), (at[0] - 0.05, at[1] + 0.42)],
        (0.0, mix(p.shade, colour, 0.5)),
        (1.0, p.shade),
    )
    if couple:
        figures.stand(c, figures.coat(), at=(at[0] - 0.052, at[1]), tall=tall, colour=p.shade)
        figures.stand(c, figures.gown(), at=(at[0] + 0.052, at[1]), tall=tall * 0.93, colour=p.shade)
    else:
        figures.stand(c, figures.coat() if art.chance(0.5) else figures.gown(), at=at, tall=tall, colour=p.shade)
    _canopy(art, (at[0], at[1] - tall * 0.94), 0.235 if couple else 0.20, colour)
    drops = art.rng.random((130, 3)).tolist()
    for x, y, long in drops:
        tone = mix(p.mid, p.paper, round(0.25 + 0.45 * long, 2))
        c.stroke([(x * 1.15, y * ground), (x * 1.15 - 0.012, y * ground + 0.03 + 0.03 * long)], tone, thick=0.0016)
    c.band(1.1, 1.5, p.shade, above=0.0, below=0.85)


def _canopy(art: Art, at: tuple[float, float], radius: float, colour: tuple[int, int, int]) -> None:
    c, p = art.canvas, art.palette
    c.stroke([(at[0], at[1] - radius * 0.7), (at[0], at[1] + radius * 0.9)], p.shade, thick=0.007)
    ribs = 6
    outline: list[tuple[float, float]] = [(x, y) for x, y in _dome(at, radius).tolist()]
    for rib in range(ribs):
        middle = at[0] + radius - (rib + 0.5) * 2 * radius / ribs
        outline += [(x, y) for x, y in circle((middle, at[1]), radius / ribs, start=0, end=-180, count=10).tolist()]
    c.shaded(outline, (0.0, mix(colour, p.paper, 0.15)), (1.0, mix(colour, p.shade, 0.35)))
    for rib in range(1, ribs):
        x = at[0] - radius + rib * 2 * radius / ribs
        rise = smooth(
            [(at[0], at[1] - radius * 0.72), ((at[0] + x * 1.6) / 2.6, at[1] - radius * 0.45), (x, at[1])], closed=False
        )
        c.stroke(rise, mix(colour, p.shade, 0.45), thick=0.003)


def _dome(at: tuple[float, float], radius: float) -> Points:
    arc = circle((0.0, 0.0), radius, start=180, end=360, count=40)
    return arc * np.array([1.0, 0.72]) + np.array(at)
