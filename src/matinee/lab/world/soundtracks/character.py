"""What a mood sounds like, and how a genre bends it."""

from dataclasses import dataclass, replace
from typing import Literal

Tone = Literal[
    "soft", "strings", "piano", "pluck", "bell", "glass", "brass", "saw", "organ", "marimba", "growl"
]  # fmt: skip

MAJOR, LYDIAN, MIXOLYDIAN = (0, 2, 4, 5, 7, 9, 11), (0, 2, 4, 6, 7, 9, 11), (0, 2, 4, 5, 7, 9, 10)
DORIAN, AEOLIAN, PHRYGIAN = (0, 2, 3, 5, 7, 9, 10), (0, 2, 3, 5, 7, 8, 10), (0, 1, 3, 5, 7, 8, 10)
LOCRIAN, OCTATONIC = (0, 1, 3, 5, 6, 8, 10), (0, 1, 3, 4, 6, 7, 9)


@dataclass(frozen=True)
class Character:
    """bpm: beats a minute. mode: seven steps in semitones over the root. root: MIDI number of the lowest tonic used by
    the bed. dissonance: 0 to 1, how often a note rubs against its chord. busy: notes a beat of the moving parts. drums,
    air (reverberation), brightness, swing: 0 to 1. chords: degrees of the mode, one a bar."""

    bpm: float
    mode: tuple[int, ...]
    root: int
    dissonance: float
    busy: float
    lead: Tone
    bed: Tone
    chords: tuple[tuple[int, ...], ...]
    drums: float = 0.0
    air: float = 0.4
    brightness: float = 0.5
    swing: float = 0.0


_CALM, _SAD, _DARK = ((0, 3, 5, 4), (0, 4, 5, 3)), ((0, 5, 3, 4), (0, 2, 5, 3)), ((0, 1, 0, 6), (0, 5, 1, 0))

CHARACTERS: dict[str, Character] = {
    "warm": Character(84, MIXOLYDIAN, 48, 0.02, 1.0, "pluck", "soft", _CALM, air=0.35, brightness=0.4),
    "playful": Character(128, MAJOR, 60, 0.04, 2.0, "marimba", "pluck", ((0, 3, 0, 4), (0, 5, 1, 4)),
    drums=0.3, air=0.2, brightness=0.7, swing=0.3),
    "romantic": Character(72, MAJOR, 52, 0.03, 1.0, "piano", "strings", ((0, 5, 1, 4), (0, 2, 3, 4)),
    air=0.55, brightness=0.45),
    "wistful": Character(66, DORIAN, 50, 0.08, 0.75, "piano", "soft", _SAD, air=0.6, brightness=0.3),
    "dreamy": Character(62, LYDIAN, 57, 0.06, 1.5, "bell", "soft", ((0, 1, 0, 4), (0, 4, 1, 5)),
    air=0.9, brightness=0.5),
    "epic": Character(98, AEOLIAN, 43, 0.06, 2.0, "brass", "strings", ((0, 5, 2, 6), (0, 3, 5, 6)),
    drums=0.7, air=0.6, brightness=0.7),
    "tense": Character(134, PHRYGIAN, 43, 0.55, 2.0, "strings", "strings", ((0, 0, 1, 0), (0, 1, 0, 6)),
    drums=0.35, air=0.35, brightness=0.55),
    "dark": Character(64, AEOLIAN, 36, 0.32, 0.75, "brass", "organ", _DARK, drums=0.15, air=0.7, brightness=0.25),
    "eerie": Character(56, OCTATONIC, 52, 0.60, 0.75, "glass", "glass", ((0, 3, 1, 4), (0, 6, 2, 5)),
    air=1.0, brightness=0.5),
    "bleak": Character(50, AEOLIAN, 40, 0.18, 0.5, "piano", "organ", ((0, 0, 5, 0), (0, 6, 5, 0)),
    air=0.8, brightness=0.2),
    "furious": Character(154, PHRYGIAN, 40, 0.40, 4.0, "growl", "growl", ((0, 1, 0, 6), (0, 0, 1, 4)),
    drums=1.0, air=0.2, brightness=0.8),
    "neon": Character(110, DORIAN, 45, 0.08, 4.0, "saw", "saw", ((0, 5, 6, 3), (0, 2, 6, 5)),
    drums=0.7, air=0.45, brightness=0.8),
}  # fmt: skip


@dataclass(frozen=True)
class _Bend:
    tempo: float = 1.0
    dissonance: float = 0.0
    drums: float = 0.0
    shift: int = 0
    brightness: float = 0.0
    swing: float = 0.0
    busy: float = 1.0
    lead: Tone | None = None


_BENDS: dict[str, _Bend] = {
    "Action": _Bend(tempo=1.08, drums=0.25, brightness=0.1), "Adventure": _Bend(drums=0.1, lead="brass"),
    "Animation": _Bend(tempo=1.04, shift=5, lead="marimba"), "Children": _Bend(shift=7, lead="bell", dissonance=-0.05),
    "Comedy": _Bend(tempo=1.06, swing=0.25), "Crime": _Bend(shift=-2, dissonance=0.04),
    "Documentary": _Bend(busy=0.75, drums=-0.2),
    "Drama": _Bend(tempo=0.96), "Fantasy": _Bend(shift=2, lead="bell"),
    "Film-Noir": _Bend(swing=0.5, shift=-3, lead="brass", tempo=0.94),
    "Horror": _Bend(dissonance=0.2, shift=-3, lead="glass"), "Musical": _Bend(tempo=1.04, swing=0.2, dissonance=-0.04),
    "Mystery": _Bend(dissonance=0.06, busy=0.85), "Romance": _Bend(tempo=0.96, lead="strings"),
    "Sci-Fi": _Bend(brightness=0.15, lead="saw"), "Thriller": _Bend(tempo=1.04, dissonance=0.08),
    "War": _Bend(drums=0.3, shift=-2, lead="brass"),
    "Western": _Bend(lead="pluck", swing=0.1),
}  # fmt: skip


def character_of(mood: str, genres: tuple[str, ...]) -> Character:
    """The mood's character, bent by each genre in turn (the second and later by half); the first genre that has an
    instrument of its own gives it the tune. An unknown genre changes nothing."""
    made = CHARACTERS[mood]
    lead: Tone | None = None
    for place, genre in enumerate(genres):
        bend = _BENDS.get(genre, _Bend())
        share = 1.0 if place == 0 else 0.5
        lead = lead or bend.lead
        made = replace(
            made,
            bpm=made.bpm * (1 + (bend.tempo - 1) * share),
            dissonance=min(1.0, max(0.0, made.dissonance + bend.dissonance * share)),
            drums=min(1.0, max(0.0, made.drums + bend.drums * share)),
            root=made.root + round(bend.shift * share),
            brightness=min(1.0, max(0.1, made.brightness + bend.brightness * share)),
            swing=min(0.6, made.swing + bend.swing * share),
            busy=made.busy * (1 + (bend.busy - 1) * share),
        )
    # Some moods are their instrument: a furious or neon score keeps its own whatever the genre.
    return made if lead is None or mood in {"furious", "neon", "eerie"} else replace(made, lead=lead)
