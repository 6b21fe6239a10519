"""Which titles to put before somebody new: those whose answers would teach most of what they like."""

from functools import cached_property

import numpy as np

from matinee.kit import topk
from matinee.lab.core.answers import TopK
from matinee.lab.core.tastes import Tastes
from matinee.lab.onboarding.answers import Answer, Answers
from matinee.lab.onboarding.belief import Belief

PAGE = 24
CANDIDATES = 600
"""Titles that are weighed for a page, the likeliest to be liked; the others hardly anybody knows."""
FACTORS = 128
"""Directions that are asked about: the weaker ones cannot be told from a few answers."""
EAGERNESS = 0.5
"""How much it counts that this person, more than others, is unsure to know a title: 0 asks everybody the same."""
RARITY = 0.15
"""How much more an answer on a title counts that few people like: a yes says more there, but takes more asking."""


class Asker:
    """Asks by information gain under `tastes`, such as a fitted `newcomer` keeps.

    An answer on a title makes the guesses of all titles surer, by closed form: under a Gaussian the variance that an
    answer takes away is known before it is given. A page is filled one title after another, each on the assumption that
    those before it will be answered, so that no two ask the same. Where the person is by now almost sure to know or not
    to know a title, it teaches less than the Gaussian says, and is weighed down. This is A-optimal design; for the use
    of it in recommenders see Rubens, Elahi, Sugiyama and Kaplan, "Active Learning in Recommender Systems" (2015).
    """

    def __init__(
        self, tastes: Tastes, *, factors: int = FACTORS, eagerness: float = EAGERNESS, rarity: float = RARITY
    ) -> None:
        self.tastes = tastes.only(factors)
        self.eagerness, self.rarity = eagerness, rarity

    @cached_property
    def _matters(self) -> np.ndarray:
        """float32 (factors, factors): how the guesses of all titles hang on the place of a person."""
        return self.tastes.loadings.T @ self.tastes.loadings

    def next_page(self, answers: Answers, *, count: int = PAGE, allowed: np.ndarray | None = None) -> np.ndarray:
        """int32 (up to count,): positions of the titles to ask next, the one that teaches most first.

        allowed: bool (titles,), False for a title that must not be shown. A title that was answered is not asked again;
        there are fewer than `count` where no more are left.
        """
        belief = Belief.after(answers, self.tastes)
        guess = belief.liking()
        open_to = np.ones(len(guess), dtype=bool) if allowed is None else allowed.copy()
        open_to[list(answers)] = False
        titles = self._candidates(guess, open_to)
        mean = self.tastes.mean[titles]
        weight = (_doubt(guess[titles]) / _doubt(mean)) ** self.eagerness * mean**-self.rarity
        return titles[self._chosen(titles, belief, weight, count)]

    def progress(self, answers: Answers) -> float:
        """From 0 to 1: the share of what could be told of a taste at all that the answers have told."""
        spread = Belief.after(answers, self.tastes).spread
        return max(0.0, 1.0 - float(np.sum(self._matters * spread) / np.trace(self._matters)))

    def scores(self, answers: Answers) -> np.ndarray:
        """float32 (titles,): what the person is thought to like, of all titles, those asked included."""
        return Belief.after(answers, self.tastes).liking()

    def recommend(self, answers: Answers, k: int, *, allowed: np.ndarray | None = None) -> TopK:
        """One row, the k best titles for the person. allowed: bool (titles,); False is never recommended.

        A title that the person knows is left out; one that they have not seen is what they are looking for.
        """
        scores = self.scores(answers)
        if allowed is not None:
            scores[~allowed] = -np.inf
        scores[[title for title, answer in answers.items() if answer is not Answer.NOT_SEEN]] = -np.inf
        return TopK(*topk.best(scores[None], k, topk.tie_keys(len(scores))))

    def _candidates(self, guess: np.ndarray, open_to: np.ndarray) -> np.ndarray:
        """int32, ascending: the likeliest of the open titles."""
        titles = np.flatnonzero(open_to & (self.tastes.mean > 0))
        if len(titles) > CANDIDATES:
            order = np.lexsort((titles, -guess[titles]))
            titles = np.sort(titles[order[:CANDIDATES]])
        return titles.astype(np.int32)

    def _chosen(self, titles: np.ndarray, belief: Belief, weight: np.ndarray, count: int) -> list[int]:
        """Places in `titles`, greedily: v' M v / (l' v + noise) with v = spread l is what an answer takes away."""
        held, noise = self.tastes.loadings[titles], self.tastes.noise[titles]
        moved = held @ belief.spread.astype(np.float32)
        felt = moved @ self._matters
        left, chosen = weight.copy(), []
        for _ in range(min(count, len(titles))):
            known = np.einsum("tf,tf->t", held, moved)
            gain = np.einsum("tf,tf->t", felt, moved) / (known + noise) * left
            best = int(np.argmax(gain))
            chosen.append(best)
            left[best] = -1.0
            told = moved[best] / (known[best] + noise[best])
            seen = held @ moved[best]
            felt -= np.outer(seen, self._matters @ told)
            moved -= np.outer(seen, told)
        return chosen


def _doubt(chance: np.ndarray) -> np.ndarray:
    """What is open about a title, most at one half; never quite nothing."""
    held = np.clip(chance, 0.001, 0.9)
    return held * (1 - held)
