"""Old stories: the house on the hill, the castle over the clouds, somebody among the thorns."""

import numpy as np

from matinee.lab.world.posters import figures, props
from matinee.lab.world.posters.colour import mix
from matinee.lab.world.posters.curves import down_to, place, ribbon, ridge, smooth
from matinee.lab.world.posters.scenes.art import Art
from matinee.lab.world.posters.scenes.land import sky


def house_on_hill(art: Art) -> None:
    """A house before a moon that is too large, a tree without leaves, birds."""
    c, p = art.canvas, art.palette
    ground = art.pick(0.80, 0.86) if art.low else art.pick(1.08, 1.14)
    c.wash((0.0, p.deep), (ground / 1.5, p.mid), (1.0, p.shade))
    x = art.pick(0.40, 0.60)
    moon = (x + art.pick(-0.08, 0.08), ground - art.pick(0.26, 0.34))
    c.glow(moon, 0.75, p.glow, strength=0.75)
    c.disc(moon, art.pick(0.25, 0.33), mix(p.glow, p.accent, 0.4))
    art.mist(moon[1] + 0.1, 0.10, p.mid, strength=0.75, cells=(2, 16))
    hill = smooth([(x - 1.0, 1.5), (x - 0.62, ground + 0.26), (x - 0.32, ground + 0.10), (x - 0.14, ground + 0.004),
        (x + 0.16, ground),
                   (x + 0.34, ground + 0.07), (x + 0.62, ground + 0.24), (x + 1.0, 1.5)], closed=False)  # fmt: skip
    c.shape(hill, p.shade)
    props.gabled_house(
        c, at=(x, ground + 0.015), wide=art.pick(0.24, 0.29), colour=p.shade, window=p.accent, tower=art.chance(0.6)
    )
    side = -1 if art.chance(0.5) else 1
    props.bare_tree(
        c, art.rng, at=(x + side * 0.33, ground + 0.12), tall=art.pick(0.40, 0.5), colour=p.shade, lean=-side * 0.14
    )
    path = smooth(
        [
            (x, ground + 0.01),
            (x + 0.03, ground + 0.06),
            (x - 0.05, ground + 0.14),
            (x + 0.05, ground + 0.28),
            (x - 0.1, 1.5),
        ],
        closed=False,
    )
    c.shape(ribbon(path, np.linspace(0.018, 0.14, len(path))), mix(p.shade, p.mid, 0.28))
    for _ in range(art.whole(5, 11)):
        at = (moon[0] + art.pick(-0.4, 0.4), moon[1] + art.pick(-0.28, 0.16))
        c.shape(place(figures.gull(), at=at, size=art.pick(0.012, 0.034), turn=art.pick(-0.5, 0.5)), p.shade)
    figures.stand(c, figures.coat(), at=(x + 0.005, ground + 0.235), tall=0.10, colour=p.shade)
    art.mist(ground + 0.16, 0.05, p.mid, strength=0.5, cells=(3, 14))
    c.band(ground + 0.2, 1.45, p.shade, above=0.0, below=1.0)


def castle(art: Art) -> None:
    """Spires on a rock over a sea of cloud, something winged above."""
    c, p = art.canvas, art.palette
    ground = 0.92 if art.low else 1.20
    sky(art, ground)
    sun = (art.pick(0.3, 0.7), ground - art.pick(0.34, 0.46))
    c.glow(sun, 0.7, p.glow, strength=0.8)
    c.disc(sun, art.pick(0.14, 0.24), p.accent)
    far = ridge(art.rng, height=ground - 0.10, rise=0.20, roughness=0.55)
    c.shaded(down_to(far, 1.5), (0.0, mix(p.mid, p.shade, 0.25)), (0.5, mix(p.mid, p.glow, 0.5)), (1.0, p.mid))
    art.mist(ground - 0.02, 0.09, mix(p.glow, p.paper, 0.3), strength=0.8, cells=(3, 9))
    x = art.pick(0.40, 0.60)
    tone = mix(p.shade, p.deep, 0.12)
    rock = smooth([(x - 0.50, 1.5), (x - 0.30, ground + 0.10), (x - 0.24, ground - 0.06), (x - 0.10, ground - 0.14),
        (x + 0.12, ground - 0.16), (x + 0.22, ground - 0.05),
                   (x + 0.28, ground + 0.08), (x + 0.52, 1.5)], closed=False)  # fmt: skip
    c.shape(rock, tone)
    for offset, foot, wide, reach in (
        (-0.17, 0.02, 0.045, 0.20),
        (-0.09, -0.06, 0.055, 0.30),
        (0.0, -0.10, 0.075, 0.42),
        (0.10, -0.10, 0.05, 0.33),
        (0.17, -0.04, 0.045, 0.22),
    ):
        tall = reach * art.pick(0.85, 1.15)
        left, base = x + offset, ground + foot
        c.block(left - wide / 2, base - tall * 0.62, left + wide / 2, base + 0.10, tone)
        c.shape(
            [(left - wide * 0.72, base - tall * 0.60), (left, base - tall), (left + wide * 0.72, base - tall * 0.60)],
            mix(p.accent, p.shade, 0.55) if art.look.seed % 2 else tone,
        )
        c.block(left - 0.004, base - tall * 0.5, left + 0.004, base - tall * 0.5 + 0.022, p.accent)
        c.stroke([(left, base - tall), (left, base - tall - 0.035)], tone, thick=0.0025)
    c.shape([(x - 0.22, ground), (x - 0.22, ground - 0.09), (x + 0.22, ground - 0.12), (x + 0.22, ground)], tone)
    for row in range(3):
        art.mist(ground + 0.06 + 0.10 * row, 0.05, mix(p.glow, p.mid, 0.3 * row), strength=0.85, cells=(3, 12))
    if art.chance(0.6):
        _dragon(art, (art.pick(0.18, 0.82), ground - art.pick(0.55, 0.68)), art.pick(0.09, 0.16))
    cliff = smooth([(-0.1, 1.14), (0.1, 1.12), (0.20, 1.16), (0.30, 1.28), (0.5, 1.5), (-0.1, 1.5)]) + np.array(
        [0.0, 0.0 if art.low else 0.2]
    )
    c.shape(cliff, p.shade)
    figures.stand(c, figures.hooded(), at=(0.11, (1.125 if art.low else 1.325)), tall=0.13, colour=p.shade)
    c.band(1.1, 1.5, p.shade, above=0.0, below=0.85)


def _dragon(art: Art, at: tuple[float, float], size: float) -> None:
    wings = [
        (0.0, 0.05),
        (0.22, -0.30),
        (0.55, -0.62),
        (1.0, -0.40),
        (0.82, -0.22),
        (0.80, 0.06),
        (0.60, -0.08),
        (0.48, 0.20),
        (0.32, 0.02),
        (0.14, 0.22),
    ]
    body = ribbon(smooth([(0.55, -0.16), (0.36, -0.10), (0.18, 0.06), (-0.05, 0.12), (-0.30, 0.28), (-0.55, 0.22),
        (-0.75, 0.34)], closed=False), np.concatenate(
        [np.linspace(0.05, 0.17, 25), np.linspace(0.17, 0.01, 24)]))  # fmt: skip
    flip = art.chance(0.5)
    for part in (wings, np.array(wings) * np.array([-0.8, 0.9]) + np.array([0.06, 0.04]), body):
        art.canvas.shape(place(part, at=at, size=size, flip=flip), art.palette.shade)


def thorns(art: Art) -> None:
    """Branches from all sides around an open space with a face of light in it."""
    c, p = art.canvas, art.palette
    centre = (0.5, 0.52 if art.low else 0.92)
    c.halo(
        centre, 0.85, (0.0, mix(p.glow, p.accent, 0.3)), (0.35, mix(p.glow, p.mid, 0.6)), (0.7, p.mid), (1.0, p.deep)
    )
    art.mist(centre[1], 0.3, p.glow, strength=0.45)
    figure = figures.hooded() if art.chance(0.5) else figures.gown()
    figures.stand(c, figure, at=(centre[0], centre[1] + 0.26), tall=0.42, colour=mix(p.shade, p.mid, 0.15))
    for layer in range(2):
        tone = mix(p.shade, p.mid, 0.40 * (1 - layer))
        roots = [
            (-0.04, art.pick(0.2, 0.5)),
            (1.04, art.pick(0.2, 0.5)),
            (-0.02, art.pick(0.9, 1.2)),
            (1.02, art.pick(0.9, 1.2)),
            (art.pick(0.1, 0.3), 1.2),
            (art.pick(0.7, 0.9), 1.2),
        ]
        for x, y in roots[layer::2] if layer == 0 else roots:
            away = (centre[0] - x) * 1.1
            props.bare_tree(
                c,
                art.rng,
                at=(x, y + (0 if art.low else 0.4)),
                tall=art.pick(0.50, 0.68),
                colour=tone,
                lean=away + art.pick(-0.25, 0.25),
            )
    c.shape(down_to(ridge(art.rng, height=centre[1] + 0.28, rise=0.03, roughness=0.55), 1.5), p.shade)
    c.band(1.0, 1.5, p.shade, above=0.0, below=0.95)
    if not art.low:
        c.band(0.0, 0.5, p.shade, above=0.85, below=0.0)
