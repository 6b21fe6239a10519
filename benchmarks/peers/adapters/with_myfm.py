"""myFM: a Bayesian factorisation machine of people and titles, and of what each has implicitly. Run in its environment.

Features, as in its authors' examples of SVD++ with both sides: one for the person, one for the title, the titles that
the person rated and the people who rated the title, the latter two scaled by one over the root of their number and of
the training part alone. Each kind is a group with its own prior.
"""

import warnings

import numpy as np
from measure import Contender, Job, Request, main
from scipy import sparse

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from myfm import MyFMOrderedProbit, MyFMRegressor, RelationBlock


def implicit(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    counts = np.maximum(np.diff(matrix.indptr), 1)
    return sparse.csr_matrix(sparse.diags(1.0 / np.sqrt(counts)) @ matrix)


def bfm(job: Job, request: Request) -> Contender:
    settings = dict(request.settings)
    probit, samples = settings.pop("task") == "ordered", settings.pop("samples")
    rated = job.train_matrix.astype(np.float64)
    people = sparse.hstack([sparse.identity(job.n_people), implicit(rated)]).tocsr()
    titles = sparse.hstack([sparse.identity(job.n_titles), implicit(sparse.csr_matrix(rated.T))]).tocsr()
    groups = [job.n_people, job.n_titles, job.n_titles, job.n_people]
    stranger = sparse.csr_matrix((1, people.shape[1]))
    asked = sparse.vstack([people, stranger]).tocsr()
    known = np.where(job.known >= 0, job.known, job.n_people)[job.pair_rows]
    model = (MyFMOrderedProbit if probit else MyFMRegressor)(rank=settings["factors"], random_seed=request.seed)
    scale = np.unique(job.values)

    def fit() -> None:
        blocks = [RelationBlock(job.people, people), RelationBlock(job.titles, titles)]
        wanted = np.searchsorted(scale, job.values) if probit else job.values.astype(np.float64)
        model.fit(None, wanted, X_rel=blocks, group_shapes=groups, n_iter=samples, n_kept_samples=samples * 9 // 10)

    def answer() -> np.ndarray:
        blocks = [RelationBlock(known, asked), RelationBlock(job.pair_titles, titles)]
        if probit:
            return (model.predict_proba(None, X_rel=blocks) @ scale).astype(np.float32)
        return np.clip(model.predict(None, X_rel=blocks), scale[0], scale[-1]).astype(np.float32)

    return Contender(fit, answer)


if __name__ == "__main__":
    main({"bfm": bfm}, package="myfm")
