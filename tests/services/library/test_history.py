from matinee.kit.clock import SECOND
from matinee.services.accounts.register import make_account
from matinee.services.library.history import FEWEST, history_of, ratings_of_title
from matinee.services.library.rate import rate
from tests.fixtures.library import Shelf, transaction


def test_a_history_is_gone_through_by_pages_the_newest_first(shelf: Shelf) -> None:
    for half_stars in range(1, 8):
        shelf.now += SECOND
        rate(shelf.ctx(), shelf.ana, shelf.titles[1 + half_stars % 2], half_stars=half_stars)
        rate(shelf.ctx(), shelf.ben, shelf.titles[1], half_stars=half_stars)
    seen, after = [], None
    while True:
        found, after = history_of(shelf.ctx(), shelf.ana, after=after, count=3)
        seen += [one.after for one in found]
        if after is None:
            break
    assert seen == [7, 6, 5, 4, 3, 2, 1]


def test_of_a_title_one_sees_ones_own_history_and_nobody_elses(shelf: Shelf) -> None:
    for half_stars in (9, 3):
        rate(shelf.ctx(), shelf.ana, shelf.titles[1], half_stars=half_stars)
    rate(shelf.ctx(), shelf.ana, shelf.titles[2], half_stars=1)
    rate(shelf.ctx(), shelf.ben, shelf.titles[1], half_stars=10)
    found = ratings_of_title(shelf.ctx(), shelf.ana, shelf.titles[1])
    assert found.rating is not None
    assert found.rating.half_stars == 3
    assert [one.after for one in found.history] == [3, 9]
    assert found.opinion is None


def test_what_everybody_thinks_is_told_once_nobody_can_be_told_from_it(shelf: Shelf) -> None:
    """Were it told of two, each would know what the other thinks."""
    for number in range(FEWEST):
        assert ratings_of_title(shelf.ctx(), shelf.ana, shelf.titles[1]).opinion is None
        accounts = transaction(shelf.stores, shelf.now).accounts
        make_account(accounts, name=f"rater{number}", email=None, digest="d", role="member")
        person = accounts.accounts.named(f"rater{number}")
        assert person is not None
        rate(shelf.ctx(), person.account.id, shelf.titles[1], half_stars=number + 1)
    opinion = ratings_of_title(shelf.ctx(), shelf.ana, shelf.titles[1]).opinion
    assert opinion is not None
    assert (opinion.ratings, opinion.half_stars) == (5, 3.0)
