"""Under an open sky: mountains, mesas, roads, a tree on a hill."""

import math

import numpy as np

from matinee.lab.world.posters import figures, props
from matinee.lab.world.posters.colour import RGB, mix
from matinee.lab.world.posters.curves import down_to, hills, place, ridge, smooth
from matinee.lab.world.posters.scenes.art import Art


def sky(art: Art, horizon: float) -> None:
    """From the far sky down to the light at the horizon."""
    p = art.palette
    art.canvas.wash((0.0, p.deep), (horizon / 1.5 * 0.62, p.mid), (horizon / 1.5, p.glow), (1.0, p.glow))
    if art.night:
        art.stars(130, bottom=horizon * 0.8, colour=p.paper)


def mountains(art: Art) -> None:
    """Ridge behind ridge, each nearer one darker, a sun or moon, and somebody small who has come a long way."""
    c, p = art.canvas, art.palette
    first = art.pick(0.56, 0.68) if art.low else art.pick(0.72, 0.84)
    sky(art, first + 0.12)
    sun = (art.pick(0.25, 0.75), first - art.pick(0.05, 0.17))
    radius = art.pick(0.10, 0.21)
    c.glow(sun, radius * 3.4, p.glow, strength=0.75)
    c.disc(sun, radius, p.accent)
    layers = art.whole(4, 6)
    rough = art.pick(0.46, 0.60)
    span = (1.18 if art.low else 1.40) - first
    line = ridge(art.rng, height=first, rise=0.22, roughness=rough)
    for layer in range(layers):
        depth = layer / (layers - 1)
        tone = mix(mix(p.glow, p.mid, 0.55), p.shade, round(depth**0.8 * 0.98, 3))
        foot = first + span * (depth + 0.6 / layers)
        c.shaded(down_to(line, 1.5), (0.0, tone), (0.55, mix(tone, p.glow, 0.28 * (1 - depth))), (1.0, tone))
        line = ridge(art.rng, height=foot, rise=0.20 * (1 - 0.45 * depth), roughness=rough)
    near = first + span * 0.84
    if art.chance(0.55):
        for x in np.sort(art.rng.uniform(-0.02, 1.02, 24)).tolist():
            tall = art.pick(0.08, 0.20) * (0.55 + abs(x - 0.5))
            c.shape(props.pine(art.rng, at=(x, near + 0.20), tall=tall), p.shade)
    else:
        x = art.pick(0.3, 0.7)
        knoll = smooth([(x - 0.75, 1.5), (x - 0.30, near + 0.08), (x - 0.05, near - 0.012), (x + 0.07, near - 0.01),
                        (x + 0.28, near + 0.10), (x + 0.8, 1.5)], closed=False)  # fmt: skip
        c.shape(knoll, p.shade)
        figures.stand(c, figures.coat(), at=(x, near), tall=0.13, colour=p.shade)
    c.band(1.16, 1.5, p.shade, above=0.0, below=0.9)


def mesas(art: Art) -> None:
    """Flat-topped rock before a sun as big as the land, and a rider or a cactus."""
    c, p = art.canvas, art.palette
    ground = art.pick(0.86, 0.92) if art.low else art.pick(1.12, 1.2)
    sky(art, ground)
    sun = (art.pick(0.32, 0.68), ground - art.pick(0.12, 0.28))
    radius = art.pick(0.24, 0.34)
    c.glow(sun, radius * 2.2, p.glow, strength=0.8)
    c.disc(sun, radius, p.accent)
    if art.chance(0.5):
        for stripe in range(5):
            y = sun[1] + radius * (0.10 + 0.19 * stripe)
            c.block(0.0, y, 1.0, y + 0.006 + 0.005 * stripe, p.glow)
    for layer, share in enumerate((0.30, 0.62)):
        tone = mix(p.accent, p.shade, share)
        x = art.pick(-0.2, 0.1)
        while x < 1.1:
            broad, tall = art.pick(0.12, 0.34), art.pick(0.08, 0.30 - 0.09 * layer)
            _mesa(art, (x, ground + 0.03 * layer), broad=broad, tall=tall, tone=tone)
            x += broad * art.pick(1.5, 2.4)
        c.block(0.0, ground + 0.03 * layer - 0.005, 1.0, 1.5, tone)
    floor = mix(p.accent, p.shade, 0.84)
    c.shaded(down_to(hills(art.rng, height=ground + 0.10, rise=0.012), 1.5), (0.0, floor), (1.0, p.shade))
    if art.chance(0.6):
        figures.stand(
            c,
            figures.rider(),
            at=(art.pick(0.36, 0.64), ground + 0.145),
            tall=0.21,
            colour=p.shade,
            flip=art.chance(0.5),
        )
    else:
        figures.stand(c, figures.cowboy(), at=(art.pick(0.4, 0.6), ground + 0.16), tall=0.26, colour=p.shade)
    for x, tall in ((art.pick(0.05, 0.16), art.pick(0.15, 0.25)), (art.pick(0.86, 0.97), art.pick(0.10, 0.2))):
        for part in props.saguaro(at=(x, ground + 0.16), tall=tall):
            c.shape(part, p.shade)
    c.band(ground + 0.12, ground + 0.4, p.shade, above=0.0, below=1.0)
    c.block(0, ground + 0.4, 1, 1.5, p.shade)


def _mesa(art: Art, at: tuple[float, float], *, broad: float, tall: float, tone: RGB) -> None:
    x, foot = at
    top = foot - tall
    left, right = x - broad / 2, x + broad / 2
    flare = broad * 0.28
    outline = [
        (left - flare * 1.5, foot), (left - flare * 0.5, foot - tall * 0.34), (left, foot - tall * 0.42),
        (left + 0.006, top + tall * 0.1),
        (left + broad * 0.07, top), (right - broad * 0.13, top + tall * 0.02),
        (right - broad * 0.07, top + tall * 0.13),
        (right, foot - tall * 0.40), (right + flare * 0.5, foot - tall * 0.3), (right + flare * 1.5, foot),
    ]  # fmt: skip
    art.canvas.shape(outline, tone)
    lit = [(left + broad * 0.07, top), (right - broad * 0.13, top + tall * 0.02),
        (right - broad * 0.3, foot - tall * 0.36),
           (right - broad * 0.42, foot - tall * 0.3), (left + broad * 0.40, foot - tall * 0.42)]  # fmt: skip
    art.canvas.shape(lit, mix(tone, art.palette.glow, 0.16))


def road(art: Art) -> None:
    """A straight road into the light, poles at its side, somebody on it or a car."""
    c, p = art.canvas, art.palette
    horizon = art.pick(0.66, 0.78) if art.low else art.pick(0.82, 0.92)
    sky(art, horizon)
    x = art.pick(0.42, 0.58)
    if art.chance(0.75):
        sun = art.pick(0.12, 0.20)
        c.glow((x, horizon - sun * 0.3), sun * 3.5, p.glow, strength=0.9)
        c.disc((x, horizon - sun * 0.45), sun, p.accent)
    far = ridge(art.rng, height=horizon - 0.03, rise=0.05, roughness=0.5)
    c.shape(down_to(far, 1.5), mix(p.glow, p.shade, 0.42))
    field = mix(p.mid, p.shade, 0.45)
    c.shaded(
        [(0, horizon), (1, horizon), (1, 1.5), (0, 1.5)], (0.0, mix(field, p.glow, 0.35)), (0.5, field), (1.0, p.shade)
    )
    tar = mix(p.shade, p.mid, 0.16)
    c.shaded(
        [(x - 0.006, horizon), (x + 0.006, horizon), (x + 0.62, 1.5), (x - 0.62, 1.5)],
        (0.0, mix(tar, p.glow, 0.4)),
        (0.35, tar),
        (1.0, p.shade),
    )
    for near in np.geomspace(0.02, 0.9, 11).tolist():
        top, bottom = horizon + near * 0.72, horizon + near * 0.72 * 1.28
        thin, thick = near * 0.011, near * 0.014
        c.shape(
            [(x - thin, top), (x + thin, top), (x + thick, bottom), (x - thick, bottom)], mix(p.spark, p.paper, 0.3)
        )
    side = 1 if art.chance(0.5) else -1
    _poles(art, x, horizon, side)
    if art.chance(0.6):
        figures.stand(
            c,
            figures.walker() if art.chance(0.4) else figures.coat(),
            at=(x + 0.0, horizon + 0.13),
            tall=0.17,
            colour=p.shade,
        )
    else:
        props.car(
            c,
            at=(x - side * 0.30, horizon + 0.20),
            long=0.40,
            colour=p.shade,
            glass=mix(p.glow, p.mid, 0.3),
            lights=p.spark,
            flip=side > 0,
        )
    c.band(1.1, 1.5, p.shade, above=0.0, below=0.95)


def _poles(art: Art, x: float, horizon: float, side: int) -> None:
    c, p = art.canvas, art.palette
    tips = []
    for near in np.geomspace(0.03, 0.8, 7).tolist():
        foot = (x + side * near * 0.78, horizon + near * 0.30)
        top = foot[1] - near * 0.95
        c.stroke([foot, (foot[0], top)], p.shade, thick=max(0.0025, near * 0.018))
        c.stroke(
            [(foot[0] - near * 0.10, top + near * 0.07), (foot[0] + near * 0.10, top + near * 0.07)],
            p.shade,
            thick=max(0.002, near * 0.012),
        )
        tips.append((foot[0], top + near * 0.06))
    for offset in (-0.1, 0.1):
        wire = [(tip[0] + offset * abs(tip[0] - x) / 0.78, tip[1]) for tip in tips]
        c.stroke(smooth(wire, closed=False), p.shade, thick=0.0022)


def lone_tree(art: Art) -> None:
    """One tree on a hill, its leaves going with the wind; two people under it, or a swing."""
    c, p = art.canvas, art.palette
    ground = art.pick(0.90, 0.97) if art.low else art.pick(1.18, 1.26)
    sky(art, ground)
    sun = (art.pick(0.2, 0.8), ground - art.pick(0.30, 0.5))
    c.glow(sun, 0.7, p.glow, strength=0.7)
    c.disc(sun, art.pick(0.13, 0.27), mix(p.glow, p.paper, 0.6) if art.chance(0.5) else p.accent)
    c.shape(down_to(hills(art.rng, height=ground - 0.03, rise=0.025), 1.5), mix(p.mid, p.shade, 0.35))
    x = art.pick(0.34, 0.66)
    tall = art.pick(0.58, 0.70)
    knoll = smooth([(x - 0.95, 1.5), (x - 0.55, ground + 0.12), (x - 0.2, ground + 0.025), (x, ground),
        (x + 0.2, ground + 0.02),
                    (x + 0.6, ground + 0.13), (x + 1.0, 1.5)], closed=False)  # fmt: skip
    c.shape(knoll, p.shade)
    twigs = props.bare_tree(c, art.rng, at=(x, ground + 0.02), tall=tall, colour=p.shade)
    if art.chance(0.72):
        for tone, share in ((mix(p.accent, p.shade, 0.45), 1.0), (p.accent, 0.8), (mix(p.accent, p.glow, 0.45), 0.4)):
            for end in twigs:
                if art.rng.random() < share:
                    c.disc(
                        (end[0] + art.pick(-0.03, 0.03), end[1] + art.pick(-0.035, 0.02)), art.pick(0.010, 0.030), tone
                    )
        for _ in range(34):
            drift = art.pick(0.0, 1.0)
            leaf = place([(-1, 0), (0, -0.5), (1, 0),
                (0, 0.5)], at=(x + 0.1 + drift * 0.6, ground - tall * 0.75 + drift * 0.5 + art.pick(-0.12, 0.12)),
                         size=art.pick(0.005, 0.011), turn=art.pick(0, math.pi))  # fmt: skip
            c.shape(leaf, p.accent)
    side = -1 if art.chance(0.5) else 1
    figures.stand(c, figures.coat(), at=(x + side * 0.16, ground + 0.022), tall=0.15, colour=p.shade)
    if art.chance(0.7):
        figures.stand(c, figures.gown(), at=(x + side * 0.205, ground + 0.024), tall=0.135, colour=p.shade)


def land_within(world: Art, top: float, *, night: bool) -> None:
    """A small landscape or town for the inside of another shape whose upper edge is at `top`."""
    c, p = world.canvas, world.palette
    upper = top + 0.42
    c.wash((0.0, p.deep if not night else p.mid), (upper / 1.5, p.accent if not night else p.glow), (1.0, p.mid))
    sun = (world.pick(0.4, 0.6), upper - world.pick(0.05, 0.16))
    c.disc(sun, world.pick(0.09, 0.15), mix(p.glow, p.paper, 0.5))
    if world.chance(0.4):
        x = 0.0
        while x < 1:
            broad = world.pick(0.025, 0.075)
            c.block(
                x,
                upper + 0.20 - world.pick(0.04, 0.36),
                x + broad,
                1.5,
                mix(p.shade, p.mid, round(world.pick(0.0, 0.3), 2)),
            )
            x += broad
    else:
        for layer in range(3):
            tone = mix(p.mid, p.shade, 0.35 + 0.32 * layer)
            c.shape(down_to(ridge(world.rng, height=upper + 0.11 * layer, rise=0.17, roughness=0.52), 1.5), tone)
        for x in np.linspace(0.05, 0.95, 20).tolist():
            c.shape(
                props.pine(world.rng, at=(x + world.pick(-0.02, 0.02), upper + 0.42), tall=world.pick(0.08, 0.24)),
                p.shade,
            )
    c.block(0, upper + 0.40, 1, 1.5, p.shade)
