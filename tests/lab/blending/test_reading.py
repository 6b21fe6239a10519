import numpy as np
import pytest

from matinee.lab.blending.reading import OF_PERSON, OF_TITLE, Knowledge, Usual
from matinee.lab.data.histories import Histories
from tests.worlds.two_tastes import two_tastes

WORLD = two_tastes()
KNOWN = Knowledge.of(WORLD.data)


def test_traits_of_titles_are_level_and_the_unloved_one_is_the_least_known() -> None:
    assert KNOWN.traits.shape == (WORLD.data.n_titles, len(OF_TITLE))
    np.testing.assert_allclose(KNOWN.traits.mean(axis=0), 0.0, atol=1e-6)
    assert KNOWN.traits[:, 0].argmin() == WORLD.unloved


def test_without_times_and_years_nothing_is_read_off_them() -> None:
    known = Knowledge.of(two_tastes(timed=False).data)
    assert known.moment == 0
    np.testing.assert_array_equal(known.traits[:, 2:], 0.0)
    assert np.isfinite(known.of_people(WORLD.data.histories)).all()


def test_a_person_who_likes_known_titles_is_seen_to() -> None:
    known, unknown = int(KNOWN.traits[:, 0].argmax()), WORLD.unloved
    people = KNOWN.of_people(Histories.from_lists([[known], [unknown], []], n_titles=WORLD.data.n_titles))
    liking = people[:, OF_PERSON.index("liking for the known")]
    assert liking[0] > liking[2] == 0.0 > liking[1]


def test_an_event_after_the_data_was_taken_is_read_too() -> None:
    history = WORLD.data.histories.row(0)
    assert history.times is not None
    later = Histories(
        history.offsets, history.titles, history.values, history.n_titles, history.times + 10_000 * 86_400
    )
    activity = KNOWN.of_people(later)[0, OF_PERSON.index("activity")]
    assert activity == pytest.approx(np.log1p(len(history.titles)))


def test_people_are_seen_by_how_far_they_are_from_the_usual_and_nobody_is_infinitely_far() -> None:
    people = KNOWN.of_people(WORLD.data.histories)
    seen = Usual.of(people).seen(people)
    np.testing.assert_array_equal(seen[:, 0], 1.0)
    assert np.abs(seen[:, 1:].mean(axis=0)).max() < 0.2
    odd = people[:1] + 1e9
    assert Usual.of(people).seen(odd)[0, 1:].max() == 3.0


def test_knowledge_is_saved_and_taken_back() -> None:
    again = Knowledge.restored(KNOWN.state())
    np.testing.assert_array_equal(again.traits, KNOWN.traits)
    assert again.moment == KNOWN.moment
