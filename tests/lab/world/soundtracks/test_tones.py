from typing import get_args

import numpy as np
import pytest

from matinee.lab.world.soundtracks.character import Tone
from matinee.lab.world.soundtracks.tones import RATE, drum_of, sound_of


@pytest.mark.parametrize("tone", get_args(Tone))
@pytest.mark.parametrize("pitch", [30.0, 57.0, 96.0])
def test_every_instrument_starts_and_ends_in_silence_and_keeps_in_range(tone: Tone, pitch: float) -> None:
    sound = sound_of(tone, pitch, 0.6, brightness=0.7)
    assert np.isfinite(sound).all()
    assert 0.1 < np.abs(sound).max() < 4.0
    assert abs(sound[0]) < 0.05
    assert np.abs(sound[-10:]).max() < 0.05
    assert len(sound) > 0.4 * RATE


@pytest.mark.parametrize("tone", [tone for tone in get_args(Tone) if tone != "organ"])
def test_the_strongest_low_partial_is_the_pitch(tone: Tone) -> None:
    sound = sound_of(tone, 69.0, 1.0, brightness=0.4)
    spectrum = np.abs(np.fft.rfft(sound, 65536))
    hertz = np.fft.rfftfreq(65536, 1 / RATE)
    low = hertz < 600
    assert hertz[low][np.argmax(spectrum[low])] == pytest.approx(440, rel=0.02)


def test_brightness_adds_high_partials() -> None:
    def middle(brightness: float) -> float:
        spectrum = np.abs(np.fft.rfft(sound_of("saw", 50.0, 1.0, brightness=brightness)))
        return float((spectrum * np.arange(len(spectrum))).sum() / spectrum.sum())

    assert middle(0.9) > 1.15 * middle(0.1)


@pytest.mark.parametrize("name", ["kick", "snare", "hat", "tom"])
def test_a_drum_is_short_and_dies_away(name: str) -> None:
    sound = drum_of(name, 45, np.random.default_rng(0))
    third = len(sound) // 3
    assert np.abs(sound[:third]).max() > 3 * np.abs(sound[-third:]).max() * 0.9
    assert len(sound) < 0.5 * RATE
