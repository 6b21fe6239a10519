from matinee.lab.world.genres import GENRES, MOODS
from matinee.lab.world.soundtracks.character import CHARACTERS, character_of


def test_every_mood_has_a_character_with_a_mode_of_seven_rising_steps() -> None:
    assert set(CHARACTERS) == set(MOODS)
    for character in CHARACTERS.values():
        assert len(character.mode) == 7
        assert list(character.mode) == sorted(set(character.mode))


def test_tense_is_faster_and_more_dissonant_than_warm() -> None:
    tense, warm = character_of("tense", ()), character_of("warm", ())
    assert tense.bpm > 1.3 * warm.bpm
    assert tense.dissonance > 5 * warm.dissonance


def test_genres_bend_and_the_first_bends_most() -> None:
    plain, action = character_of("epic", ()), character_of("epic", ("Action",))
    assert action.bpm > plain.bpm
    assert action.drums > plain.drums
    assert character_of("epic", ("Drama", "Action")).bpm < action.bpm
    assert character_of("warm", ("Western",)).lead == "pluck"
    assert character_of("neon", ("Children",)).lead == "saw"
    assert character_of("warm", ("Mumblecore",)) == character_of("warm", ())


def test_no_combination_leaves_the_range_of_its_knobs() -> None:
    for mood in MOODS:
        for first in GENRES:
            for second in GENRES:
                made = character_of(mood, (first, second, "Horror"))
                assert all(
                    0 <= level <= 1 for level in (made.dissonance, made.drums, made.brightness, made.swing, made.air)
                )
                assert 40 < made.bpm < 200
                assert 24 < made.root < 80
