from collections import Counter

from matinee.lab.world.words.dice import Dice

CARDS = ("ace", "king", "queen", "jack", "ten", "nine", "eight")


def test_what_was_dealt_comes_again_only_after_half_of_the_others() -> None:
    dice = Dice(7, "cards")
    dealt = [dice.deal("cards", CARDS) for _ in range(2_000)]
    last: dict[str, int] = {}
    for at, card in enumerate(dealt):
        assert at - last.get(card, -9) > len(CARDS) // 2
        last[card] = at
    counts = Counter(dealt)
    assert set(counts) == set(CARDS)
    assert max(counts.values()) < 1.2 * min(counts.values())


def test_decks_do_not_know_each_other() -> None:
    dice = Dice(7, "cards")
    first = [dice.deal("one", CARDS) for _ in CARDS]
    assert dice.deal("two", CARDS[:1]) == "ace"
    assert dice.deal("two", CARDS[:1]) == "ace"
    assert len({*first[:4]}) == 4


def test_the_order_of_a_deck_is_chance_and_the_same_for_the_same_seed() -> None:
    orders = {tuple(Dice(seed, "cards").deal("one", CARDS) for _ in range(1)) for seed in range(40)}
    assert len(orders) == len(CARDS)
    one, same = Dice(3, "cards"), Dice(3, "cards")
    assert [one.deal("x", CARDS) for _ in range(50)] == [same.deal("x", CARDS) for _ in range(50)]
