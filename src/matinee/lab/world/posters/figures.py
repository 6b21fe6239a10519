"""Silhouettes built from curves. Every figure stands around x = 0 with its head at y = -1 and its feet at y = 0, so
that it is placed by its feet and its height."""

import math

import numpy as np

from matinee.lab.world.posters.canvas import Canvas
from matinee.lab.world.posters.colour import RGB
from matinee.lab.world.posters.curves import Points, circle, mirrored, place, ribbon, smooth

Shape = tuple[Points, ...]


def _head(x: float = 0.0, *, top: float = -1.0, size: float = 0.128) -> Points:
    wide = size * 0.39
    angles = np.linspace(0, 2 * math.pi, 28)
    return np.stack([x + wide * np.cos(angles), top + size / 2 + size / 2 * np.sin(angles)], axis=1)


def coat() -> Shape:
    """Somebody in a long coat, from behind, arms at the sides."""
    half = [
        (0.0, -0.90), (0.026, -0.895), (0.032, -0.865), (0.07, -0.845), (0.112, -0.82), (0.13, -0.77), (0.142, -0.65),
        (0.15, -0.52), (0.148, -0.45), (0.135, -0.44), (0.13, -0.50), (0.126, -0.42), (0.135, -0.28), (0.14, -0.24),
        (0.082, -0.235), (0.078, -0.12), (0.07, -0.025), (0.092, -0.006), (0.09, 0.0), (0.02, 0.0), (0.018, -0.12),
        (0.006, -0.235), (0.0, -0.235),
    ]  # fmt: skip
    return _head(), mirrored(half)


def hat(*, brim: float = 0.11) -> Points:
    """A felt hat for a head of the usual size."""
    half = [
        (0.0, -1.055),
        (0.03, -1.06),
        (0.05, -1.045),
        (0.056, -0.985),
        (brim, -0.965),
        (brim * 1.02, -0.952),
        (0.0, -0.945),
    ]
    return mirrored(half)


def gown() -> Shape:
    """Somebody in a long dress."""
    half = [
        (0.0, -0.90), (0.02, -0.89), (0.024, -0.865), (0.05, -0.85), (0.088, -0.83), (0.098, -0.78), (0.098, -0.66),
        (0.112, -0.53), (0.104, -0.45), (0.094, -0.46), (0.086, -0.56), (0.072, -0.70), (0.052, -0.63), (0.062, -0.55),
        (0.11, -0.34), (0.15, -0.12), (0.175, -0.01), (0.09, 0.0), (0.0, 0.005),
    ]  # fmt: skip
    hair = smooth([(0.0, -1.005), (0.05, -0.985), (0.062, -0.92), (0.056, -0.86), (0.0, -0.85), (-0.056, -0.86),
        (-0.062, -0.92),
                   (-0.05, -0.985)])  # fmt: skip
    return hair, mirrored(half)


def walker() -> Shape:
    """Somebody striding to the right, in a jacket."""
    body = smooth([
        (-0.01, -0.885), (0.035, -0.875), (0.075, -0.83), (0.085, -0.74), (0.082, -0.62), (0.086, -0.50), (0.10, -0.40),
        (0.135, -0.26), (0.175, -0.10), (0.19, -0.045), (0.235, -0.03), (0.23, -0.004), (0.15, -0.004), (0.135, -0.06),
        (0.07, -0.24), (0.01, -0.40), (-0.03, -0.27), (-0.10, -0.14), (-0.165, -0.05), (-0.15, -0.01), (-0.18, -0.004),
        (-0.225, -0.05), (-0.20, -0.09), (-0.11, -0.24), (-0.09, -0.40), (-0.095, -0.52), (-0.085, -0.68),
        (-0.085, -0.80),
        (-0.05, -0.86),
    ], steps=4)  # fmt: skip
    front = ribbon(smooth([(0.03, -0.82), (0.09, -0.68), (0.12, -0.58), (0.165, -0.50)], closed=False), 0.05)
    back = ribbon(smooth([(-0.05, -0.82), (-0.10, -0.68), (-0.14, -0.56), (-0.135, -0.47)], closed=False), 0.05)
    return _head(0.015), body, front, back


def runner() -> Shape:
    """Somebody running to the right for all they are worth."""
    limbs = [
        ([(0.115, -0.83), (0.05, -0.62), (-0.01, -0.45)], [0.12, 0.14, 0.12]),
        ([(0.0, -0.46), (0.13, -0.40), (0.20, -0.33), (0.17, -0.20), (0.15, -0.08),
        (0.21, -0.05)], [0.11, 0.10, 0.08, 0.07, 0.05, 0.03]),
        ([(-0.02, -0.46), (-0.10, -0.30), (-0.16, -0.22), (-0.29, -0.22), (-0.38, -0.26),
        (-0.40, -0.20)], [0.11, 0.09, 0.08, 0.065, 0.05, 0.03]),
        ([(0.10, -0.79), (0.0, -0.72), (-0.09, -0.66), (-0.05, -0.56), (0.0, -0.52)], [0.07, 0.065, 0.06, 0.05, 0.04]),
        ([(0.12, -0.79), (0.19, -0.68), (0.24, -0.62), (0.31, -0.69), (0.35, -0.73)], [0.07, 0.065, 0.06, 0.05, 0.04]),
    ]  # fmt: skip
    shapes = [ribbon(np.array([(0.10, -0.80), (0.15, -0.90)]), 0.06)]
    for line, widths in limbs:
        curve = smooth(line, closed=False, steps=6)
        grown = np.interp(np.linspace(0, 1, len(curve)), np.linspace(0, 1, len(widths)), widths)
        shapes.append(ribbon(curve, grown))
    return (_head(0.155, top=-1.0), *shapes)


def cowboy() -> Shape:
    """Hat, open stance, hands near the belt."""
    half = [
        (0.0, -0.885), (0.03, -0.88), (0.06, -0.855), (0.11, -0.835), (0.135, -0.79), (0.165, -0.66), (0.175, -0.58),
        (0.14, -0.48), (0.125, -0.475), (0.12, -0.50), (0.138, -0.59), (0.11, -0.69), (0.092, -0.60), (0.09, -0.50),
        (0.11, -0.30), (0.135, -0.08), (0.165, -0.012), (0.165, 0.0), (0.085, 0.0), (0.075, -0.10), (0.045, -0.30),
        (0.0, -0.43),
    ]  # fmt: skip
    wide = mirrored([(0.0, -1.04), (0.025, -1.05), (0.05, -1.03), (0.058, -0.965), (0.10, -0.96), (0.14, -0.985),
        (0.13, -0.95),
                     (0.06, -0.925), (0.0, -0.92)])  # fmt: skip
    return _head(top=-0.985), mirrored(half), wide


def child() -> Shape:
    """Somebody small: a larger head, a short coat."""
    half = [
        (0.0, -0.80), (0.03, -0.785), (0.09, -0.76), (0.125, -0.70), (0.16, -0.54), (0.155, -0.44), (0.13, -0.44),
        (0.125, -0.52), (0.15, -0.30), (0.08, -0.29), (0.08, -0.03), (0.105, 0.0), (0.02, 0.0), (0.015, -0.28),
        (0.0, -0.28),
    ]  # fmt: skip
    return _head(top=-0.975, size=0.19), mirrored(half)


def soldier() -> Shape:
    """Helmet, pack and a rifle over the shoulder."""
    head, body = coat()
    helmet = mirrored([(0.0, -1.03), (0.04, -1.02), (0.068, -0.975), (0.074, -0.945), (0.0, -0.935)])
    rifle = ribbon(np.array([(-0.11, -1.16), (0.12, -0.46)]), np.array([0.014, 0.038]))
    pack = smooth([(-0.085, -0.83), (0.085, -0.83), (0.10, -0.74), (0.095, -0.62), (-0.095, -0.62), (-0.10, -0.74)])
    return head, body, helmet, rifle, pack


def hooded() -> Shape:
    """A cloak with nothing to be seen in the hood."""
    half = [
        (0.0, -1.0), (0.035, -0.985), (0.062, -0.93), (0.06, -0.87), (0.10, -0.82), (0.14, -0.70), (0.155, -0.50),
        (0.17, -0.25), (0.20, -0.02), (0.11, 0.0), (0.0, 0.01),
    ]  # fmt: skip
    return (mirrored(half),)


def rider() -> Shape:
    """A horse at a walk to the right, and its rider. The withers stand at about y = -0.62."""
    horse = smooth([
        (0.30, -0.86), (0.335, -0.90), (0.345, -0.85), (0.40, -0.79), (0.475, -0.70), (0.48, -0.655), (0.445, -0.64),
        (0.36, -0.70), (0.325, -0.70), (0.295, -0.60), (0.27, -0.47), (0.235, -0.385), (0.245, -0.26), (0.285, -0.17),
        (0.27, -0.05), (0.30, 0.0), (0.245, 0.0), (0.235, -0.06), (0.235, -0.16), (0.195, -0.26), (0.175, -0.35),
        (0.165, -0.20), (0.13, -0.10), (0.135, 0.0), (0.09, 0.0), (0.095, -0.10), (0.115, -0.22), (0.11, -0.345),
        (-0.06, -0.33), (-0.155, -0.355), (-0.155, -0.26), (-0.105, -0.17), (-0.125, -0.05), (-0.10, 0.0), (-0.15, 0.0),
        (-0.165, -0.06), (-0.155, -0.17), (-0.215, -0.26), (-0.235, -0.16), (-0.285, -0.06), (-0.27, 0.0), (-0.32, 0.0),
        (-0.325, -0.06), (-0.285, -0.17), (-0.275, -0.30), (-0.30, -0.42), (-0.36, -0.28), (-0.37, -0.20),
        (-0.395, -0.30),
        (-0.375, -0.45), (-0.315, -0.56), (-0.22, -0.605), (-0.06, -0.575), (0.08, -0.585), (0.17, -0.64),
        (0.245, -0.77),
    ], steps=4)  # fmt: skip
    back = smooth([
        (0.02, -1.07), (0.065, -1.05), (0.085, -0.95), (0.10, -0.85), (0.16, -0.80), (0.20, -0.76), (0.185, -0.73),
        (0.09, -0.77), (0.08, -0.70), (0.10, -0.61), (0.155, -0.50), (0.14, -0.36), (0.185, -0.33), (0.175, -0.30),
        (0.095, -0.31), (0.10, -0.47), (0.0, -0.55), (-0.055, -0.58), (-0.055, -0.75), (-0.06, -0.95), (-0.03, -1.05),
    ], steps=4)  # fmt: skip
    head = _head(0.025, top=-1.19, size=0.13)
    brim = place(mirrored([(0.0, -0.10), (0.03, -0.105), (0.05, -0.085), (0.055, -0.02), (0.14, -0.01),
        (0.13, 0.02), (0.0, 0.025)]),
                 at=(0.028, -1.145), size=0.95)  # fmt: skip
    return horse, back, head, brim


def profile() -> Points:
    """A head and shoulders in profile, looking right, in a box of about 1 by 1.3 with the crown at y = 0."""
    return smooth([
        (0.56, 0.012), (0.68, 0.055), (0.765, 0.135), (0.80, 0.235), (0.812, 0.315), (0.825, 0.355), (0.815, 0.395),
        (0.838, 0.45), (0.872, 0.51), (0.898, 0.555), (0.888, 0.582), (0.85, 0.592), (0.828, 0.603), (0.832, 0.628),
        (0.856, 0.65), (0.850, 0.672), (0.828, 0.681), (0.848, 0.70), (0.845, 0.724), (0.822, 0.745), (0.832, 0.785),
        (0.826, 0.825), (0.785, 0.855), (0.73, 0.86), (0.655, 0.85), (0.60, 0.87), (0.575, 0.93), (0.585, 1.01),
        (0.66, 1.07), (0.78, 1.12), (0.90, 1.20), (0.95, 1.34), (-0.30, 1.34), (-0.22, 1.20), (-0.05, 1.11),
        (0.10, 1.06),
        (0.165, 0.99), (0.185, 0.90), (0.175, 0.80), (0.135, 0.70), (0.085, 0.58), (0.065, 0.44), (0.085, 0.29),
        (0.16, 0.15), (0.28, 0.055), (0.42, 0.012),
    ], steps=5)  # fmt: skip


def hand() -> Shape:
    """An open hand reaching up, the wrist at the origin, the longest finger at about y = -1."""
    palm = smooth([(-0.13, 0.1), (-0.135, -0.08), (-0.20, -0.22), (-0.215, -0.42), (-0.18, -0.50), (0.14, -0.53),
        (0.20, -0.44),
                   (0.19, -0.25), (0.14, -0.10), (0.13, 0.1)])  # fmt: skip
    fingers = [
        ([(-0.16, -0.42), (-0.215, -0.62), (-0.255, -0.82)], 0.088), ([(-0.055, -0.45), (-0.075, -0.72),
        (-0.085, -0.985)], 0.096),
        ([(0.05, -0.46), (0.065, -0.72), (0.085, -0.94)], 0.094), ([(0.145, -0.44), (0.195, -0.62),
        (0.24, -0.77)], 0.082),
        ([(-0.14, -0.16), (-0.26, -0.30), (-0.35, -0.45)], 0.098),
    ]  # fmt: skip
    shapes: list[Points] = [palm]
    for line, wide in fingers:
        curve = smooth(line, closed=False, steps=6)
        shapes += [
            ribbon(curve, np.linspace(wide * 1.06, wide * 0.82, len(curve))),
            circle(line[-1], wide * 0.41, count=20),
        ]
    forearm = np.array([(-0.132, 0.05), (0.132, 0.05), (0.20, 1.2), (-0.20, 1.2)])
    return (forearm, *shapes)


def gull() -> Points:
    """A far bird on spread wings."""
    return smooth([(0.0, 0.10), (0.25, -0.16), (0.62, -0.24), (1.0, 0.0), (0.6, -0.14), (0.28, -0.05), (0.0, 0.24),
                   (-0.28, -0.05), (-0.6, -0.14), (-1.0, 0.0), (-0.62, -0.24), (-0.25, -0.16)], steps=4)  # fmt: skip


def stand(
    canvas: Canvas, figure: Shape, *, at: tuple[float, float], tall: float, colour: RGB, flip: bool = False
) -> None:
    """Paints a figure with its feet at a place."""
    for part in figure:
        canvas.shape(place(part, at=at, size=tall, flip=flip), colour)


def cast_shadow(
    canvas: Canvas,
    figure: Shape,
    *,
    at: tuple[float, float],
    tall: float,
    colour: RGB,
    lean: float,
    strength: float = 0.6,
) -> None:
    """The figure's shadow on the floor towards the viewer. lean: sideways shift per unit of length."""
    for part in figure:
        points = np.array(part) * tall
        fallen = np.stack([points[:, 0] * 1.15 + points[:, 1] * -lean, -points[:, 1]], axis=1)
        canvas.beam(fallen + np.array(at), colour, strength=strength)
