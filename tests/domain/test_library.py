from matinee.domain.library import HIDING, MARKS, Rating


def test_stars_are_half_the_half_stars() -> None:
    assert [Rating(1, half_stars, 0).stars for half_stars in (1, 9, 10)] == [0.5, 4.5, 5.0]


def test_what_hides_a_title_is_a_mark() -> None:
    assert set(HIDING) < set(MARKS)
