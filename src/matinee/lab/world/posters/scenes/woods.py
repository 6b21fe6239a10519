"""Among trees: trunks that fade into fog, and what stands in the clearing."""

import numpy as np

from matinee.lab.world.posters import figures, props
from matinee.lab.world.posters.colour import RGB, mix
from matinee.lab.world.posters.curves import circle, down_to, hills, ribbon, smooth
from matinee.lab.world.posters.scenes.art import Art


def forest(art: Art) -> None:
    """Trunks that fade into fog; deep among them a light, a house or somebody."""
    c, p = art.canvas, art.palette
    c.halo((art.pick(0.4, 0.6), 0.62 if art.low else 0.95), 0.95, (0.0, p.glow), (0.45, p.mid), (1.0, p.deep))
    ground = 1.02 if art.low else 1.24
    bare = art.chance(0.55)
    for layer in range(5):
        depth = layer / 4
        tone = mix(mix(p.glow, p.mid, 0.5), p.shade, round(0.18 + 0.80 * depth, 3))
        count = (15, 11, 8, 5, 4)[layer]
        foot = ground - 0.10 * (1 - depth)
        for x in np.linspace(-0.05, 1.05, count).tolist():
            at = x + art.pick(-0.05, 0.05)
            if layer == 4 and 0.2 < at < 0.8:
                continue
            if bare:
                _trunk(art, at, foot + 0.05, (0.010 + 0.05 * depth) * art.pick(0.7, 1.3), tone)
            else:
                c.shape(
                    props.pine(art.rng, at=(at, foot + 0.06), tall=(0.42 + 0.75 * depth) * art.pick(0.75, 1.15)), tone
                )
        c.shape(down_to(hills(art.rng, height=foot + 0.02, rise=0.015), 1.5), tone)
        if layer == 2:
            _clearing(art, foot + 0.03)
        if layer < 4:
            art.mist(foot, 0.16, mix(p.glow, p.mid, 0.35), strength=0.55 * (1 - depth * 0.6))
    c.band(1.0, 1.5, p.shade, above=0.0, below=0.92)


def _trunk(art: Art, x: float, foot: float, thick: float, tone: RGB) -> None:
    lean = art.pick(-0.04, 0.04)
    line = smooth([(x, foot), (x + lean * 0.4, foot - 0.5), (x + lean, -0.1)], closed=False)
    art.canvas.shape(ribbon(line, np.linspace(thick * 1.25, thick * 0.7, len(line))), tone)
    for _ in range(3):
        y = art.pick(0.05, foot - 0.35)
        side = -1 if art.chance(0.5) else 1
        reach = art.pick(0.06, 0.2)
        branch = smooth(
            [(x + lean * 0.5, y), (x + side * reach * 0.5, y - 0.05), (x + side * reach, y - art.pick(0.10, 0.2))],
            closed=False,
        )
        art.canvas.shape(ribbon(branch, np.linspace(thick * 0.36, 0.002, len(branch))), tone)


def _clearing(art: Art, ground: float) -> None:
    c, p = art.canvas, art.palette
    x = art.pick(0.44, 0.56)
    c.glow((x, ground - 0.08), 0.34, mix(p.glow, p.accent, 0.5), strength=0.75)
    choice = art.rng.random()
    if choice < 0.4:
        props.gabled_house(c, at=(x, ground + 0.01), wide=0.16, colour=p.shade, window=p.accent, tower=art.chance(0.4))
    elif choice < 0.75:
        figures.stand(
            c,
            figures.child() if art.chance(0.5) else figures.hooded(),
            at=(x, ground + 0.02),
            tall=0.17,
            colour=p.shade,
        )
    else:
        c.shape(circle((x, ground - 0.16), 0.055), p.accent)
        figures.stand(c, figures.walker(), at=(x, ground + 0.02), tall=0.17, colour=p.shade)
