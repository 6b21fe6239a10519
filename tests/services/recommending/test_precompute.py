from matinee.domain.signals import NO_SIGNALS
from matinee.services.recommending.bound import Bound
from matinee.services.recommending.held import Held
from matinee.services.recommending.precompute import STANDING_WISH, standing_answer
from matinee.services.recommending.standing import Standing
from matinee.services.recommending.title_index import TitleIndex
from tests.fixtures.catalogue import START
from tests.services.recommending.people import FIRST_TASTE, Told, signals


def test_an_answer_that_nobody_has_seen_holds_no_chance(
    exploring: Bound, index: TitleIndex, ids: dict[int, int]
) -> None:
    """Though the person agrees to be explored with, and the recipe does explore."""
    told = Told()
    held = Held(signals(ids, FIRST_TASTE[:8]), [ids[9]], logged=True, now=START)
    made = standing_answer(Standing(index, exploring), held, warn=told)
    assert (made.source, len(made.rows), made.others) == ("personalised", STANDING_WISH.k, 0)
    assert made.rows.tolist() == made.chosen.tolist()
    assert made.propensities.tolist() == [1.0] * STANDING_WISH.k
    assert not {ids[number] for number in FIRST_TASTE[:9]} & set(index.ids[made.rows].tolist())
    assert told == []


def test_somebody_who_said_nothing_has_no_answer_of_their_own(bound: Bound, index: TitleIndex) -> None:
    held = Held(NO_SIGNALS, [], logged=True, now=START)
    assert standing_answer(Standing(index, bound), held, warn=Told()).source == "popular"
