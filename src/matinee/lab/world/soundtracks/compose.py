"""A soundtrack from a mood: the score played, mixed, put into a room, and brought to one loudness."""

import io
import wave
import zlib
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from matinee.domain.errors import BadInput
from matinee.lab.world.soundtracks.character import CHARACTERS, Character, Tone, character_of
from matinee.lab.world.soundtracks.score import BAR, Note, write_score
from matinee.lab.world.soundtracks.tones import RATE, Samples, drum_of, sound_of

LOUDNESS = 0.11
"""Root mean square of the finished piece, of full scale: about -19 dB."""
PEAK = 0.95
SHORTEST, LONGEST = 1.0, 300.0
"""Seconds."""
_LEVELS = {
    "bed": 0.16,
    "bass": 0.25,
    "moving": 0.17,
    "lead": 0.30,
    "kick": 0.75,
    "snare": 0.42,
    "hat": 0.22,
    "tom": 0.5,
}


@dataclass(frozen=True)
class Sound:
    """The brief for one soundtrack: what of a title decides how it sounds."""

    mood: str
    genres: tuple[str, ...]
    seed: int


def compose(sound: Sound, *, seconds: float = 20.0) -> bytes:
    """A WAV file: RATE samples a second, one channel, 16 bits. The same sound and length give the same bytes."""
    if sound.mood not in CHARACTERS:
        raise BadInput(
            f"no mood is called {sound.mood!r}", where="soundtrack", remedy=f"Choose one of {', '.join(CHARACTERS)}"
        )
    if not SHORTEST <= seconds <= LONGEST:
        raise BadInput(
            f"a soundtrack cannot last {seconds} seconds",
            where="soundtrack",
            remedy=f"Ask for {SHORTEST:g} to {LONGEST:g} seconds",
        )
    key = zlib.crc32("|".join((sound.mood, *sound.genres)).encode())
    rng = np.random.default_rng([sound.seed & 0xFFFFFFFF, key])
    character = character_of(sound.mood, sound.genres)
    character = _at_its_own_pace(character, rng)
    beat = 60.0 / character.bpm
    count = int(seconds * RATE)
    score = write_score(character, bars=int(np.ceil(seconds / (beat * BAR))), rng=rng)
    dry = _played(score, character, count, beat, rng)
    return _file(_levelled(_faded(_in_a_room(dry, character.air), seconds)))


def _at_its_own_pace(character: Character, rng: np.random.Generator) -> Character:
    """A little faster or slower, and in one of several keys, so that no two pieces of a mood are the same."""
    return replace(
        character, bpm=character.bpm * float(rng.uniform(0.96, 1.04)), root=character.root + int(rng.integers(-2, 3))
    )


def _played(score: list[Note], character: Character, count: int, beat: float, rng: np.random.Generator) -> Samples:
    mix = np.zeros(count)
    known: dict[tuple[str, float, float], Samples] = {}
    tones: dict[str, Tone] = {
        "bed": character.bed,
        "bass": _bass_of(character),
        "moving": _moving_of(character),
        "lead": character.lead,
    }
    for note in score:
        start = int(note.start * beat * RATE)
        if start >= count:
            continue
        if note.voice in {"kick", "snare", "hat", "tom"}:
            samples = drum_of(note.voice, note.pitch, rng)
        else:
            tone = tones[note.voice]
            key = (tone, note.pitch, note.length)
            if key not in known:
                known[key] = sound_of(tone, note.pitch, note.length * beat, brightness=character.brightness)
            samples = known[key]
        end = min(count, start + len(samples))
        mix[start:end] += samples[: end - start] * note.loud * _LEVELS[note.voice]
    return mix


def _bass_of(character: Character) -> Tone:
    return character.bed if character.bed in {"growl", "saw", "strings"} else "soft"


def _moving_of(character: Character) -> Tone:
    return character.bed if character.bed in {"growl", "saw", "strings"} else "pluck"


@lru_cache(maxsize=8)
def _room(air: float) -> Samples:
    """The answer of a room to a clap: noise that dies away, softer in the heights."""
    length = int((0.5 + 1.9 * air) * RATE)
    noise = np.random.default_rng(1895).standard_normal(length)
    smooth = np.convolve(noise, np.ones(4) / 4, mode="same")
    answer = smooth * np.exp(-np.arange(length) / (length / 5.5))
    answer[: int(0.012 * RATE)] = 0.0
    return answer / np.sqrt((answer**2).sum())


def _in_a_room(dry: Samples, air: float) -> Samples:
    answer = _room(air)
    size = 1 << int(np.ceil(np.log2(len(dry) + len(answer))))
    wet = np.fft.irfft(np.fft.rfft(dry, size) * np.fft.rfft(answer, size), size)[: len(dry)]
    return dry + wet * (0.15 + 0.55 * air)


def _faded(samples: Samples, seconds: float) -> Samples:
    t = np.arange(len(samples)) / RATE
    begin, end = min(0.05, seconds / 10), min(2.0, seconds / 4)
    return (samples - samples.mean()) * np.clip(t / begin, 0, 1) * np.clip((t[-1] - t) / end, 0, 1) ** 1.5


def _levelled(samples: Samples) -> Samples:
    """At LOUDNESS, with peaks rounded off so that none reaches full scale."""
    level = samples * (LOUDNESS / max(1e-9, float(np.sqrt((samples**2).mean()))))
    for _ in range(3):
        level = PEAK * np.tanh(level / PEAK)
        level *= LOUDNESS / float(np.sqrt((level**2).mean()))
    most = float(np.abs(level).max())
    return level * min(1.0, PEAK / most)


def _file(samples: Samples) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(np.rint(samples * 32767).astype("<i2").tobytes())
    return file.getvalue()
