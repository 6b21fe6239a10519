"""cornac: EASE, popularity and Mult-VAE. Run in cornac's own environment.

Its nearest neighbours predict ratings from ratings, and its factorisation of implicit feedback is trained by gradient
steps: neither is the model that the others call by that name, so both are left out. cornac answers with scores for one
person at a time; the best are picked by `measure.best`.
"""

import numpy as np
import torch
from cornac.data import Dataset
from cornac.models import EASE, VAECF, MostPop
from measure import Contender, Job, Request, best_in_batches, main

Model = EASE | MostPop | VAECF


def data_set(job: Job) -> Dataset:
    people = {number: number for number in range(job.n_people)}
    titles = {number: number for number in range(job.n_titles)}
    ones = np.ones(len(job.people), dtype=np.float32)
    made = Dataset(job.n_people, job.n_titles, people, titles, (job.people, job.titles, ones))
    # both are made at the first reading and kept: read here, they stand outside the clock
    if made.matrix.shape != made.csc_matrix.shape:
        raise ValueError("the two matrices of cornac's data set differ in shape")
    return made


def scored(job: Job, model: Model, rows: np.ndarray) -> Contender:
    data, history = data_set(job), job.history_matrix

    def scores(batch: slice) -> np.ndarray:
        return np.stack([np.asarray(model.score(int(row))).ravel() for row in rows[batch]])

    return Contender(lambda: model.fit(data), lambda: best_in_batches(scores, history))


def ease(job: Job, request: Request) -> Contender:
    model = EASE(**request.settings, posB=False, verbose=False)
    if job.all_known:
        return scored(job, model, job.known)
    fitted = scored(job, model, np.arange(len(job)))

    def answer() -> np.ndarray:
        model.U, model.num_users = job.history_matrix, len(job)
        return fitted.answer()

    return Contender(fitted.fit, answer)


def popular(job: Job, request: Request) -> Contender:
    return scored(job, MostPop(**request.settings), np.zeros(len(job), dtype=np.int64))


def mult_vae(job: Job, request: Request) -> Contender:
    """Its network reads the row of a person from the matrix it was trained on; a newcomer's takes the place of it."""
    torch.set_num_threads(request.threads)
    wish = dict(request.settings)
    model = VAECF(**wish | {"autoencoder_structure": [wish.pop("hidden")]}, seed=request.seed, verbose=False)
    fitted = scored(job, model, job.known if job.all_known else np.arange(len(job)))

    def answer() -> np.ndarray:
        if not job.all_known:
            model.r_mat, model.num_users = job.history_matrix, len(job)
        return fitted.answer()

    return Contender(fitted.fit, answer)


if __name__ == "__main__":
    main({"ease": ease, "mult_vae": mult_vae, "popular": popular}, package="cornac")
