"""People close up, without a likeness: two profiles, a head full of landscape, an eye, hands."""

import math

import numpy as np
from PIL import Image, ImageDraw

from matinee.lab.world.posters import figures
from matinee.lab.world.posters.colour import mix
from matinee.lab.world.posters.curves import circle, place, ribbon, smooth
from matinee.lab.world.posters.scenes.art import Art
from matinee.lab.world.posters.scenes.land import land_within


def profiles(art: Art) -> None:
    """Two faces turned to each other; what is between them is the picture."""
    c, p = art.canvas, art.palette
    top = art.pick(0.06, 0.12) if art.low else 0.46
    c.wash((0.0, p.deep), (0.42, p.mid), (0.72, p.glow), (1.0, p.glow))
    sun = (0.5, top + art.pick(0.25, 0.55))
    c.glow(sun, 0.55, p.glow, strength=0.8)
    c.disc(sun, art.pick(0.16, 0.26), p.accent)
    gap = art.pick(0.005, 0.04)
    size = art.pick(0.80, 0.90)
    left = place(figures.profile(), at=(0.5 - gap - 0.898 * size, top), size=size)
    right = place(
        figures.profile(),
        at=(0.5 + gap + 0.898 * size * 0.97, top + art.pick(-0.02, 0.05)),
        size=size * 0.97,
        flip=True,
    )
    one = p.shade
    two = mix(p.shade, p.accent if art.chance(0.5) else p.deep, art.pick(0.2, 0.5))
    c.shape(right, two)
    hair = smooth([(0.80, 0.20), (0.62, -0.02), (0.36, -0.05), (0.10, 0.06), (-0.02, 0.30), (0.0, 0.62),
        (-0.10, 0.95), (0.14, 1.12), (0.30, 0.98),
                   (0.30, 0.70), (0.42, 0.46), (0.60, 0.33)], steps=5)  # fmt: skip
    c.shape(place(hair, at=(0.5 + gap + 0.898 * size * 0.97, top), size=size * 0.97, flip=True), two)
    c.shape(left, one)
    if art.chance(0.4):
        for _ in range(5):
            bird = place(
                figures.gull(), at=(0.5 + art.pick(-0.08, 0.08), top + art.pick(-0.05, 0.2)), size=art.pick(0.012, 0.03)
            )
            c.shape(bird, p.shade)
    c.band(top + 0.72 * size, top + 0.98 * size, p.shade, above=0.0, below=1.0)
    c.block(0.0, top + 0.98 * size, 1.0, 1.5, p.shade)


def double_exposure(art: Art) -> None:
    """A head in profile, and inside it the place the person comes from or is afraid of."""
    c, p = art.canvas, art.palette
    ground = p.glow if not art.night else p.deep
    c.wash((0.0, mix(ground, p.paper, 0.35) if not art.night else ground), (1.0, ground if not art.night else p.shade))
    top = 0.10 if art.low else 0.47
    side = art.chance(0.5)
    face = place(figures.profile(), at=(0.86 if side else 0.14, top), size=0.80, flip=side)
    world = Art(type(c)(c.width // 2), p, art.rng, art.look, art.zone)
    land_within(world, top, night=art.night)
    inner = world.canvas.image
    mask = Image.new("L", c.image.size, 0)
    ImageDraw.Draw(mask).polygon((face * c.width).ravel().tolist(), fill=255)
    c.glow((0.5, top + 0.4), 0.8, mix(p.glow, p.accent, 0.35) if art.night else p.mid, strength=0.5)
    c.image.paste(inner, (0, 0), mask)
    for _ in range(art.whole(4, 9)):
        away = -1 if not side else 1
        x, y = 0.5 + away * art.pick(0.15, 0.45), top + art.pick(-0.05, 0.35)
        c.shape(
            place(figures.gull(), at=(x, y), size=art.pick(0.012, 0.035), turn=art.pick(-0.4, 0.4)),
            p.shade if not art.night else p.glow,
        )
    c.band(1.0, 1.42, ground if not art.night else p.shade, above=0.0, below=1.0)
    c.block(0, 1.42, 1, 1.5, ground if not art.night else p.shade)


def eye(art: Art) -> None:
    """An eye, very close; what it sees is in it."""
    c, p = art.canvas, art.palette
    centre = (0.5, 0.50 if art.low else 0.92)
    skin = mix(p.deep, p.shade, 0.35) if art.night else p.deep
    c.halo(centre, 0.95, (0.0, mix(skin, p.mid, 0.55)), (1.0, mix(skin, p.shade, 0.45)))
    wide, tall = 0.46, art.pick(0.20, 0.28)
    lid = [(-wide, 0.03), (-wide * 0.55, -tall * 0.75), (0.0, -tall), (wide * 0.55, -tall * 0.72), (wide, -0.02),
        (wide * 0.5, tall * 0.66), (0, tall * 0.86),
           (-wide * 0.55, tall * 0.62)]  # fmt: skip
    outline = smooth(np.array(lid) + np.array(centre))
    mask, pen = c.stencil()
    pen.polygon(c.flat(outline), fill=255)
    white = mix(p.paper, p.glow, 0.35)
    c.fill(mask, (0.0, mix(white, p.shade, 0.35)), (centre[1] / 1.5, white), (1.0, mix(white, p.shade, 0.2)))
    before = c.image.copy()
    radius = tall * 0.94
    _iris(art, centre, radius)
    c.image = Image.composite(c.image, before, mask)
    c.draw = ImageDraw.Draw(c.image)
    upper = outline[: len(outline) // 2 + 1]
    c.shape(ribbon(upper, 0.012 + 0.020 * np.sin(np.linspace(0, math.pi, len(upper)))), p.shade)
    crease = smooth([(centre[0] - wide * 1.02, centre[1] - 0.05), (centre[0] - wide * 0.5, centre[1] - tall * 1.25),
        (centre[0], centre[1] - tall * 1.5),
                     (centre[0] + wide * 0.6, centre[1] - tall * 1.22),
                     (centre[0] + wide * 1.08, centre[1] - 0.06)], closed=False)  # fmt: skip
    c.shape(ribbon(crease, 0.003 + 0.010 * np.sin(np.linspace(0, math.pi, len(crease)))), mix(skin, p.shade, 0.6))
    for lash in range(17):
        point = upper[int((lash + 0.7) / 18 * (len(upper) - 1))]
        away = np.array([(point[0] - 0.5) * 0.8, -0.32])
        tip = point + away / np.hypot(*away) * art.pick(0.06, 0.085)
        bend = (point + tip) / 2 + np.array([0.008 * np.sign(point[0] - 0.5), 0.008])
        c.shape(
            ribbon(
                smooth([tuple(point), tuple(bend), tuple(tip)], closed=False, steps=4), np.linspace(0.010, 0.001, 9)
            ),
            p.shade,
        )
    c.band(0.98, 1.5, p.shade, above=0.0, below=0.7)


def _iris(art: Art, centre: tuple[float, float], radius: float) -> None:
    c, p = art.canvas, art.palette
    c.disc(centre, radius, mix(p.accent, p.shade, 0.72))
    c.disc(centre, radius * 0.93, mix(p.accent, p.shade, 0.15))
    for ray in range(90):
        angle = ray / 90 * 2 * math.pi + art.pick(-0.03, 0.03)
        inner, outer = radius * art.pick(0.40, 0.50), radius * art.pick(0.7, 0.93)
        tone = mix(p.accent, p.paper if ray % 3 else p.shade, round(art.pick(0.1, 0.5), 2))
        line = np.array(
            [(centre[0] + reach * math.cos(angle), centre[1] + reach * math.sin(angle)) for reach in (inner, outer)]
        )
        c.shape(ribbon(line, np.array([0.007, 0.003])), tone)
    c.disc(centre, radius * 0.46, p.shade)
    if art.chance(0.5):
        figures.stand(c, figures.coat() if art.chance(0.6) else figures.gown(),
            at=(centre[0], centre[1] + radius * 0.36), tall=radius * 0.66,
                      colour=mix(p.spark, p.paper, 0.3))  # fmt: skip
    c.disc((centre[0] - radius * 0.36, centre[1] - radius * 0.40), radius * 0.13, p.paper)


def hands(art: Art) -> None:
    """A hand from below, and one from above that almost reaches it; or many that reach for a light."""
    c, p = art.canvas, art.palette
    c.wash((0.0, p.deep), (0.5, p.mid), (1.0, mix(p.deep, p.shade, 0.5)))
    middle = 0.50 if art.low else 0.93
    light = (0.5 + art.pick(-0.06, 0.06), middle)
    if art.chance(0.5):
        c.glow(light, 0.75, p.glow, strength=0.9)
        c.disc(light, art.pick(0.10, 0.17), p.accent)
        tone = mix(p.shade, p.accent, 0.18) if not art.night else mix(p.mid, p.shade, 0.45)
        lower, upper = figures.hand(), figures.hand()
        for part in upper:
            c.shape(place(part, at=(light[0] + 0.12, middle - 0.56), size=0.46, turn=math.pi + 0.22, flip=True), tone)
        for part in lower:
            c.shape(place(part, at=(light[0] - 0.12, middle + 0.58), size=0.48, turn=0.18), p.shade)
    else:
        light = (light[0], middle - 0.22)
        c.glow(light, 0.8, p.glow, strength=0.9)
        c.disc(light, art.pick(0.12, 0.18), p.accent)
        for layer, count in enumerate((6, 5, 3)):
            tone = mix(mix(p.mid, p.glow, 0.2), p.shade, 0.35 + 0.32 * layer)
            for x in (np.linspace(0.05, 0.95, count) + art.rng.normal(0, 0.03, count)).tolist():
                lean = (light[0] - x) * 0.6 + art.pick(-0.12, 0.12)
                size = art.pick(0.22, 0.30) + 0.05 * layer
                for part in figures.hand():
                    c.shape(
                        place(
                            part,
                            at=(x, middle + 0.40 + 0.07 * layer),
                            size=size,
                            turn=lean,
                            flip=art.look.seed % 2 == 0,
                        ),
                        tone,
                    )
    c.band(1.0, 1.5, p.shade, above=0.0, below=0.95)


def moonlit_pair(art: Art) -> None:
    """Two people on a roof or a pier, small under a very large moon."""
    c, p = art.canvas, art.palette
    ground = 0.96 if art.low else 1.28
    c.wash((0.0, p.deep), (ground / 1.5, p.mid), (1.0, p.mid))
    if art.night:
        art.stars(120, bottom=ground, colour=p.paper)
    moon = (0.5 + art.pick(-0.08, 0.08), ground - art.pick(0.36, 0.44))
    radius = art.pick(0.31, 0.38)
    c.glow(moon, radius * 1.9, p.glow, strength=0.7)
    c.disc(moon, radius, mix(p.glow, p.paper, 0.35))
    for _ in range(7):
        angle, reach = art.pick(0, 6.28), radius * math.sqrt(art.pick(0, 0.62))
        c.disc(
            (moon[0] + reach * math.cos(angle), moon[1] + reach * math.sin(angle)),
            radius * art.pick(0.04, 0.15),
            mix(p.glow, p.mid, 0.22),
        )
    left = art.pick(0.02, 0.16)
    c.shape(
        [(left, ground), (1 - left, ground), (1 - left + 0.03, ground + 0.02), (left - 0.03, ground + 0.02)], p.shade
    )
    for leg in np.linspace(left + 0.03, 0.97 - left, 5).tolist():
        c.block(leg - 0.008, ground, leg + 0.008, 1.5, p.shade)
    figures.stand(c, figures.coat(), at=(moon[0] - 0.055, ground + 0.005), tall=0.27, colour=p.shade)
    figures.stand(c, figures.gown(), at=(moon[0] + 0.06, ground + 0.005), tall=0.25, colour=p.shade)
    c.shape(
        ribbon(
            np.array(
                [(moon[0] - 0.030, ground - 0.13), (moon[0] + 0.005, ground - 0.118), (moon[0] + 0.040, ground - 0.125)]
            ),
            0.010,
        ),
        p.shade,
    )
    for row in range(16):
        y = ground + 0.04 + 0.03 * row
        x = moon[0] + art.pick(-0.16, 0.16)
        c.stroke(
            circle((x, y), 0.0, count=2) + np.array([[-art.pick(0.02, 0.16), 0], [art.pick(0.02, 0.16), 0]]),
            mix(p.mid, p.glow, 0.55),
            thick=0.004,
        )
    c.band(1.02, 1.5, p.shade, above=0.0, below=0.95)
