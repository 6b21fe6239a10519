from itertools import pairwise

import numpy as np
import pytest

from matinee.lab.world.genres import MOODS
from matinee.lab.world.soundtracks.character import character_of
from matinee.lab.world.soundtracks.score import BAR, pitch_of, write_score

BARS = 8


def notes_of(mood: str, seed: int = 0):
    return write_score(character_of(mood, ()), bars=BARS, rng=np.random.default_rng(seed))


def off_the_mode(mood: str) -> float:
    """Share of tuned notes that are not of the mode."""
    character = character_of(mood, ())
    inside = {(character.root + step) % 12 for step in character.mode}
    tuned = [note for seed in range(6) for note in notes_of(mood, seed) if note.voice in {"bed", "moving", "lead"}]
    return sum(note.pitch % 12 not in inside for note in tuned) / len(tuned)


@pytest.mark.parametrize("mood", MOODS)
def test_every_piece_has_a_bed_a_bass_and_a_tune_all_within_its_bars(mood: str) -> None:
    notes = notes_of(mood)
    assert {"bed", "bass", "lead"} <= {note.voice for note in notes}
    assert all(0 <= note.start < BARS * BAR + 1 for note in notes)
    assert all(0 < note.loud <= 1 and note.length > 0 for note in notes)
    assert all(20 < note.pitch < 110 for note in notes)


def test_the_steps_of_a_mode_rise_and_go_on_into_the_next_octave() -> None:
    character = character_of("warm", ())
    pitches = [pitch_of(character, step) for step in range(-7, 15)]
    assert all(low < high for low, high in pairwise(pitches))
    assert pitches[7] - pitches[0] == 12


def test_dissonant_moods_leave_their_mode_more_often() -> None:
    assert off_the_mode("warm") < 0.02
    assert off_the_mode("eerie") > off_the_mode("tense") * 0.5 > off_the_mode("warm")


def test_the_tune_comes_back() -> None:
    for seed in range(3):
        tune = [note for note in notes_of("romantic", seed) if note.voice == "lead"]
        rhythms = {tuple(note.start % BAR for note in tune if note.start // BAR == bar) for bar in range(BARS)} - {()}
        assert len(rhythms) == 1


def test_loud_moods_have_drums_and_quiet_ones_do_not() -> None:
    assert sum(note.voice in {"kick", "snare", "hat", "tom"} for note in notes_of("furious")) > 80
    assert not any(note.voice in {"kick", "snare", "hat", "tom"} for note in notes_of("wistful"))


def test_fast_moods_have_more_notes() -> None:
    assert len(notes_of("furious")) > 2 * len(notes_of("bleak"))
