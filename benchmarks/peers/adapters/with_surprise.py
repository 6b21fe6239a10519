"""Surprise: SVD and SVD++ as it has them, by steps of gradients over all ratings. Run in Surprise's own environment."""

import numpy as np
import pandas as pd
from measure import Contender, Job, Request, main
from surprise import SVD, Dataset, Reader, SVDpp

COLUMNS = ["person", "title", "rating"]


def contender(kind: type[SVD] | type[SVDpp], job: Job, request: Request) -> Contender:
    """A title or a person that the training part lacks gets what Surprise gives: the part of the answer it knows."""
    frame = pd.DataFrame(dict(zip(COLUMNS, (job.people, job.titles, job.values), strict=True)))
    reader = Reader(rating_scale=(float(job.values.min()), float(job.values.max())))
    train = Dataset.load_from_df(frame[COLUMNS], reader).build_full_trainset()
    model = kind(**request.settings, random_state=request.seed)

    def answer() -> np.ndarray:
        asked = zip(job.asked[job.pair_rows].tolist(), job.pair_titles.tolist(), strict=True)
        return np.array([model.predict(person, title).est for person, title in asked], dtype=np.float32)

    return Contender(lambda: model.fit(train) and None, answer)


def svd(job: Job, request: Request) -> Contender:
    return contender(SVD, job, request)


def svdpp(job: Job, request: Request) -> Contender:
    return contender(SVDpp, job, request)


if __name__ == "__main__":
    main({"svd": svd, "svdpp": svdpp}, package="scikit-surprise")
