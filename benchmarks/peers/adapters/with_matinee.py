"""Matinee itself, measured as the peers are. Run in the project's own environment."""

import numpy as np
from measure import LENGTH, Contender, Job, Request, main

from matinee.lab.core.abilities import PredictsRatings
from matinee.lab.core.context import FitContext
from matinee.lab.core.recommender import Recommender
from matinee.lab.core.registry import make, names
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from matinee.lab.data.vocabulary import Vocabulary

BATCH = 1024


def contender(job: Job, request: Request) -> Contender:
    titles = Vocabulary(np.arange(job.n_titles))
    data = Dataset.from_columns(job.people, job.titles, job.values, job.times, titles_known=titles)
    histories = Histories(job.offsets, job.history_titles, job.history_values, job.n_titles, job.history_times)
    if len(data.histories) != job.n_people:
        raise ValueError("the job names people without an event")
    context = FitContext(seed=request.seed, threads=request.threads)
    settings = dict(request.settings)
    model: Recommender = make(settings.pop("model", request.model), settings)

    def answer() -> np.ndarray:
        if len(job.pair_rows) and isinstance(model, PredictsRatings):
            return model.predict_ratings(histories, job.pair_rows, job.pair_titles)
        return np.concatenate([model.recommend(batch, LENGTH).titles for batch in histories.batches(BATCH)])

    return Contender(lambda: model.fit(data, context) and None, answer)


if __name__ == "__main__":
    main(dict.fromkeys((*names(), "mult_vae"), contender), package="matinee")
