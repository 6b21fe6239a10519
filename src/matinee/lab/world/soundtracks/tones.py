"""Instruments made of sines and noise. Every function gives one note as float64 samples of about -1 to 1."""

import numpy as np
from numpy.typing import NDArray

from matinee.lab.world.soundtracks.character import Tone

RATE = 22_050
"""Samples a second."""
Samples = NDArray[np.float64]
_HIGHEST = 9_500.0

_RELEASE = {"soft": 0.5, "strings": 0.4, "organ": 0.4, "brass": 0.2, "glass": 1.2, "saw": 0.15, "growl": 0.06}
_ATTACK = {"soft": 0.12, "strings": 0.16, "organ": 0.08, "brass": 0.06, "glass": 0.25, "saw": 0.008, "growl": 0.006}
_STRUCK = {"piano": 1.8, "pluck": 0.9, "bell": 2.2, "marimba": 0.45}
_PARTIALS = {
    "bell": ((1.0, 1.0, 1.0), (2.0, 0.5, 1.6), (2.76, 0.42, 2.2), (5.40, 0.20, 3.5)),
    "marimba": ((1.0, 1.0, 1.0), (3.93, 0.35, 3.0), (9.2, 0.10, 6.0)),
}
"""Ratio to the fundamental, strength, and how many times faster it dies."""


def sound_of(tone: Tone, pitch: float, seconds: float, *, brightness: float) -> Samples:
    """One note. seconds: how long it is held; what rings on after is added."""
    frequency = 440.0 * 2 ** ((pitch - 69) / 12)
    if tone in _STRUCK:
        return _struck(tone, frequency, seconds, brightness)
    total = seconds + _RELEASE[tone]
    t = np.arange(int(total * RATE)) / RATE
    wave = {"glass": _glass, "organ": _organ, "growl": _growl}.get(tone, _rich)(frequency, t, brightness)
    if tone == "soft":
        wave = _harmonics(frequency, t, slope=2.6, most=5)
    if tone == "brass":
        wave *= 0.7 + 0.3 * np.minimum(1, t / 0.25)
    return wave * _envelope(t, seconds, _ATTACK[tone], _RELEASE[tone])


def _envelope(t: Samples, held: float, attack: float, release: float) -> Samples:
    rise = np.clip(t / min(attack, max(held, 1e-3)), 0, 1)
    fall = np.clip((held + release - t) / release, 0, 1)
    return rise * rise * (3 - 2 * rise) * fall * fall


def _harmonics(frequency: float, t: Samples, *, slope: float, most: int, bend: Samples | float = 0.0) -> Samples:
    count = max(1, min(most, int(_HIGHEST / frequency)))
    orders = np.arange(1, count + 1)
    strengths = 1.0 / orders**slope
    # One complex exponential, raised by multiplying, is several times faster than a sine for each harmonic.
    turn: NDArray[np.complex128] = np.exp(1j * (2 * np.pi * frequency * t + bend))
    power: NDArray[np.complex128] = turn
    wave = np.zeros_like(t)
    for strength in strengths.tolist():
        wave += strength * power.imag
        power = power * turn
    return wave / np.sqrt((strengths**2).sum())


def _rich(frequency: float, t: Samples, brightness: float) -> Samples:
    """Three slightly detuned voices with many harmonics: strings, brass, synthesiser."""
    slope = 1.9 - 0.8 * brightness
    tremble = 0.10 * np.sin(2 * np.pi * 5.1 * t) * np.minimum(1, t / 0.4)
    return sum(
        (
            _harmonics(frequency * ratio, t, slope=slope, most=14, bend=tremble + phase)
            for ratio, phase in ((0.9968, 0.0), (1.0, 1.3), (1.0035, 2.1))
        ),
        np.zeros_like(t),
    ) / np.sqrt(3)


def _glass(frequency: float, t: Samples, brightness: float) -> Samples:
    bend = 0.5 * np.sin(2 * np.pi * 4.3 * t)
    base = np.sin(2 * np.pi * frequency * t + bend)
    over = np.sin(2 * np.pi * min(frequency * 2.76, _HIGHEST) * t + 0.7 * bend)
    return 0.8 * base + 0.35 * brightness * over


def _organ(frequency: float, t: Samples, brightness: float) -> Samples:
    parts = ((0.5, 0.5), (1, 1.0), (2, 0.5), (3, 0.35 * brightness), (4, 0.3 * brightness))
    waves = [
        level * np.sin(2 * np.pi * frequency * ratio * t) for ratio, level in parts if frequency * ratio < _HIGHEST
    ]
    return np.sum(waves, axis=0) / 1.3


def _growl(frequency: float, t: Samples, brightness: float) -> Samples:
    return np.tanh((2.0 + 2.0 * brightness) * _harmonics(frequency, t, slope=1.0, most=8)) * 0.8


def _struck(tone: Tone, frequency: float, seconds: float, brightness: float) -> Samples:
    """What is hit or plucked rings by itself, the higher partials shorter."""
    ring = _STRUCK[tone] * min(1.6, max(0.5, (261.6 / frequency) ** 0.4))
    total = min(ring * 2.2, seconds + ring)
    t = np.arange(int(total * RATE)) / RATE
    partials = _PARTIALS.get(tone)
    if partials is None:
        stiff = 0.0004 if tone == "piano" else 0.0
        slope = 1.55 - 0.6 * brightness
        partials = tuple(
            (order * (1 + stiff * order * order) ** 0.5, 1 / order**slope, 0.7 + 0.35 * order) for order in range(1, 11)
        )
    wave = np.zeros_like(t)
    for ratio, strength, haste in partials:
        if frequency * ratio < _HIGHEST:
            wave += strength * np.sin(2 * np.pi * frequency * ratio * t) * np.exp(-t * haste * 2.6 / ring)
    ending = np.clip((total - t) / 0.05, 0, 1)
    return wave * np.clip(t / 0.004, 0, 1) * ending * 0.8


def drum_of(name: str, pitch: float, rng: np.random.Generator) -> Samples:
    """kick, snare, hat or tom."""
    if name == "hat":
        noise = rng.standard_normal(int(0.07 * RATE))
        return np.diff(noise, prepend=0.0) * np.exp(-np.arange(len(noise)) / (0.016 * RATE)) * 0.5
    t = np.arange(int((0.32 if name != "tom" else 0.45) * RATE)) / RATE
    ending = np.clip((t[-1] - t) / 0.03, 0, 1)
    if name == "snare":
        noise = rng.standard_normal(len(t))
        return (0.5 * noise * np.exp(-t / 0.075) + 0.5 * np.sin(2 * np.pi * 190 * t) * np.exp(-t / 0.05)) * ending
    base = 48.0 if name == "kick" else 440.0 * 2 ** ((pitch - 69) / 12)
    sweep = base * t + base * 1.6 * 0.035 * (1 - np.exp(-t / 0.035))
    return np.sin(2 * np.pi * sweep) * np.exp(-t / (0.11 if name == "kick" else 0.16)) * ending
