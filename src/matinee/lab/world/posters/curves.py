"""Outlines: smooth curves, ridges and blobs as (n, 2) arrays. x runs 0 to 1 over the width, y 0 to 1.5 down the
poster."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Outline = Points | Sequence[tuple[float, float]]


def smooth(outline: Outline, *, closed: bool = True, steps: int = 8) -> Points:
    """A Catmull-Rom curve through every point, `steps` pieces between neighbours."""
    points = np.asarray(outline, dtype=np.float64)
    if closed:
        padded = np.concatenate([points[-1:], points, points[:2]])
    else:
        padded = np.concatenate([points[:1], points, points[-1:]])
    before, start, end, after = padded[:-3], padded[1:-2], padded[2:-1], padded[3:]
    t = (np.arange(steps) / steps)[None, :, None]
    first = (end - before)[:, None] * 0.5
    second = (before - 2.5 * start + 2 * end - 0.5 * after)[:, None]
    third = (0.5 * (after - before) + 1.5 * (start - end))[:, None]
    curve = (start[:, None] + t * (first + t * (second + t * third))).reshape(-1, 2)
    return curve if closed else np.concatenate([curve, points[-1:]])


def place(outline: Outline, *, at: tuple[float, float], size: float, flip: bool = False, turn: float = 0.0) -> Points:
    """A shape drawn around its own origin, moved, scaled, mirrored and turned (radians, clockwise)."""
    points = np.array(outline, dtype=np.float64) * size
    if flip:
        points[:, 0] *= -1
    if turn:
        cosine, sine = math.cos(turn), math.sin(turn)
        points = points @ np.array([[cosine, sine], [-sine, cosine]])
    return points + np.array(at)


def mirrored(half: Outline) -> Points:
    """The right half of a symmetric shape, from top to bottom, closed by its mirror image."""
    right = np.asarray(half, dtype=np.float64)
    return np.concatenate([right, right[::-1] * np.array([-1.0, 1.0])])


def ridge(
    rng: np.random.Generator,
    *,
    height: float,
    rise: float,
    roughness: float = 0.5,
    pieces: int = 7,
    reach: float = 0.06,
) -> Points:
    """A line from beyond the left to beyond the right edge by midpoint displacement. rise: size of the first swing;
    roughness: how much of it is left at each halving, 0.3 rolling to 0.62 jagged."""
    levels = np.array([rng.normal(0.0, rise * 0.5), rng.normal(0.0, rise * 0.5)])
    swing = rise
    for _ in range(pieces):
        middle = (levels[1:] + levels[:-1]) / 2 + rng.normal(0.0, swing * 0.5, len(levels) - 1)
        joined = np.empty(len(levels) + len(middle))
        joined[0::2], joined[1::2] = levels, middle
        levels = joined
        swing *= roughness
    x = np.linspace(-reach, 1.0 + reach, len(levels))
    return np.stack([x, height + levels], axis=1)


def hills(rng: np.random.Generator, *, height: float, rise: float, waves: float = 1.2) -> Points:
    """A soft rolling line over the width, made of a few sines."""
    x = np.linspace(-0.05, 1.05, 90)
    y = np.full_like(x, height)
    for order in range(1, 4):
        y += rise / order * np.sin(2 * math.pi * waves * order * 0.5 * x + rng.uniform(0, 2 * math.pi))
    return np.stack([x, y], axis=1)


def down_to(line: Points, bottom: float) -> Points:
    """The land under a line, as a closed outline."""
    return np.concatenate([line, [[line[-1, 0], bottom], [line[0, 0], bottom]]])


def blob(
    rng: np.random.Generator, *, at: tuple[float, float], radius: float, wobble: float = 0.15, knots: int = 9
) -> Points:
    """A closed, soft, irregular shape."""
    angles = np.linspace(0, 2 * math.pi, knots, endpoint=False) + rng.normal(0, 0.3 / knots, knots)
    radii = radius * (1 + rng.normal(0, wobble, knots))
    return smooth(np.stack([at[0] + radii * np.cos(angles), at[1] + radii * np.sin(angles)], axis=1))


def circle(
    at: tuple[float, float], radius: float, *, start: float = 0.0, end: float = 360.0, count: int = 72
) -> Points:
    """Points on a circle between two angles in degrees, clockwise from the right."""
    angles = np.radians(np.linspace(start, end, count))
    return np.stack([at[0] + radius * np.cos(angles), at[1] + radius * np.sin(angles)], axis=1)


def ribbon(line: Points, widths: NDArray[np.float64] | float) -> Points:
    """A line given a width at each point, as a closed outline."""
    direction = np.gradient(line, axis=0)
    length = np.maximum(np.hypot(direction[:, 0], direction[:, 1]), 1e-9)
    normal = np.stack([-direction[:, 1], direction[:, 0]], axis=1) / length[:, None]
    offset = normal * (np.broadcast_to(np.asarray(widths, dtype=np.float64), (len(line),)) / 2)[:, None]
    return np.concatenate([line + offset, (line - offset)[::-1]])


def jagged(rng: np.random.Generator, outline: Outline, *, amount: float) -> Points:
    """The outline as scissors would cut it: each corner a little off."""
    points = np.array(outline, dtype=np.float64)
    return points + rng.normal(0.0, amount, points.shape)
