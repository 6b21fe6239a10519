"""Colours a person would call related: made and mixed in OKLab (Ottosson 2020, "A perceptual color space for image
processing"), shown as 8-bit sRGB."""

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

RGB = tuple[int, int, int]
"""Red, green and blue, each 0 to 255."""

_TO_LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
_FROM_LMS = np.linalg.inv(_TO_LMS)
_FROM_LAB = np.linalg.inv(_TO_LAB)


def to_oklab(colours: NDArray[np.floating] | NDArray[np.integer]) -> NDArray[np.float64]:
    """(..., 3) sRGB of 0 to 255 to (..., 3) lightness 0 to 1, and the two opponent axes."""
    srgb = np.asarray(colours, dtype=np.float64) / 255.0
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    return np.cbrt(linear @ _TO_LMS.T) @ _TO_LAB.T


def from_oklab(lab: NDArray[np.floating]) -> NDArray[np.float64]:
    """(..., 3) back to sRGB of 0 to 255; what lies outside the gamut is cut at its edge."""
    linear = np.clip(_unclipped(lab), 0.0, 1.0)
    srgb = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    return srgb * 255.0


def _unclipped(lab: NDArray[np.floating]) -> NDArray[np.float64]:
    return (np.asarray(lab, dtype=np.float64) @ _FROM_LAB.T) ** 3 @ _FROM_LMS.T


@lru_cache(maxsize=4096)
def oklch(lightness: float, chroma: float, hue: float) -> RGB:
    """lightness 0 to 1, chroma from 0 to about 0.3, hue in degrees. Chroma gives way where sRGB cannot show it."""
    angle = math.radians(hue)
    direction = np.array([0.0, math.cos(angle), math.sin(angle)])
    base = np.array([lightness, 0.0, 0.0])
    low, high = 0.0, chroma
    if not _inside(base + high * direction):
        for _ in range(12):
            middle = (low + high) / 2
            low, high = (middle, high) if _inside(base + middle * direction) else (low, middle)
        chroma = low
    return to_rgb(from_oklab(base + chroma * direction))


def _inside(lab: NDArray[np.float64]) -> bool:
    linear = _unclipped(lab)
    return bool((linear >= -1e-4).all() and (linear <= 1.0001).all())


def to_rgb(values: NDArray[np.floating]) -> RGB:
    red, green, blue = (round(min(255.0, max(0.0, float(value)))) for value in values)
    return red, green, blue


@lru_cache(maxsize=8192)
def mix(first: RGB, second: RGB, share: float) -> RGB:
    """share 0 gives the first colour, 1 the second, evenly to the eye in between."""
    one, two = to_oklab(np.array([first, second], dtype=np.float64))
    return to_rgb(from_oklab(one + (two - one) * share))


def ramp(stops: tuple[tuple[float, RGB], ...], count: int) -> NDArray[np.uint8]:
    """uint8 (count, 3): colours at even steps from 0 to 1 through (position, colour) stops in rising order."""
    positions = np.array([position for position, _ in stops])
    labs = to_oklab(np.array([colour for _, colour in stops], dtype=np.float64))
    at = np.linspace(0.0, 1.0, count)
    lab = np.stack([np.interp(at, positions, labs[:, axis]) for axis in range(3)], axis=1)
    return np.rint(from_oklab(lab)).astype(np.uint8)


def luminance(colour: RGB) -> float:
    """Relative luminance, 0 to 1 (WCAG 2)."""
    srgb = np.array(colour) / 255.0
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    return float(linear @ np.array([0.2126, 0.7152, 0.0722]))


def contrast(first: RGB, second: RGB) -> float:
    """1 to 21 (WCAG 2)."""
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)
