"""LensKit: EASE, ALS, the nearest neighbours of titles and popularity. Run in LensKit's own environment.

Answers come from its own top-n pipeline in one process: on two cores the start of worker processes costs more than they
bring. Every person asked brings their history in the query, so newcomers need no other way.
"""

import numpy as np
import pandas as pd
from lenskit import batch, topn_pipeline
from lenskit.als import ImplicitMFScorer
from lenskit.basic import PopScorer
from lenskit.data import ItemList, RecQuery, from_interactions_df
from lenskit.knn import EASEScorer, ItemKNNScorer
from lenskit.parallel import initialize
from lenskit.pipeline import Component
from lenskit.training import TrainingOptions
from measure import LENGTH, Contender, Job, Request, main


def contender(job: Job, request: Request, scorer: Component) -> Contender:
    initialize(processes=1, threads=request.threads, backend_threads=request.threads)
    data = from_interactions_df(pd.DataFrame({"user_id": job.people, "item_id": job.titles}))
    pipeline = topn_pipeline(scorer, n=LENGTH)
    histories = np.split(job.history_titles, job.offsets[1:-1])
    queries = [
        RecQuery(user_id=int(person), history_items=ItemList(item_ids=titles))
        for person, titles in zip(job.asked, histories, strict=True)
    ]

    def answer() -> np.ndarray:
        made = batch.recommend(pipeline, queries, n=LENGTH, n_jobs=1)
        lists = np.full((len(job), LENGTH), -1, dtype=np.int64)
        for row, (_, items) in enumerate(made.items()):
            lists[row, : len(items)] = items.ids()
        return lists

    return Contender(lambda: pipeline.train(data, TrainingOptions(rng=request.seed)), answer)


def ease(job: Job, request: Request) -> Contender:
    return contender(job, request, EASEScorer(**request.settings))


def ials(job: Job, request: Request) -> Contender:
    # for people of the training part the factors of the fit are as good, and quicker than folding them in again
    kept = "prefer" if job.all_known else False
    return contender(job, request, ImplicitMFScorer(**request.settings, user_embeddings=kept))


def item_knn(job: Job, request: Request) -> Contender:
    return contender(job, request, ItemKNNScorer(**request.settings, feedback="implicit"))


def popular(job: Job, request: Request) -> Contender:
    return contender(job, request, PopScorer(**request.settings))


if __name__ == "__main__":
    main({"ease": ease, "ials": ials, "item_knn": item_knn, "popular": popular}, package="lenskit")
