from matinee.domain.library import Rating
from matinee.services.library.rate import list_ratings, rate
from matinee.services.library.take_over import take_over
from tests.fixtures.library import Shelf


def test_a_history_is_taken_over_as_one_change_with_its_own_moments(shelf: Shelf) -> None:
    told = [Rating(shelf.titles[1], 9, shelf.now - 20), Rating(shelf.titles[2], 2, shelf.now - 10)]
    assert take_over(shelf.ctx(), shelf.ana, told) == 2
    kept, _ = list_ratings(shelf.ctx(), shelf.ana, after=None, count=9)
    assert kept == told[::-1]
    assert shelf.version(shelf.ana) == 1
    assert shelf.version(shelf.ben) == 0


def test_what_the_person_rated_stays_as_it_is(shelf: Shelf) -> None:
    mine = rate(shelf.ctx(), shelf.ana, shelf.titles[1], half_stars=3)
    assert take_over(shelf.ctx(), shelf.ana, [Rating(shelf.titles[1], 9, shelf.now - 20)]) == 0
    assert list_ratings(shelf.ctx(), shelf.ana, after=None, count=9)[0] == [mine]
    assert shelf.version(shelf.ana) == 1
