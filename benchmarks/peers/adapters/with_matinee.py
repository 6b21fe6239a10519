"""Matinee itself, measured as the peers are. Run in the project's own environment."""

import numpy as np
from measure import LENGTH, Contender, Job, Request, main

from matinee.lab.core.context import FitContext
from matinee.lab.core.recommender import Recommender
from matinee.lab.core.registry import make, names
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories

BATCH = 1024


def contender(job: Job, request: Request) -> Contender:
    data = Dataset.from_columns(job.people, job.titles, job.values, job.times)
    histories = Histories(job.offsets, job.history_titles, job.history_values, job.n_titles, job.history_times)
    if len(data.histories) != job.n_people or data.n_titles != job.n_titles:
        raise ValueError("the job names people or titles without an event")
    context = FitContext(seed=request.seed, threads=request.threads)
    model: Recommender = make(request.model, request.settings)

    def answer() -> np.ndarray:
        return np.concatenate([model.recommend(batch, LENGTH).titles for batch in histories.batches(BATCH)])

    return Contender(lambda: model.fit(data, context) and None, answer)


if __name__ == "__main__":
    main(dict.fromkeys(names(), contender), package="matinee")
