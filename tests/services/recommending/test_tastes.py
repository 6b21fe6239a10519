from collections import Counter

from matinee.domain.signals import NO_SIGNALS, Signals
from matinee.services.recommending.tastes import Tastes


class Library:
    """Of people by number; it counts how often somebody's ratings are read."""

    def __init__(self, **versions: int) -> None:
        self.versions = {int(name[1:]): version for name, version in versions.items()}
        self.read: Counter[int] = Counter()

    def version(self, account_id: int) -> int:
        return self.versions.get(account_id, 0)

    def signals(self, account_id: int) -> Signals:
        self.read[account_id] += 1
        version = self.versions[account_id]
        return Signals(version, [account_id, 9], [4.0, 2.5], [1, 2], [0, 0])

    def hidden(self, account_id: int, now: int) -> list[int]:
        raise NotImplementedError


def test_what_somebody_rated_is_read_once_until_it_changes() -> None:
    library, tastes = Library(_1=5), Tastes()
    first = tastes.of(library, 1)
    assert (tastes.of(library, 1) is first, library.read[1]) == (True, 1)
    library.versions[1] = 6
    assert (tastes.of(library, 1).version, library.read[1]) == (6, 2)


def test_of_somebody_who_has_rated_nothing_nothing_is_kept() -> None:
    library, tastes = Library(), Tastes()
    assert tastes.of(library, 1) is NO_SIGNALS
    assert library.read[1] == 0


def test_those_who_asked_longest_ago_make_place() -> None:
    library, tastes = Library(_1=1, _2=1, _3=1), Tastes(most=6)
    for one in (1, 2, 1, 3, 1):
        tastes.of(library, one)
    assert library.read == {1: 1, 2: 1, 3: 1}
    tastes.of(library, 2)
    assert library.read[2] == 2


def test_one_with_more_ratings_than_there_is_place_for_is_kept_alone() -> None:
    library, tastes = Library(_1=1, _2=1), Tastes(most=1)
    for one in (1, 1, 2, 2, 1):
        tastes.of(library, one)
    assert library.read == {1: 2, 2: 1}


def test_whoever_leaves_is_forgotten() -> None:
    library, tastes = Library(_1=1), Tastes()
    tastes.of(library, 1)
    tastes.forget(1)
    tastes.forget(2)
    tastes.of(library, 1)
    assert library.read[1] == 2
