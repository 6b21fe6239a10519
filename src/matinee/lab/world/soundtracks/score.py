"""The notes: a few chords, a bass, a moving part and a tune that comes back, all from a character and a seed."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from matinee.lab.world.soundtracks.character import Character

BAR = 4
"""Beats in a bar."""
Voice = Literal["bed", "bass", "moving", "lead", "kick", "snare", "hat", "tom"]


@dataclass(frozen=True)
class Note:
    """start and length in beats; pitch in MIDI numbers (69 is 440 Hz), of no meaning for drums; loud 0 to 1."""

    voice: Voice
    start: float
    length: float
    pitch: float
    loud: float


def write_score(character: Character, *, bars: int, rng: np.random.Generator) -> list[Note]:
    """All notes of a piece of whole bars, in no particular order."""
    chords = character.chords[int(rng.integers(len(character.chords)))]
    motif = _motif(character, rng)
    notes: list[Note] = []
    for bar in range(bars):
        degree = chords[bar % len(chords)]
        full = bar >= max(1, bars // 5)
        notes += _bed(character, degree, bar, rng)
        notes += _bass(character, degree, bar)
        if character.busy >= 1.5 and (full or bar % 2):
            notes += _moving(character, degree, bar, rng)
        if full and (bar // 2) % 4 != 3:
            notes += _tune(character, motif, degree, bar, rng)
        if character.drums > 0.05 and full:
            notes += _drums(character, bar, rng)
    return notes


def pitch_of(character: Character, step: int) -> int:
    """MIDI number of a step of the mode, counted from the root; steps beyond seven go on into the next octave."""
    octave, within = divmod(step, 7)
    return character.root + 12 * octave + character.mode[within]


def _bed(character: Character, degree: int, bar: int, rng: np.random.Generator) -> list[Note]:
    steps = [degree, degree + 2, degree + 4] + ([degree + 6] if rng.random() < 0.4 else [])
    pitches = [float(pitch_of(character, step)) for step in steps]
    pitches = [pitch - 12 if pitch > character.root + 15 else pitch for pitch in pitches]
    if rng.random() < character.dissonance:
        pitches.append(pitches[int(rng.integers(len(pitches)))] + float(rng.choice([1, 1, 6, 11, 13])))
    return [Note("bed", bar * BAR, BAR * 1.02, pitch, 0.55) for pitch in pitches]


def _bass(character: Character, degree: int, bar: int) -> list[Note]:
    pitch = pitch_of(character, degree) - 12
    while pitch > 45:
        pitch -= 12
    if character.busy >= 2 and character.bpm > 90:
        return [
            Note("bass", bar * BAR + beat / 2, 0.42, pitch, 0.8 if beat % 2 == 0 else 0.6) for beat in range(BAR * 2)
        ]
    return [Note("bass", bar * BAR, 2.9, pitch, 0.8), Note("bass", bar * BAR + 3, 0.9, pitch, 0.5)]


def _moving(character: Character, degree: int, bar: int, rng: np.random.Generator) -> list[Note]:
    """Broken chords, quavers or semiquavers, up and down."""
    per_beat = 4 if character.busy >= 3 else 2
    order = (0, 2, 4, 7, 4, 2, 6, 4)
    notes = []
    for index in range(BAR * per_beat):
        late = character.swing * 0.33 / per_beat if index % 2 else 0.0
        pitch = pitch_of(character, degree + order[index % len(order)]) + 12
        if rng.random() < character.dissonance * 0.3:
            pitch += 1
        notes.append(
            Note(
                "moving", bar * BAR + index / per_beat + late, 0.9 / per_beat, pitch, 0.45 if index % per_beat else 0.6
            )
        )
    return notes


def _motif(character: Character, rng: np.random.Generator) -> list[tuple[float, float, int]]:
    """One bar of tune: start, length, step over the chord's root."""
    rhythms = {
        True: ((0, 1, 1.5, 2, 3), (0, 0.5, 1, 2, 2.5, 3), (0, 0.75, 1.5, 2, 3.5)),
        False: ((0, 1.5, 2), (0, 2, 3), (0, 1, 3), (0, 2.5)),
    }[character.busy > 0.9]
    starts = rhythms[int(rng.integers(len(rhythms)))]
    step, motif = int(rng.choice([4, 2, 7])), []
    for start, following in zip(starts, (*starts[1:], BAR), strict=True):
        motif.append((float(start), float(following - start) * 0.95, step))
        step = int(np.clip(step + rng.choice([-2, -1, -1, 1, 1, 2, 3]), -1, 9))
    return motif


def _tune(
    character: Character, motif: list[tuple[float, float, int]], degree: int, bar: int, rng: np.random.Generator
) -> list[Note]:
    notes = []
    for start, length, step in motif:
        varied = step + (int(rng.choice([-1, 1])) if bar % 4 == 3 and rng.random() < 0.5 else 0)
        pitch = float(pitch_of(character, degree + varied) + 12)
        if rng.random() < character.dissonance * 0.5:
            pitch += float(rng.choice([-1, 1]))
        late = character.swing * 0.16 if start % 1 else 0.0
        notes.append(Note("lead", bar * BAR + start + late, length, pitch, float(rng.uniform(0.65, 0.9))))
    return notes


def _drums(character: Character, bar: int, rng: np.random.Generator) -> list[Note]:
    level, first = character.drums, bar * BAR
    notes = [Note("kick", first + beat, 0.5, 36, 0.9 * level) for beat in ((0, 1, 2, 3) if level > 0.6 else (0, 2))]
    if level > 0.45:
        notes += [Note("snare", first + beat, 0.4, 40, 0.7 * level) for beat in (1, 3)]
    if level > 0.25:
        for index in range(BAR * 2):
            late = character.swing * 0.16 if index % 2 else 0.0
            notes.append(Note("hat", first + index / 2 + late, 0.2, 60, level * (0.22 if index % 2 else 0.34)))
    if bar % 4 == 3 and level > 0.1:
        notes += [
            Note("tom", first + 3 + index / 4, 0.5, 45 - 2 * index, level * float(rng.uniform(0.5, 0.7)))
            for index in range(4)
        ]
    return notes
