"""What a chain of a Bayesian factorisation leaves: draws from the posterior, without the people in it."""

from dataclasses import dataclass, fields

import numpy as np

from matinee.lab.core.state import State, taken

VECTORS = ("titles", "seen", "words", "days")
"""Saved as float16: what is lost is far below the spread between two draws."""


@dataclass(frozen=True, eq=False)
class Samples:
    """S draws of one chain with K factors over T titles, all float32.

    Whatever is known of a title, it acts as one vector and one number: titles (T, S, K), title_scores (T, S). What a
    person has seen and told moves where they are expected: seen (T, S, K), seen_scores (T, S), words (W, S, K),
    word_scores (W, S). The day they speak on acts by days (D, S, K), day_scores (D, S), the last being the average
    day. T or D is 0 where the chain has none.

    base (S,): the score of nothing at all. person_mean, person_precision (S, 1 + K): the normal distribution that the
    number and the vector of a person are drawn from, its deviations independent. noise (S,): precision of a rating.
    cuts (S, C): between the levels of an ordered probit, none for a regression.
    """

    base: np.ndarray
    titles: np.ndarray
    title_scores: np.ndarray
    seen: np.ndarray
    seen_scores: np.ndarray
    words: np.ndarray
    word_scores: np.ndarray
    days: np.ndarray
    day_scores: np.ndarray
    person_mean: np.ndarray
    person_precision: np.ndarray
    noise: np.ndarray
    cuts: np.ndarray

    @classmethod
    def empty(cls, count: int, factors: int, *, titles: int, seen: int, words: int, days: int, cuts: int) -> "Samples":
        """Room for `count` draws."""

        def room(*shape: int) -> np.ndarray:
            return np.zeros(shape, dtype=np.float32)

        return cls(
            base=room(count),
            titles=room(titles, count, factors),
            title_scores=room(titles, count),
            seen=room(seen, count, factors),
            seen_scores=room(seen, count),
            words=room(words, count, factors),
            word_scores=room(words, count),
            days=room(days, count, factors),
            day_scores=room(days, count),
            person_mean=room(count, 1 + factors),
            person_precision=room(count, 1 + factors),
            noise=room(count),
            cuts=room(count, cuts),
        )

    def __len__(self) -> int:
        return len(self.base)

    @property
    def factors(self) -> int:
        return self.titles.shape[2]

    def rounded(self) -> "Samples":
        """As it will be after it was saved."""
        return Samples.restored(self.state(prefix=""), prefix="")

    def state(self, *, prefix: str) -> State:
        made = {f"{prefix}{field.name}": getattr(self, field.name) for field in fields(self)}
        return {
            name: array.astype(np.float16) if name.removeprefix(prefix) in VECTORS else array
            for name, array in made.items()
        }

    @classmethod
    def restored(cls, state: State, *, prefix: str, titles: int | None = None) -> "Samples":
        """What `state` took apart; ValueError where its parts do not fit each other or the number of titles."""

        def part(name: str, *shape: int | None) -> np.ndarray:
            kind = np.float16 if name in VECTORS else np.float32
            return taken(state, f"{prefix}{name}", shape=shape, kind=kind).astype(np.float32)

        base = part("base", None)
        count = len(base)
        mean = part("person_mean", count, None)
        factors = mean.shape[1] - 1
        vectors = {name: part(name, None, count, factors) for name in VECTORS}
        made = cls(
            base=base,
            person_mean=mean,
            person_precision=part("person_precision", count, 1 + factors),
            noise=part("noise", count),
            cuts=part("cuts", count, None),
            title_scores=part("title_scores", len(vectors["titles"]), count),
            seen_scores=part("seen_scores", len(vectors["seen"]), count),
            word_scores=part("word_scores", len(vectors["words"]), count),
            day_scores=part("day_scores", len(vectors["days"]), count),
            **vectors,
        )
        wanted = len(made.titles) if titles is None else titles
        if not count or len(made.titles) != wanted or len(made.seen) not in (0, wanted):
            raise ValueError(f"the draws under '{prefix}' are not about {wanted} titles")
        if not all(np.isfinite(array).all() for array in made.state(prefix="").values()):
            raise ValueError(f"a number under '{prefix}' is not finite")
        if (made.person_precision <= 0).any() or (made.noise <= 0).any() or (np.diff(made.cuts, axis=1) < 0).any():
            raise ValueError(f"a precision under '{prefix}' is not positive, or its levels are out of order")
        return made
