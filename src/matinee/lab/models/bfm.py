"""Bayesian factorisation: many draws of one model, each of which places a person anew."""

import json
from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from matinee.domain.errors import BadData
from matinee.kit import seeds
from matinee.kit.hashing import fingerprint
from matinee.lab.core.answers import Scores
from matinee.lab.core.config import Grid, ModelConfig
from matinee.lab.core.context import FitContext
from matinee.lab.core.factorisation.chain import Task, run_chain, spectra_of
from matinee.lab.core.factorisation.design import DAY, Design, design_of
from matinee.lab.core.factorisation.folding import Person, Place, place, ratings, ratings_of_all
from matinee.lab.core.factorisation.samples import Samples
from matinee.lab.core.factorisation.spectrum import Spectrum
from matinee.lab.core.factorisation.words import word_positions, words_of_people
from matinee.lab.core.recommender import Family, Recommender
from matinee.lab.core.state import State, taken
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories

MOST_LEVELS = 20
"""Different values that an ordered probit may have."""


class Bfm(Recommender):
    """What is known of a rating meets in pairs, and many possible models are averaged; it predicts ratings only.

    A factorisation machine over the person, the title, the titles the person has rated, the people who have rated the
    title, and where known the day and what is known of people and titles. Rendle, Zhang and Koren, "On the Difficulty
    of Evaluating Baselines" (2019): Bayesian timeSVD++, flipped; of two features of the same person, or of the same
    title, the product is left out. Draws from its posterior are taken by Gibbs sampling. Of each draw only what belongs
    to titles, words and days is kept. A person is placed by their history, in every draw, and the expected ratings are
    averaged.
    """

    class Config(ModelConfig):
        """task: regression, ordered probit, or both by turns. factors: of the first two chains; of every second two
        that many more: `wider`. samples: draws of each chain after `burn_in`, of which `keep` are kept. implicit: who
        rated what, as features of both. day, people, genres: use what is known of the moment, of people, and genres and
        years."""

        grid: ClassVar[Grid] = {"task": ("regression", "probit"), "factors": (8, 16, 32)}

        task: Literal["regression", "probit", "both"] = "regression"
        factors: int = Field(10, ge=1)
        wider: int = Field(0, ge=0)
        chains: int = Field(1, ge=1)
        burn_in: int = Field(64, ge=1)
        samples: int = Field(448, ge=1)
        keep: int = Field(32, ge=1)
        implicit: bool = True
        day: bool = True
        people: bool = True
        genres: bool = True

    family: ClassVar[Family] = "factor"
    ranks: ClassVar[bool] = False

    config: Config
    chains: tuple[Samples, ...]
    levels: np.ndarray
    """float64, every value of the training data, sorted."""
    words: tuple[str, ...]
    """What people told, as far as training knew it."""
    days: np.ndarray
    """int64, sorted: the days of the training data, counted from 1970; none where days are not used."""

    def _fit(self, data: Dataset, context: FitContext) -> None:
        config = self.config
        design = design_of(data, implicit=config.implicit, day=config.day, people=config.people, genres=config.genres)
        self.levels = np.unique(design.values)
        if config.task != "regression" and len(self.levels) > MOST_LEVELS:
            raise BadData(
                f"there are {len(self.levels)} different values, too many for the levels of an ordered probit",
                where=data.name,
                remedy="Use task=regression",
            )
        self.words, self.days = design.words, design.days
        key = _key(design)
        self.chains = self._begun(context, key)
        spectra = spectra_of(design, threads=context.threads)
        for number in range(len(self.chains), config.chains):
            self.chains = (*self.chains, self._chain(design, spectra, number, context))
            if context.checkpoint is not None:
                context.checkpoint.save(self._chain_state(), {"chains": len(self.chains), "design": key})

    def _chain(self, design: Design, spectra: tuple[Spectrum | None, ...], number: int, context: FitContext) -> Samples:
        config, label = self.config, f"bfm chain {number + 1}"
        draws = config.burn_in + config.samples
        context.progress.start(label, draws)

        def watch(draw: int, noise: float) -> None:
            context.check_time(label)
            context.point("noise", number * draws + draw, noise)
            context.progress.advance()

        try:
            return run_chain(
                design,
                spectra,
                task=self._task(number),
                factors=config.factors + config.wider * (number // 2 % 2),
                burn_in=config.burn_in,
                samples=config.samples,
                keep=config.keep,
                seed=seeds.whole_number(context.seed, label),
                levels=self.levels,
                watch=watch,
            )
        finally:
            context.progress.finish()

    def _task(self, number: int) -> Task:
        """An ordered probit needs two levels at least."""
        if self.config.task == "regression" or len(self.levels) < 2:
            return "regression"
        if self.config.task == "both":
            return "regression" if number % 2 else "probit"
        return self.config.task

    def _begun(self, context: FitContext, key: str) -> tuple[Samples, ...]:
        """The chains that a fit which was killed had finished."""
        found = context.checkpoint.load() if context.checkpoint is not None else None
        if found is None or found[1].get("design") != key:
            return ()
        return tuple(Samples.restored(found[0], prefix=f"chain{number}.") for number in range(found[1]["chains"]))

    def predict_ratings(
        self, histories: Histories, rows: np.ndarray, titles: np.ndarray, *, times: np.ndarray | None = None
    ) -> np.ndarray:
        made = np.zeros(len(rows), dtype=np.float64)
        days = self._day_rows(times, len(rows))
        order = np.argsort(rows, kind="stable")
        people, starts = np.unique(rows[order], return_index=True)
        for person, pairs in zip(self._people(histories, people), np.split(order, starts[1:]), strict=False):
            for chain in self.chains:
                placed = place(chain, person, levels=self.levels)
                made[pairs] += ratings(chain, placed, titles[pairs], days[pairs], levels=self.levels)
        return np.clip(made / len(self.chains), self.feedback.lowest, self.feedback.highest).astype(np.float32)

    def _scores(self, histories: Histories) -> Scores:
        made = np.empty((len(histories), histories.n_titles), dtype=np.float32)
        for row, person in enumerate(self._people(histories, np.arange(len(histories)))):
            parts = [ratings_of_all(chain, self._placed(chain, person), levels=self.levels) for chain in self.chains]
            made[row] = np.mean(parts, axis=0)
        return made

    def _placed(self, chain: Samples, person: Person) -> Place:
        return place(chain, person, levels=self.levels)

    def _people(self, histories: Histories, rows: np.ndarray) -> list[Person]:
        """Each of some rows as the chains see them."""
        asked = histories.rows(rows)
        told = word_positions(words_of_people(asked.traits, people=len(asked)), self.words)
        days = self._day_rows(asked.times, len(asked.titles))
        parts = [slice(*ends) for ends in zip(asked.offsets[:-1], asked.offsets[1:], strict=True)]
        return [
            Person(asked.titles[part], asked.values[part].astype(np.float64), days[part], words)
            for part, words in zip(parts, told, strict=True)
        ]

    def _day_rows(self, times: np.ndarray | None, count: int) -> np.ndarray:
        """The row of the day of each moment; the last, which is the average day, where training did not know it."""
        average = len(self.days)
        if times is None or not average:
            return np.full(count, average, dtype=np.int64)
        day = times // DAY
        found = np.minimum(np.searchsorted(self.days, day), average - 1)
        return np.where(self.days[found] == day, found, average)

    def _chain_state(self) -> State:
        made: State = {}
        for number, chain in enumerate(self.chains):
            made |= chain.state(prefix=f"chain{number}.")
        return made

    def state(self) -> State:
        words = np.frombuffer(json.dumps(self.words).encode(), dtype=np.uint8)
        return self._chain_state() | {"levels": self.levels, "days": self.days, "words": words}

    def restore(self, state: State) -> None:
        self.levels = taken(state, "levels", shape=(None,), kind=np.float64)
        self.days = taken(state, "days", shape=(None,), kind=np.int64)
        self.words = _read_words(taken(state, "words", shape=(None,), kind=np.uint8))
        count = sum(name.endswith(".base") for name in state)
        self.chains = tuple(
            Samples.restored(state, prefix=f"chain{number}.", titles=len(self.titles)) for number in range(count)
        )
        if not count or (np.diff(self.levels) <= 0).any() or (np.diff(self.days) <= 0).any():
            raise ValueError("there is no chain, or its levels or days are out of order")
        for chain in self.chains:
            known = (len(chain.words), max(len(chain.days) - 1, 0), chain.cuts.shape[1])
            if known[:2] != (len(self.words), len(self.days)) or known[2] not in (0, len(self.levels) - 1):
                raise ValueError("the words, days or levels are not those of the chains")


def _key(design: Design) -> str:
    """What a chain is about, beside the log and the settings: what was known of people and titles."""
    rows = [array for block in design.blocks for array in (block.rows.indices, block.rows.indptr, block.rows.data)]
    return fingerprint([*rows, *design.words, design.days])


def _read_words(held: np.ndarray) -> tuple[str, ...]:
    words = json.loads(held.tobytes())
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise ValueError("'words' is not a list of texts")
    return tuple(words)
