"""implicit: ALS and the nearest neighbours of titles. Run in implicit's own environment."""

from implicit.cpu.als import AlternatingLeastSquares
from implicit.nearest_neighbours import BM25Recommender, CosineRecommender, ItemItemRecommender, TFIDFRecommender
from measure import LENGTH, Contender, Job, Request, main

NEIGHBOURS = {
    "cosine": CosineRecommender,
    "bm25": BM25Recommender,
    "tfidf": TFIDFRecommender,
    "cooccurrence": ItemItemRecommender,
}


def ials(job: Job, request: Request) -> Contender:
    model = AlternatingLeastSquares(**request.settings, num_threads=request.threads, random_state=request.seed)
    train, history = job.train_matrix, job.history_matrix

    def answer():
        return model.recommend(
            job.asked if job.all_known else range(len(job)), history, N=LENGTH, recalculate_user=not job.all_known
        )[0]

    return Contender(lambda: model.fit(train, show_progress=False), answer)


def item_knn(job: Job, request: Request) -> Contender:
    settings = dict(request.settings)
    model = NEIGHBOURS[settings.pop("weighting")](**settings, num_threads=request.threads)
    train, history = job.train_matrix, job.history_matrix
    return Contender(
        lambda: model.fit(train, show_progress=False),
        lambda: model.recommend(range(len(job)), history, N=LENGTH)[0],
    )


if __name__ == "__main__":
    main({"ials": ials, "item_knn": item_knn}, package="implicit")
