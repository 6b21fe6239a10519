"""RecBole: EASE, SLIM, the nearest neighbours of titles, and its networks. Run in RecBole's own environment.

The models are built from the two things they ask of RecBole's data set, its matrix and its sizes, without the text
files and the data loader around them. RecBole answers with scores; the best are picked by `measure.best`. A newcomer's
row takes the place of the training row, in the same product. Its popularity is left out: a title that stands twice in
a batch is counted once, so that its answer depends on how the batches fall.

RecBole 1.2.1 needs numpy 1 and a scipy before 1.13: see requirements/recbole.in.
"""

from collections.abc import Callable

import numpy as np
import torch
from measure import Contender, Job, Request, best_in_batches, main
from recbole.model.general_recommender.ease import EASE
from recbole.model.general_recommender.itemknn import ItemKNN
from recbole.model.general_recommender.slimelastic import SLIMElastic
from recbole_networks import MAKERS
from scipy import sparse

FIELDS = {"USER_ID_FIELD": "person", "ITEM_ID_FIELD": "title", "NEG_PREFIX": "neg_"}


class Data:
    """As much of RecBole's data set as its linear models ask for."""

    def __init__(self, job: Job) -> None:
        self._matrix = job.train_matrix

    def num(self, field: str) -> int:
        return self._matrix.shape[0] if field == "person" else self._matrix.shape[1]

    def inter_matrix(self, form: str) -> sparse.csr_matrix:
        return self._matrix.asformat(form)


class Settings(dict):
    """RecBole reads a missing key as None and the device as an attribute."""

    device = torch.device("cpu")

    def __missing__(self, key: str) -> None:
        return None


def settings_of(request: Request) -> Settings:
    return Settings(**FIELDS, **request.settings, device=Settings.device)


def scores_of(model: torch.nn.Module, rows: np.ndarray, width: int) -> np.ndarray:
    asked = {"person": torch.from_numpy(rows)}
    return model.full_sort_predict(asked).numpy().reshape(len(rows), width)


def linear(job: Job, fitted: list[torch.nn.Module], fit: Callable[[], None]) -> Contender:
    """A model of weights between titles, which `fit` puts into `fitted`."""
    history = job.history_matrix

    def answer() -> np.ndarray:
        model = fitted[0]
        model.interaction_matrix = history
        return best_in_batches(lambda batch: scores_of(model, numbers(batch), job.n_titles), history)

    return Contender(fit, answer)


def ease(job: Job, request: Request) -> Contender:
    data, fitted = Data(job), []
    return linear(job, fitted, lambda: fitted.append(EASE(settings_of(request), data)))


def item_knn(job: Job, request: Request) -> Contender:
    data, history, fitted = Data(job), job.history_matrix, []

    def answer() -> np.ndarray:
        model, rows = fitted[0], job.known
        if not job.all_known:
            model.pred_mat, rows = history.dot(model.w).tolil(), np.arange(len(job))
        return best_in_batches(lambda batch: scores_of(model, rows[batch], job.n_titles), history)

    return Contender(lambda: fitted.append(ItemKNN(settings_of(request) | {"knn_method": "item"}, data)), answer)


def slim(job: Job, request: Request) -> Contender:
    data, fitted = Data(job), []

    def fit() -> None:
        np.random.seed(request.seed)  # noqa: NPY002  its coordinate descent draws from numpy's old generator
        fitted.append(SLIMElastic(settings_of(request) | {"hide_item": True, "positive_only": True}, data))

    return linear(job, fitted, fit)


def numbers(batch: slice) -> np.ndarray:
    return np.arange(batch.start, batch.stop)


if __name__ == "__main__":
    main({"ease": ease, "item_knn": item_knn, "slim": slim, **MAKERS}, package="recbole")
