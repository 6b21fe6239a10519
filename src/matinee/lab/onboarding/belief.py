"""What can be thought of a person after some answers: where their taste lies, and how sure that is."""

from dataclasses import dataclass

import numpy as np

from matinee.lab.core.tastes import Tastes
from matinee.lab.onboarding.answers import LIKING, Answer, Answers

NOT_SEEN_NOISE = 3.0
"""A title that was not seen may yet be liked, so that it tells less: its noise is so many times that of others. Chosen
on the tuning part of ml1m-S."""


@dataclass(frozen=True, eq=False)
class Belief:
    """The place of one person along the directions of `tastes`, as a Gaussian.

    place: float64 (factors,), its mean. spread: float64 (factors, factors), its covariance. Nothing of it is kept
    anywhere: it is worked out anew from the answers.
    """

    tastes: Tastes
    place: np.ndarray
    spread: np.ndarray

    @classmethod
    def after(cls, answers: Answers, tastes: Tastes) -> "Belief":
        """By Bayes' rule, in closed form. That a title was not seen is one more like that is not there."""
        titles = np.fromiter(answers.keys(), dtype=np.int64, count=len(answers))
        liking = np.array([LIKING[answer] for answer in answers.values()])
        unseen = np.array([answer is Answer.NOT_SEEN for answer in answers.values()], dtype=bool)
        held = tastes.loadings[titles].astype(np.float64)
        by_noise = held / (tastes.noise[titles] * np.where(unseen, NOT_SEEN_NOISE, 1.0))[:, None]
        spread = np.linalg.inv(np.eye(tastes.factors) + held.T @ by_noise)
        return cls(tastes, spread @ (by_noise.T @ (liking - tastes.mean[titles])), spread)

    def liking(self) -> np.ndarray:
        """float32 (titles,): about the chance that each title is among what the person likes; not held to 0 and 1, so
        that the order of the best is not lost."""
        return self.tastes.mean + self.tastes.loadings @ self.place.astype(np.float32)
