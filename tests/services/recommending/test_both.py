from collections import Counter

import pytest

from matinee.domain.requests import Wish
from matinee.domain.signals import NO_SIGNALS
from matinee.domain.trials import Arm
from matinee.services.recommending.answer import Person
from matinee.services.recommending.both import answer_of_both
from matinee.services.recommending.bound import Bound
from matinee.services.recommending.standing import Standing
from matinee.services.recommending.title_index import TitleIndex
from matinee.services.recommending.ways import changed
from tests.fixtures.catalogue import START
from tests.services.recommending.people import FIRST_TASTE, Told, asked, numbers_of, signals


@pytest.fixture
def standing(bound: Bound, index: TitleIndex) -> Standing:
    return Standing(index, bound)


@pytest.fixture
def rival(standing: Standing) -> Standing:
    return changed(standing, Arm("popular", ranks="popular"))


def test_a_slate_holds_the_best_of_both_each_title_once(
    standing: Standing, rival: Standing, ids: dict[int, int], index: TitleIndex
) -> None:
    given = signals(ids, FIRST_TASTE[:6])
    wish = Wish(k=10)
    first, second = (numbers_of(index, ids, asked(index, one.bound, given, wish)) for one in (standing, rival))
    counts: Counter[str] = Counter()
    for seed in range(30):
        made = answer_of_both(standing, rival, Person(given, seed=seed), wish, now=START, warn=Told())
        numbers = numbers_of(index, ids, made)
        teams = made.teams or ""
        assert (len(set(numbers)), len(teams)) == (10, 10)
        for team, ranking in (("0", first), ("1", second)):
            picks = [number for number, one in zip(numbers, teams, strict=True) if one == team]
            assert len(picks) == 5
            taken = set(numbers) - set(picks)
            assert picks == [number for number in ranking if number not in taken or number in picks][: len(picks)]
        assert made.scores is not None
        assert (len(made.scores), len(made.propensities), made.others) == (10, 0, 0)
        counts[teams[0]] += 1
    assert min(counts["0"], counts["1"]) >= 6
    same = [answer_of_both(standing, rival, Person(given, seed=3), wish, now=START, warn=Told()) for _ in range(2)]
    assert same[0].rows.tolist() == same[1].rows.tolist()


def test_whoever_has_no_history_is_answered_by_the_first_alone(standing: Standing, rival: Standing) -> None:
    made = answer_of_both(standing, rival, Person(NO_SIGNALS, seed=1), Wish(), now=START, warn=Told())
    assert (made.source, made.teams) == ("popular", None)
