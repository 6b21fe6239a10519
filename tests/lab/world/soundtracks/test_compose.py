import io
import wave

import numpy as np
import pytest

from matinee.domain.errors import BadInput
from matinee.lab.world.genres import GENRES, MOODS
from matinee.lab.world.soundtracks.compose import LOUDNESS, RATE, Sound, compose


def samples(data: bytes) -> np.ndarray:
    with wave.open(io.BytesIO(data)) as file:
        return np.frombuffer(file.readframes(file.getnframes()), dtype="<i2") / 32768


def brightness(sound: np.ndarray) -> float:
    """Middle of the spectrum of magnitudes, in hertz."""
    spectrum = np.abs(np.fft.rfft(sound))
    return float((spectrum * np.fft.rfftfreq(len(sound), 1 / RATE)).sum() / spectrum.sum())


def roughness(sound: np.ndarray) -> float:
    """How much sounds at the same time a semitone or a tritone apart, of all pairs of the twelve notes."""
    hertz = np.fft.rfftfreq(16384, 1 / RATE)
    heard = (hertz > 130) & (hertz < 1500)
    note = np.rint(12 * np.log2(hertz[heard] / 440)).astype(int) % 12
    found = []
    for start in range(RATE, len(sound) - 16384 - RATE, 8192):
        spectrum = np.abs(np.fft.rfft(sound[start : start + 16384] * np.hanning(16384)))[heard]
        notes = np.bincount(note, spectrum**2, 12)
        notes = np.sqrt(notes / notes.sum())
        found.append((notes * np.roll(notes, 1)).sum() + (notes * np.roll(notes, 6)).sum() / 2)
    return float(np.mean(found))


def pulse(sound: np.ndarray) -> float:
    """How much the loudness moves from one twentieth of a second to the next."""
    frames = sound[: len(sound) // 1102 * 1102].reshape(-1, 1102)
    level = np.sqrt((frames**2).mean(axis=1))[20:-60]
    return float(np.abs(np.diff(level)).mean() / level.mean())


def over_seeds(measure, mood: str, genres: tuple[str, ...] = ("Drama",)) -> float:
    return float(np.mean([measure(samples(compose(Sound(mood, genres, seed), seconds=9))) for seed in range(4)]))


def test_the_file_is_a_wav_of_one_channel_of_16_bits_and_the_length_asked_for() -> None:
    with wave.open(io.BytesIO(compose(Sound("warm", ("Drama",), 1), seconds=7.5))) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
        assert file.getnframes() == int(7.5 * RATE)


def test_the_same_sound_gives_the_same_bytes_and_any_change_gives_others() -> None:
    sound = Sound("dreamy", ("Fantasy",), 5)
    first = compose(sound, seconds=6)
    assert compose(sound, seconds=6) == first
    for other in (Sound("dreamy", ("Fantasy",), 6), Sound("dreamy", ("Sci-Fi",), 5), Sound("warm", ("Fantasy",), 5)):
        assert compose(other, seconds=6) != first


@pytest.mark.parametrize("mood", MOODS)
def test_every_mood_and_genre_is_as_loud_as_the_others_and_never_clips(mood: str) -> None:
    for seed, genre in enumerate(GENRES[MOODS.index(mood) % 6 :: 6]):
        found = samples(compose(Sound(mood, (genre, "Drama"), seed), seconds=6))
        assert np.sqrt((found**2).mean()) == pytest.approx(LOUDNESS, rel=0.12)
        assert np.abs(found).max() < 0.96
        assert abs(found.mean()) < 0.002
        assert np.abs(found[:20]).max() < 0.02
        assert np.abs(found[-20:]).max() < 0.02


def test_no_piece_falls_silent_in_the_middle() -> None:
    for mood in MOODS:
        found = samples(compose(Sound(mood, (), 2), seconds=14))
        seconds = found[RATE : 12 * RATE].reshape(-1, RATE)
        assert np.sqrt((seconds**2).mean(axis=1)).min() > 0.01, mood


def test_tense_and_eerie_rub_more_than_warm_and_romantic() -> None:
    calm = max(over_seeds(roughness, "warm"), over_seeds(roughness, "romantic"))
    assert over_seeds(roughness, "tense") > 1.6 * calm
    assert over_seeds(roughness, "eerie") > 1.25 * calm


def test_tense_and_furious_pulse_more_than_warm_and_dreamy() -> None:
    still = max(over_seeds(pulse, "warm"), over_seeds(pulse, "dreamy"))
    assert over_seeds(pulse, "tense") > 1.3 * still
    assert over_seeds(pulse, "furious") > 2 * still


def test_furious_is_brighter_than_bleak_and_children_brighter_than_horror() -> None:
    assert over_seeds(brightness, "furious") > 1.5 * over_seeds(brightness, "bleak")
    assert over_seeds(brightness, "playful", ("Children",)) > over_seeds(brightness, "dark", ("Horror",))


def test_an_unknown_mood_and_an_impossible_length_are_refused() -> None:
    with pytest.raises(BadInput, match="wistful"):
        compose(Sound("grumpy", (), 1))
    for seconds in (0.0, -3.0, 1e6):
        with pytest.raises(BadInput, match="1 to 300"):
            compose(Sound("warm", (), 1), seconds=seconds)
