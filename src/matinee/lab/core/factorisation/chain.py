"""One chain of Gibbs sampling over people, titles and days, and what is kept of its draws."""

from collections.abc import Callable
from typing import Literal

import numpy as np

from matinee.lab.core.factorisation.batches import Batch
from matinee.lab.core.factorisation.design import Design
from matinee.lab.core.factorisation.levels import Levels
from matinee.lab.core.factorisation.samples import Samples
from matinee.lab.core.factorisation.side import WEAK, Side, normal_draw
from matinee.lab.core.factorisation.spectrum import Spectrum, spectrum_of

Task = Literal["regression", "probit"]
Watch = Callable[[int, float], None]
"""Told the number of each draw and the noise in it, in the units of the values."""
_FIRST_SPREAD = 0.1


def spectra_of(design: Design, *, threads: int = 0) -> tuple[Spectrum | None, ...]:
    """Of each block, that of who rated what; the same for every chain, and most of what begins one. The weights of who
    rated a title are not kept, so there the directions of its columns are not needed."""
    fields = [block.implicit for block in design.blocks]
    return tuple(
        None if field is None else spectrum_of(field, right=place == 0, threads=threads)
        for place, field in enumerate(fields)
    )


def run_chain(
    design: Design,
    spectra: tuple[Spectrum | None, ...],
    *,
    task: Task,
    factors: int,
    burn_in: int,
    samples: int,
    keep: int,
    seed: int,
    levels: np.ndarray,
    watch: Watch,
) -> Samples:
    """`keep` of the `samples` draws after the first `burn_in`, evenly spaced, the last among them.

    spectra: what `spectra_of` made of the design. levels: float64, every value there is, sorted; a probit draws the
    cuts between them. An exception of `watch` ends the chain.
    """
    chain = Chain(design, spectra, task=task, factors=factors, seed=seed, levels=levels)
    keep = min(keep, samples)
    kept = burn_in + samples - 1 - np.arange(keep) * samples // keep
    made = Samples.empty(
        keep,
        factors,
        titles=len(design.blocks[1]),
        seen=len(design.blocks[1]) if design.blocks[0].implicit is not None else 0,
        words=len(design.words),
        days=len(design.days) + 1 if len(design.days) else 0,
        cuts=len(levels) - 1 if task == "probit" else 0,
    )
    places = {int(draw): keep - 1 - place for place, draw in enumerate(kept)}
    for draw in range(burn_in + samples):
        chain.draw()
        watch(draw, chain.spread_of_a_rating())
        if draw in places:
            chain.put_into(made, places[draw])
    return made.rounded()


class Chain:
    """Where the chain is. The score of a rating is base + the numbers of its person, title and day + the products of
    their vectors, each with each.

    All numbers and vectors of one side are drawn at once, given those of the others: for each row that is one ridge
    regression with noise (Salakhutdinov and Mnih, "Bayesian Probabilistic Matrix Factorization using Markov Chain
    Monte Carlo", 2008). What is known of a row moves the mean it is drawn about (Simm et al., "Macau", 2017).
    """

    def __init__(
        self, design: Design, spectra: tuple[Spectrum | None, ...], *, task: Task, factors: int, seed: int,
        levels: np.ndarray,
    ) -> None:  # fmt: skip
        self.design, self.generator = design, np.random.default_rng(seed)
        values = design.values
        self.scale = levels
        self.levels = Levels(np.searchsorted(levels, values), len(levels)) if task == "probit" else None
        self.base = float(values.mean()) if task == "regression" else 0.0
        self.noise = 1.0
        self.sides = [
            Side(block, spectrum, factors, centred=place > 1)
            for place, (block, spectrum) in enumerate(zip(design.blocks, spectra, strict=True))
        ]
        titles = self.sides[1].rows
        titles[:-1, 1:] = _FIRST_SPREAD * self.generator.standard_normal((len(titles) - 1, factors))
        self.wanted = np.append(values - self.base, 0.0) if task == "regression" else np.zeros(len(values) + 1)
        self.left = self.wanted.astype(np.float32)
        """What each rating is beside its score; the last is for no rating, and 0."""

    def draw(self) -> None:
        """Draws everything once."""
        self._draw_noise()
        for side in self.sides:
            self._draw_rows(side)
            side.draw_prior(self.generator)

    def spread_of_a_rating(self) -> float:
        """One standard deviation of a rating about its score, in the units of the ratings."""
        if self.levels is None:
            return float(np.sqrt(1.0 / self.noise))
        cuts, middles = self.levels.cuts, (self.scale[1:] + self.scale[:-1]) / 2.0
        width = float(cuts[-1] - cuts[0])
        return float(middles[-1] - middles[0]) / width if width > 0.0 else 1.0

    def put_into(self, made: Samples, place: int) -> None:
        """The draw as number `place` of the samples."""
        people, titles = self.sides[:2]
        made.base[place], made.noise[place] = self.base, self.noise
        made.title_scores[:, place], made.titles[:, place] = _parted(titles.rows[:-1])
        if len(made.seen):
            made.seen_scores[:, place], made.seen[:, place] = _parted(people.weights_of_many())
        made.word_scores[:, place], made.words[:, place] = _parted(people.weights_of_few())
        made.person_mean[place], made.person_precision[place] = people.mean, people.precision
        if len(made.days):
            share = np.bincount(self.design.blocks[2].events) / len(self.design.values)
            days = self.sides[2].rows[:-1]
            made.day_scores[:, place], made.days[:, place] = _parted(np.vstack([days, share @ days]))
        if self.levels is not None:
            made.cuts[place] = self.levels.cuts

    def _draw_noise(self) -> None:
        """The precision of a rating; of a probit, where it is 1, cuts and hidden scores."""
        left = self.left[:-1].astype(np.float64)
        if self.levels is None:
            self.noise = float(self.generator.gamma((WEAK + len(left)) / 2.0) / ((WEAK + left @ left) / 2.0))
            return
        scores = self.wanted[:-1] - left
        self.wanted[:-1] = self.levels.draw(scores, self.generator)
        self.left[:-1] = self.wanted[:-1] - scores

    def _draw_rows(self, side: Side) -> None:
        holds, noise = side.precision.astype(np.float32), np.float32(self.noise)
        corner = np.arange(len(holds))
        for batch in side.batches.parts:
            met = self._met(side, batch)
            wanted = self.left.take(batch.events) + (met @ side.rows[batch.rows][:, :, None])[:, :, 0]
            precision = noise * (met.transpose(0, 2, 1) @ met)
            precision[:, corner, corner] += holds
            pull = noise * (wanted[:, None] @ met)[:, 0] + holds * side.prior[batch.rows]
            drawn = normal_draw(precision, pull, self.generator)
            side.rows[batch.rows] = drawn
            self.left[batch.events] = wanted - (met @ drawn[:, :, None])[:, :, 0]
        bare = side.batches.bare
        noise_of_bare = self.generator.standard_normal((len(bare), len(holds)), dtype=np.float32)
        side.rows[bare] = side.prior[bare] + noise_of_bare / np.sqrt(holds)

    def _met(self, side: Side, batch: Batch) -> np.ndarray:
        """float32 (b, longest, 1 + K): what the number and the vector of the row meet in each of its ratings, 1 and the
        vectors of the other sides together; nothing but zeros where there is no rating."""
        met = np.zeros((*batch.events.shape, side.rows.shape[1]), dtype=np.float32)
        for other in self.sides:
            if other is not side:
                met += other.rows.take(other.events.take(batch.events), axis=0)
        met[:, :, 0] = batch.events < len(self.left) - 1
        return met


def _parted(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Numbers and vectors."""
    return rows[:, 0], rows[:, 1:]
