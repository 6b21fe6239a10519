"""Things that stand in more than one scene: trees, cars, boats, houses, planes."""

import math

import numpy as np

from matinee.lab.world.posters.canvas import Canvas
from matinee.lab.world.posters.colour import RGB
from matinee.lab.world.posters.curves import Points, mirrored, place, ribbon, smooth


def pine(rng: np.random.Generator, *, at: tuple[float, float], tall: float) -> Points:
    """A fir as one ragged outline, its foot at a place."""
    tiers = 9
    half = [(0.0, -1.0)]
    for tier in range(1, tiers + 1):
        depth = tier / tiers
        wide = 0.025 + 0.19 * depth**1.15 * rng.uniform(0.8, 1.15)
        half += [(wide, -1.0 + 0.93 * depth + rng.uniform(-0.015, 0.015)), (wide * 0.45, -1.0 + 0.93 * depth - 0.02)]
    half += [(0.02, -0.05), (0.02, 0.02)]
    return place(mirrored(half), at=at, size=tall)


def bare_tree(
    canvas: Canvas, rng: np.random.Generator, *, at: tuple[float, float], tall: float, colour: RGB, lean: float = 0.0
) -> list[tuple[float, float]]:
    """A leafless tree, branch by branch. Gives back the ends of its twigs."""
    twigs: list[tuple[float, float]] = []
    waiting = [(at[0], at[1], -math.pi / 2 + lean, tall * 0.34, tall * 0.075, 0)]
    while waiting:
        x, y, angle, length, thick, order = waiting.pop()
        bend = angle + rng.normal(0, 0.12)
        middle = (x + math.cos(angle) * length * 0.5, y + math.sin(angle) * length * 0.5)
        end = (middle[0] + math.cos(bend) * length * 0.5, middle[1] + math.sin(bend) * length * 0.5)
        canvas.shape(ribbon(np.array([(x, y), middle, end]), np.array([thick, thick * 0.84, thick * 0.64])), colour)
        canvas.disc(end, thick * 0.31, colour)
        if order == 5 or length < tall * 0.02:
            twigs.append(end)
            continue
        for side in (-1, 1) if order or rng.random() < 0.5 else (-1, 0.15, 1):
            turn = side * rng.uniform(0.28, 0.62) + 0.05 * math.cos(bend)
            waiting.append((*end, bend + turn, length * rng.uniform(0.66, 0.86), thick * 0.62, order + 1))
    return twigs


def saguaro(*, at: tuple[float, float], tall: float) -> tuple[Points, ...]:
    """A cactus with two arms."""
    stem = ribbon(
        np.array([(0.0, 0.02), (0.0, -0.5), (0.0, -0.93), (0.0, -0.98), (0.0, -1.0)]),
        np.array([0.13, 0.15, 0.13, 0.10, 0.02]),
    )
    left = ribbon(smooth([(0.0, -0.38), (-0.16, -0.42), (-0.21, -0.52), (-0.21, -0.72)], closed=False), 0.085)
    right = ribbon(smooth([(0.0, -0.52), (0.14, -0.55), (0.19, -0.63), (0.19, -0.80)], closed=False), 0.08)
    return tuple(place(part, at=at, size=tall) for part in (stem, left, right))


def sailboat(*, at: tuple[float, float], size: float, flip: bool = False) -> tuple[Points, Points, Points]:
    """Hull, mainsail, jib; the waterline at the place given."""
    hull = smooth([(-0.5, -0.13), (0.0, -0.10), (0.58, -0.16), (0.40, 0.02), (0.0, 0.05), (-0.40, 0.02)], steps=4)
    main = smooth([(0.02, -1.0), (0.0, -0.6), (0.0, -0.18), (-0.42, -0.20), (-0.24, -0.55)], steps=4)
    jib = smooth([(0.06, -0.92), (0.30, -0.55), (0.50, -0.20), (0.30, -0.16), (0.07, -0.20), (0.10, -0.55)], steps=4)
    hull_, main_, jib_ = (place(part, at=at, size=size, flip=flip) for part in (hull, main, jib))
    return hull_, main_, jib_


def car(
    canvas: Canvas, *, at: tuple[float, float], long: float, colour: RGB, glass: RGB, lights: RGB, flip: bool = False
) -> None:
    """A saloon of no particular make, seen from the side."""
    body = smooth([
        (-0.5, -0.09), (-0.495, -0.18), (-0.40, -0.215), (-0.27, -0.225), (-0.15, -0.345), (0.08, -0.355),
        (0.22, -0.235),
        (0.40, -0.205), (0.485, -0.17), (0.5, -0.08), (0.46, -0.06), (-0.46, -0.06),
    ], steps=4)  # fmt: skip
    window = np.array([(-0.215, -0.225), (-0.13, -0.318), (-0.035, -0.325), (-0.035, -0.225)])
    front = np.array([(-0.01, -0.225), (-0.01, -0.325), (0.07, -0.325), (0.165, -0.225)])
    canvas.shape(place(body, at=at, size=long, flip=flip), colour)
    for pane in (window, front):
        canvas.shape(place(pane, at=at, size=long, flip=flip), glass)
    side = -1 if flip else 1
    for wheel in (-0.29, 0.30):
        canvas.disc((at[0] + side * wheel * long, at[1] - 0.065 * long), 0.085 * long, colour)
        canvas.disc((at[0] + side * wheel * long, at[1] - 0.065 * long), 0.04 * long, glass)
    canvas.disc((at[0] + side * 0.475 * long, at[1] - 0.15 * long), 0.022 * long, lights)


def gabled_house(
    canvas: Canvas, *, at: tuple[float, float], wide: float, colour: RGB, window: RGB, tower: bool
) -> None:
    """An old house: steep gables, chimney, maybe a tower; some windows are lit."""
    x, y = at
    w = wide
    parts = [
        [(-0.5, 0), (-0.5, -0.5), (-0.56, -0.48), (-0.22, -0.95), (0.10, -0.52), (0.5, -0.52), (0.5, 0)],
        [(0.05, -0.4), (0.02, -0.62), (0.30, -0.98), (0.58, -0.56), (0.54, -0.4)],
        [(-0.40, -0.6), (-0.40, -0.98), (-0.33, -0.98), (-0.33, -0.6)],
        [(-0.2, 0), (-0.2, -0.28), (-0.24, -0.28), (0.0, -0.42), (0.24, -0.28), (0.2, -0.28), (0.2, 0)],
    ]
    if tower:
        parts.append([(0.34, 0), (0.34, -1.12), (0.29, -1.10), (0.47, -1.62), (0.65, -1.10), (0.60, -1.12), (0.60, 0)])
    for part in parts:
        canvas.shape(place(part, at=(x, y), size=w), colour)
    panes = [(-0.27, -0.70, 0.09, 0.13), (0.25, -0.72, 0.08, 0.12), (-0.40, -0.36, 0.1, 0.15), (0.28, -0.36, 0.1, 0.15)]
    if tower:
        panes.append((0.43, -1.0, 0.08, 0.16))
    for left, top, broad, tall in panes:
        canvas.block(x + left * w, y + top * w, x + (left + broad) * w, y + (top + tall) * w, window)
        canvas.block(
            x + (left + broad * 0.45) * w, y + top * w, x + (left + broad * 0.55) * w, y + (top + tall) * w, colour
        )
        canvas.block(
            x + left * w, y + (top + tall * 0.45) * w, x + (left + broad) * w, y + (top + tall * 0.53) * w, colour
        )


def bomber(*, at: tuple[float, float], size: float, flip: bool = False, turn: float = 0.0) -> tuple[Points, ...]:
    """A propeller plane seen from below, its nose up."""
    body = mirrored([(0.0, -0.5), (0.045, -0.44), (0.055, -0.2), (0.04, 0.2), (0.015, 0.5), (0.0, 0.52)])
    wing = mirrored([(0.0, -0.22), (0.75, -0.10), (0.76, -0.03), (0.0, 0.06)])
    tail = mirrored([(0.0, 0.38), (0.24, 0.44), (0.23, 0.50), (0.0, 0.49)])
    engines = [
        place(mirrored([(0.0, -0.12), (0.03, -0.1), (0.03, 0.1), (0.0, 0.12)]), at=(x, -0.16), size=1.0)
        for x in (-0.42, -0.22, 0.22, 0.42)
    ]
    return tuple(place(part, at=at, size=size, flip=flip, turn=turn) for part in (body, wing, tail, *engines))


def rocket(*, at: tuple[float, float], size: float, turn: float = 0.0) -> tuple[Points, Points, Points]:
    """A needle ship on its fins: hull, fins, porthole."""
    hull = smooth(mirrored([(0.0, -1.0), (0.10, -0.72), (0.135, -0.42), (0.11, -0.1), (0.0, -0.08)]), steps=4)
    fins = mirrored([(0.0, -0.35), (0.12, -0.34), (0.30, -0.06), (0.29, 0.06), (0.11, -0.09), (0.0, -0.02)])
    angles = np.linspace(0, 2 * math.pi, 24)
    port = np.stack([0.05 * np.cos(angles), -0.55 + 0.05 * np.sin(angles)], axis=1)
    hull_, fins_, port_ = (place(part, at=at, size=size, turn=turn) for part in (hull, fins, port))
    return hull_, fins_, port_
