"""Up and out: a ringed planet, orbits, a rocket, balloons."""

import math

import numpy as np
from PIL import Image

from matinee.lab.world.posters import figures, props
from matinee.lab.world.posters.canvas import clouds
from matinee.lab.world.posters.colour import mix, ramp
from matinee.lab.world.posters.curves import circle, down_to, hills, place, ridge, smooth
from matinee.lab.world.posters.scenes.art import Art
from matinee.lab.world.posters.scenes.land import sky


def planet(art: Art) -> None:
    """A world so large that it does not fit, lit from one side; a landscape with somebody below, or a small ship."""
    c, p = art.canvas, art.palette
    dark = mix(p.deep, p.shade, 0.6 if art.night else 0.9)
    c.halo((art.pick(0.2, 0.8), art.pick(0.4, 0.9)), 1.1, (0.0, mix(dark, p.mid, 0.45)), (1.0, dark))
    art.stars(210, bottom=1.5, colour=p.paper)
    centre = (art.pick(0.36, 0.64), art.pick(0.46, 0.58) if art.low else art.pick(0.84, 0.94))
    radius = art.pick(0.27, 0.40)
    c.glow(centre, radius * 1.8, p.glow, strength=0.45)
    tilt = art.pick(-0.45, 0.45)
    ringed = art.chance(0.6)
    if ringed:
        _rings(art, centre, radius, tilt, half=180)
    _globe(art, centre, radius)
    if ringed:
        _rings(art, centre, radius, tilt, half=0)
    moon = (
        centre[0] + radius * art.pick(0.9, 1.2) * (1 if art.chance(0.5) else -1),
        centre[1] - radius * art.pick(0.6, 1.0),
    )
    c.disc(moon, 0.03, p.accent)
    c.disc((moon[0] + 0.011, moon[1] + 0.004), 0.03, dark)
    if art.low or art.chance(0.5):
        ground = 1.04 if art.low else 1.34
        far = ridge(art.rng, height=ground - 0.03, rise=0.10, roughness=0.56)
        c.shape(down_to(far, 1.5), mix(dark, p.mid, 0.5))
        c.shape(down_to(hills(art.rng, height=ground + 0.05, rise=0.02), 1.5), p.shade)
        figures.stand(c, figures.coat(), at=(art.pick(0.3, 0.7), ground + 0.055), tall=0.13, colour=p.shade)
        c.band(1.1, 1.5, p.shade, above=0.0, below=0.9)
    else:
        ship = props.rocket(at=(art.pick(0.2, 0.8), 1.25), size=0.12, turn=art.pick(0.3, 0.9))
        for part, tone in zip(ship, (p.paper, p.accent, p.shade), strict=True):
            c.shape(part, tone)


def _rings(art: Art, centre: tuple[float, float], radius: float, tilt: float, *, half: int) -> None:
    """half: 180 for what lies behind the globe, 0 for what lies before it."""
    for index, reach in enumerate((1.42, 1.54, 1.64, 1.80, 1.90)):
        arc = circle((0.0, 0.0), 1.0, start=half, end=half + 180, count=90) * np.array([reach, reach * 0.24])
        line = place(arc, at=centre, size=radius, turn=tilt)
        tone = mix(art.palette.glow, art.palette.accent, index / 4)
        art.canvas.stroke(
            line, mix(tone, art.palette.deep, 0.15 + 0.12 * (index % 2)), thick=0.016 if index % 2 else 0.008
        )


def _globe(art: Art, centre: tuple[float, float], radius: float) -> None:
    """Bands of weather bent over a ball, with the night side eaten away."""
    c, p = art.canvas, art.palette
    count = 200
    y, x = np.mgrid[0:count, 0:count] * (2 / (count - 1)) - 1
    z = np.sqrt(np.clip(1 - x**2 - y**2, 0, 1))
    angle = art.pick(-0.5, 0.5)
    along, across = x * math.cos(angle) + y * math.sin(angle), y * math.cos(angle) - x * math.sin(angle)
    noise = clouds(art.rng, cells=(3, 4), size=(count, count))
    latitude = np.arcsin(np.clip(across, -1, 1))
    swirl = 0.5 + 0.5 * np.sin(latitude * art.pick(5, 11) + noise * 3.2 + along * 0.5)
    side = -1 if art.chance(0.5) else 1
    light = np.clip(side * 0.72 * x - 0.42 * y + 0.5 * z + 0.05, 0, 1)
    table = ramp(
        ((0.0, p.shade), (0.35, mix(p.mid, p.shade, 0.35)), (0.7, mix(p.mid, p.accent, 0.6)), (1.0, p.glow)), 256
    )
    tone = np.clip(light * (0.66 + 0.5 * swirl), 0, 1)
    picture = Image.fromarray(table[(tone * 255).astype(np.uint8)])
    size = max(2, round(2 * radius * c.width))
    left, top = round((centre[0] - radius) * c.width), round((centre[1] - radius) * c.width)
    mask, pen = c.stencil()
    pen.ellipse((left, top, left + size, top + size), fill=255)
    sheet = Image.new("RGB", c.image.size)
    sheet.paste(picture.resize((size, size), Image.Resampling.BICUBIC), (left, top))
    c.image.paste(sheet, (0, 0), mask)


def orbits(art: Art) -> None:
    """Rings around a small sun, worlds strung on them: a diagram more than a view."""
    c, p = art.canvas, art.palette
    c.wash((0.0, p.deep), (1.0, mix(p.deep, p.shade, 0.5)))
    centre = ((0.5, 0.28, 0.74)[art.whole(0, 2)], 0.52 if art.low else 0.92)
    art.stars(90, bottom=1.5, colour=p.glow)
    c.glow(centre, 0.75, p.mid, strength=0.75)
    tones = (p.accent, p.spark, p.glow, p.paper)
    count = art.whole(5, 7)
    for ring in range(count, 0, -1):
        radius = 0.085 + 0.105 * ring * (1 + 0.035 * ring)
        c.ring(centre, radius, mix(p.mid, p.glow, 0.45), thick=0.0035)
        angle = art.pick(0, 2 * math.pi)
        at = (centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle))
        size = art.pick(0.014, 0.044)
        tone = tones[ring % 4]
        c.disc(at, size * 1.5, p.deep)
        c.disc(at, size, tone)
        c.slice_of(at, size, math.degrees(angle) - 90, math.degrees(angle) + 90, mix(tone, p.shade, 0.5))
    c.disc(centre, 0.088, p.accent)
    if art.chance(0.6):
        figures.stand(c, figures.coat(), at=(centre[0], centre[1] + 0.068), tall=0.125, colour=p.shade)
    c.band(1.2, 1.5, p.shade, above=0.0, below=0.6)


def ascent(art: Art) -> None:
    """A rocket on its plume, drawn as a travel agency would."""
    c, p = art.canvas, art.palette
    c.wash((0.0, p.deep), (0.5, p.mid), (1.0, p.glow))
    if art.night:
        art.stars(120, bottom=1.0, colour=p.paper)
    x = art.pick(0.42, 0.58)
    top = art.pick(0.18, 0.26) if art.low else art.pick(0.52, 0.58)
    c.disc((1 - x + art.pick(-0.1, 0.1), top + 0.12), art.pick(0.16, 0.26), mix(p.glow, p.accent, 0.35))
    tail = top + 0.42
    for wide, tone in ((0.20, mix(p.glow, p.paper, 0.5)), (0.12, p.paper)):
        plume = [
            (x, tail - 0.05),
            (x + wide * 0.3, tail + 0.2),
            (x + wide * 1.1, 1.5),
            (x - wide * 1.1, 1.5),
            (x - wide * 0.3, tail + 0.2),
        ]
        c.shape(plume, tone)
    for row in range(26):
        y = 1.5 - art.pick(0.0, 0.30 + 0.02 * row)
        side = art.pick(-1, 1)
        size = art.pick(0.04, 0.12) * (0.4 + (y - tail) / (1.5 - tail))
        c.disc(
            (x + side * 0.55 * (y - tail) * 0.8, y),
            max(size, 0.02),
            mix(p.paper, p.mid, round(0.12 + 0.5 * abs(side), 2)),
        )
    hull, fins, port = props.rocket(at=(x, tail), size=0.42)
    c.shape(fins, p.accent)
    c.shaded(
        hull,
        (0.0, p.paper),
        (0.45, p.paper),
        (0.55, mix(p.paper, p.shade, 0.3)),
        (1.0, mix(p.paper, p.shade, 0.45)),
        sideways=True,
    )
    c.shape(hull[(hull[:, 1] < tail - 0.31)], p.accent)
    c.shape(port, p.shade)
    c.shape([(x - 0.02, tail - 0.04), (x + 0.02, tail - 0.04), (x, tail + 0.13)], p.spark)
    c.band(1.12, 1.5, p.shade, above=0.0, below=0.75)


def balloons(art: Art) -> None:
    """Hot-air balloons over a patchwork of hills."""
    c, p = art.canvas, art.palette
    ground = 0.92 if art.low else 1.2
    sky(art, ground)
    c.disc((art.pick(0.15, 0.85), ground - art.pick(0.2, 0.35)), art.pick(0.10, 0.16), mix(p.glow, p.paper, 0.6))
    for _ in range(4):
        _cloud(
            art, (art.pick(-0.05, 1.05), art.pick(0.1, 0.8) if art.low else art.pick(0.45, 1.0)), art.pick(0.06, 0.12)
        )
    for row in range(4):
        tone = mix(mix(p.mid, p.spark, 0.35 + 0.1 * row), p.shade, 0.12 + 0.24 * row)
        c.shape(down_to(hills(art.rng, height=ground + 0.085 * row, rise=0.035, waves=1.0 + 0.5 * row), 1.5), tone)
    tones = [p.accent, p.spark, p.paper, mix(p.accent, p.shade, 0.35), mix(p.deep, p.shade, 0.3)]
    spots = [
        (art.pick(0.36, 0.64), 0.44, 0.25),
        (art.pick(0.10, 0.2), 0.70, 0.085),
        (art.pick(0.80, 0.9), 0.24, 0.10),
        (art.pick(0.78, 0.9), 0.72, 0.06),
    ]
    for x, y, size in spots[: art.whole(2, 4)]:
        _balloon(art, (x, y if art.low else y + 0.42), size, tones)
    c.band(1.14, 1.5, p.shade, above=0.0, below=0.7)


def _balloon(art: Art, at: tuple[float, float], size: float, tones: list[tuple[int, int, int]]) -> None:
    c, p = art.canvas, art.palette
    half = np.array(
        [(0.0, -1.0), (0.45, -0.91), (0.82, -0.60), (0.98, -0.1), (0.84, 0.35), (0.45, 0.86), (0.22, 1.12), (0.0, 1.13)]
    )
    right = smooth(half, closed=False)
    one, two = int(art.rng.integers(len(tones))), int(art.rng.integers(1, len(tones)))
    pair = (tones[one], tones[(one + two) % len(tones)])
    stripes = 7
    edges = np.sin(np.linspace(-math.pi / 2, math.pi / 2, stripes + 1))
    for stripe in range(stripes):
        left, rim = right * np.array([edges[stripe], 1.0]), right * np.array([edges[stripe + 1], 1.0])
        tone = mix(pair[stripe % 2], p.shade, round(0.30 * stripe / stripes, 3))
        c.shape(place(np.concatenate([left, rim[::-1]]), at=at, size=size), tone)
    bottom = at[1] + size * 1.5
    for side in (-1, 1):
        c.stroke(
            [(at[0] + side * size * 0.2, at[1] + size * 1.1), (at[0] + side * size * 0.12, bottom)],
            p.shade,
            thick=0.003,
        )
    c.block(at[0] - size * 0.15, bottom, at[0] + size * 0.15, bottom + size * 0.22, mix(p.shade, p.accent, 0.25))


def _cloud(art: Art, at: tuple[float, float], size: float) -> None:
    c = art.canvas
    tone = mix(art.palette.paper, art.palette.glow, 0.4)
    for offset, scale in ((-1.1, 0.55), (-0.4, 0.85), (0.45, 1.0), (1.2, 0.6)):
        c.slice_of((at[0] + offset * size, at[1]), size * scale, 180, 360, tone)
    c.block(at[0] - 1.65 * size, at[1] - 0.004, at[0] + 1.8 * size, at[1] + 0.012, tone)
