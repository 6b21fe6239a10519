from matinee.kit.clock import HOUR
from matinee.services.exposures.consents import set_consents
from matinee.services.exposures.showings import Showings, may_be_shown_again, write_showings
from matinee.services.exposures.slates import new_slate_id
from tests.fixtures.shown import Hall


def test_a_slate_that_is_shown_again_is_no_second_draw(hall: Hall) -> None:
    """A weight for each showing would count one draw several times, and most where people came back most."""
    first = hall.show((1, 2))
    hall.show((4, 5))
    showings = Showings()
    for _ in range(3):
        hall.now += HOUR
        assert may_be_shown_again(hall.ctx(), first.id, hall.person())
        showings.note(first.id, hall.person(), hall.now)
    write_showings(hall.ctx(), showings.take())
    write_showings(hall.ctx(), showings.take())
    kept = hall.ctx().slates.named(hall.person(), {first.id})[first.id]
    assert (kept.showings, kept.shown_at, kept.slate.at) == (4, hall.now, first.at)
    assert len(hall.ctx().slates.of(hall.person(), since=0, until=hall.now, most=10)) == 2


def test_what_could_not_be_written_waits_for_the_next_time(hall: Hall) -> None:
    first = hall.show()
    showings = Showings()
    showings.note(first.id, hall.person(), 5)
    taken = showings.take()
    showings.note(first.id, hall.person(), 7)
    showings.give_back(taken)
    showings.give_back({("other", 9): (1, 3)})
    assert showings.take() == {(first.id, hall.person()): (2, 7), ("other", 9): (1, 3)}


def test_nobody_is_shown_the_slate_of_another_or_one_that_is_gone(hall: Hall) -> None:
    first = hall.show()
    assert not may_be_shown_again(hall.ctx(), first.id, hall.person("ben"))
    assert not may_be_shown_again(hall.ctx(), new_slate_id(hall.now), hall.person())
    assert not may_be_shown_again(hall.ctx(log=False), first.id, hall.person())
    set_consents(hall.ctx(), hall.person(), exposures=False)
    assert not may_be_shown_again(hall.ctx(), first.id, hall.person())
    write_showings(hall.ctx(), {(first.id, hall.person()): (1, hall.now)})
