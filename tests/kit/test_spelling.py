import itertools

import pytest

from matinee.kit.spelling import likely_forms, slips, slips_allowed


@pytest.mark.parametrize(
    ("typed", "meant", "cost"),
    [
        ("alien", "alien", 0),
        ("alein", "alien", 1),
        ("alen", "alien", 1),
        ("allien", "alien", 1),
        ("aliem", "alien", 1),
        ("orchrad", "orchard", 1),
        ("gohstbustres", "ghostbusters", 2),
        ("", "ab", 2),
    ],
)
def test_a_slip_is_a_letter_too_many_too_few_replaced_or_swapped(typed: str, meant: str, cost: int) -> None:
    assert slips(typed, meant, most=2) == cost
    assert slips(meant, typed, most=2) == cost


def test_more_slips_than_are_allowed_are_too_many() -> None:
    assert slips("alein", "alien", most=0) is None
    assert slips("alien", "aliens from space", most=2) is None
    assert slips("matrix", "orchard", most=2) is None


def test_a_word_that_is_not_finished_is_held_against_every_beginning() -> None:
    assert slips("gohst", "ghostbusters", most=1, begun=True) == 1
    assert slips("ghost", "ghostbusters", most=0, begun=True) == 0
    assert slips("xyz", "ghostbusters", most=1, begun=True) is None


def test_the_distance_is_that_of_the_textbook() -> None:
    """Against the whole table of optimal string alignment, for every pair of short words of two letters."""
    words = ["".join(letters) for size in range(5) for letters in itertools.product("ab", repeat=size)]
    for typed, meant in itertools.product(words, words):
        assert slips(typed, meant, most=9) == by_the_book(typed, meant), (typed, meant)


def by_the_book(one: str, other: str) -> int:
    table = {(i, j): max(i, j) for i in range(len(one) + 1) for j in range(len(other) + 1) if not i * j}
    for i, j in itertools.product(range(1, len(one) + 1), range(1, len(other) + 1)):
        same = one[i - 1] == other[j - 1]
        table[i, j] = min(table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (not same))
        if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
            table[i, j] = min(table[i, j], table[i - 2, j - 2] + 1)
    return table[len(one), len(other)]


def test_short_words_allow_no_slip() -> None:
    assert [slips_allowed("x" * size) for size in (3, 4, 6, 7)] == [0, 1, 1, 2]


def test_likely_forms_have_one_letter_fewer_or_two_swapped() -> None:
    assert likely_forms("abb") == ["bb", "ab", "bab"]
