"""Chance for writers: many small draws from one stream, cheap enough to make a dozen of them for every sentence."""

from collections.abc import Sequence
from typing import TypeVar

from matinee.kit.seeds import generator

Kind = TypeVar("Kind")
BLOCK = 8_192


class Dice:
    """Draws from the stream of one seed and purpose. Numbers are fetched a block at a time: asking numpy for each alone
    would cost more than the writing."""

    def __init__(self, seed: int, purpose: str) -> None:
        self._rng = generator(seed, purpose)
        self._block: list[float] = []
        self._decks: dict[str, list[int]] = {}

    def draw(self) -> float:
        """Uniform in 0 to 1, 1 excluded."""
        if not self._block:
            self._block = self._rng.random(BLOCK).tolist()
        return self._block.pop()

    def chance(self, odds: float) -> bool:
        return self.draw() < odds

    def number(self, low: int, high: int) -> int:
        """From low to high, both included."""
        return low + int(self.draw() * (high - low + 1))

    def pick(self, options: Sequence[Kind]) -> Kind:
        return options[int(self.draw() * len(options))]

    def deal(self, deck: str, options: Sequence[Kind]) -> Kind:
        """Like `pick`, but one that was dealt comes again only after half of the others.

        A deck is known by its name, and must have the same options each time.
        """
        cards = self._decks.get(deck)
        if cards is None:
            cards = self._decks[deck] = self.some(range(len(options)), len(options))
        card = cards.pop(int(self.draw() * -(-len(cards) // 2)))
        cards.append(card)
        return options[card]

    def rank(self, count: int) -> int:
        """A place in 0 to count - 1 by Zipf's law: the first as often as the second and third together, and so on."""
        return min(count - 1, int((count + 1) ** self.draw()) - 1)

    def some(self, options: Sequence[Kind], count: int) -> list[Kind]:
        """Different ones, in the order drawn; all of them where there are fewer than asked."""
        left = list(options)
        return [left.pop(int(self.draw() * len(left))) for _ in range(min(count, len(left)))]
