"""People of the checkerboard, as recommending hears of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from matinee.domain.requests import Wish
from matinee.domain.signals import NO_SIGNALS, Signals
from matinee.services.recommending.answer import Answer, Person, answer
from matinee.services.recommending.bound import Bound
from matinee.services.recommending.title_index import TitleIndex
from tests.fixtures.catalogue import START
from tests.fixtures.releases import TASTE

FIRST_TASTE, SECOND_TASTE = range(1, TASTE + 1), range(TASTE + 1, 2 * TASTE + 1)
"""Numbers of thrillers and of comedies."""


def signals(
    ids: Mapping[int, int], numbers: Sequence[int], *, stars: float = 5.0, ignored: Sequence[int] = ()
) -> Signals:
    return Signals(
        1,
        [ids[number] for number in numbers],
        [stars] * len(numbers),
        [START + place for place in range(len(numbers))],
        [number in ignored for number in numbers],
    )


class Told(list[str]):
    """The links that failed."""

    def __call__(self, link: str, error: BaseException) -> None:
        self.append(f"{link}: {error}")


def asked(
    index: TitleIndex, bound: Bound | None, given: Signals = NO_SIGNALS, wish: Wish | None = None, **more: Any
) -> Answer:
    warn = more.pop("warn", Told())
    return answer(index, bound, Person(given, **more), wish or Wish(), now=START, warn=warn)


def numbers_of(index: TitleIndex, ids: Mapping[int, int], given: Answer) -> list[int]:
    by_id = {found: number for number, found in ids.items()}
    return [by_id[int(index.ids[row])] for row in given.rows]
