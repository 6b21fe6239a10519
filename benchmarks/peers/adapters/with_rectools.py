"""RecTools: EASE, popularity, SASRec, and implicit's ALS and neighbours in its wrappers. Run in its own environment.

Newcomers reach it as a second data set over the same titles, given to `recommend`. Its ALS keeps a factor for each
person of the training part and has no way in for others.
"""

import numpy as np
import pandas as pd
import pytorch_lightning
import torch
from implicit.cpu.als import AlternatingLeastSquares
from implicit.nearest_neighbours import BM25Recommender, CosineRecommender, TFIDFRecommender
from measure import LENGTH, Contender, Job, NotOffered, Request, main
from rectools import Columns
from rectools.dataset import Dataset, IdMap, Interactions
from rectools.models import (
    EASEModel,
    ImplicitALSWrapperModel,
    ImplicitItemKNNWrapperModel,
    PopularModel,
    SASRecModel,
)

NEIGHBOURS = {"cosine": CosineRecommender, "bm25": BM25Recommender, "tfidf": TFIDFRecommender}


def data_set(
    people: np.ndarray, titles: np.ndarray, n_people: int, n_titles: int, *, times: np.ndarray | None = None
) -> Dataset:
    moments = "2000-01-01" if times is None else pd.to_datetime(times, unit="s")
    rows = {Columns.User: people, Columns.Item: titles, Columns.Weight: 1.0, Columns.Datetime: moments}
    return Dataset(IdMap(np.arange(n_people)), IdMap(np.arange(n_titles)), Interactions(pd.DataFrame(rows)))


def contender(job: Job, model) -> Contender:
    train = data_set(job.people, job.titles, job.n_people, job.n_titles, times=job.times)
    asked_of, numbers = train, job.known
    if not job.all_known:
        numbers = np.arange(len(job))
        people = np.repeat(numbers, np.diff(job.offsets))
        asked_of = data_set(people, job.history_titles, len(job), job.n_titles, times=job.history_times)

    def answer() -> np.ndarray:
        made = model.recommend(numbers, asked_of, k=LENGTH, filter_viewed=True)
        lists = np.full((job.n_people + len(job), LENGTH), -1, dtype=np.int64)
        lists[made[Columns.User].to_numpy(), made[Columns.Rank].to_numpy() - 1] = made[Columns.Item].to_numpy()
        return lists[numbers]

    return Contender(lambda: model.fit(train), answer)


def ease(job: Job, request: Request) -> Contender:
    return contender(job, EASEModel(**request.settings, recommend_n_threads=request.threads))


def ials(job: Job, request: Request) -> Contender:
    if not job.all_known:
        raise NotOffered("answers only for people of the training part with ials")
    als = AlternatingLeastSquares(**request.settings, num_threads=request.threads, random_state=request.seed)
    return contender(job, ImplicitALSWrapperModel(als))


def item_knn(job: Job, request: Request) -> Contender:
    settings = dict(request.settings)
    kind = NEIGHBOURS[settings.pop("weighting")]
    return contender(job, ImplicitItemKNNWrapperModel(kind(**settings, num_threads=request.threads)))


def popular(job: Job, request: Request) -> Contender:
    return contender(job, PopularModel(**request.settings))


def sasrec(job: Job, request: Request) -> Contender:
    if job.times is None:
        raise NotOffered("sasrec needs times")
    torch.set_num_threads(request.threads)
    pytorch_lightning.seed_everything(request.seed)
    return contender(job, SASRecModel(**request.settings, deterministic=True, recommend_n_threads=request.threads))


if __name__ == "__main__":
    main({"ease": ease, "ials": ials, "item_knn": item_knn, "popular": popular, "sasrec": sasrec}, package="rectools")
