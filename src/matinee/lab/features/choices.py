"""What somebody chose and how it was liked: amount, stars, breadth of genres, age of titles.

Every function takes a Past and gives float64 (people,), NaN where there is too little to say.
"""

import numpy as np
from scipy import sparse

from matinee.lab.data.titles import TitleFacts
from matinee.lab.features.past import Past, ratio

FRESH = 1
"""Calendar years after its release in which a title is fresh."""


def activity(past: Past) -> np.ndarray:
    return past.counts


def sparsity(past: Past) -> np.ndarray:
    return 1.0 - past.counts / max(past.histories.n_titles, 1)


def rating_mean(past: Past) -> np.ndarray:
    return past.mean(past.histories.values.astype(np.float64))


def rating_deviation(past: Past) -> np.ndarray:
    mean = rating_mean(past)[past.histories.row_numbers]
    return np.sqrt(past.mean((past.histories.values - mean) ** 2))


def genre_breadth(past: Past) -> np.ndarray:
    known = _facts(past)
    weights = known.genre_matrix.astype(np.float64)
    weights /= np.maximum(weights.sum(axis=1, keepdims=True), 1.0)
    events = sparse.csr_matrix(
        (np.ones(len(past.histories.titles)), past.histories.titles, past.histories.offsets),
        shape=(len(past), past.histories.n_titles),
    )
    told = events @ weights
    total = told.sum(axis=1, keepdims=True)
    shares = np.divide(told, total, out=np.zeros_like(told), where=total > 0)
    logs = np.log2(shares, out=np.zeros_like(shares), where=shares > 0)
    entropy = np.abs((shares * logs).sum(axis=1))
    return np.where(total[:, 0] > 0, entropy, np.nan)


def title_age(past: Past) -> np.ndarray:
    age, known = _ages(past)
    return np.expm1(past.mean(np.log1p(age), known))


def fresh_share(past: Past) -> np.ndarray:
    age, known = _ages(past)
    return ratio(past.number(known & (age <= FRESH)), past.number(known))


def _ages(past: Past) -> tuple[np.ndarray, np.ndarray]:
    """float64 (events,): calendar years from release to event, none below 0; and where the year of release is known."""
    released = _facts(past).years[past.histories.titles]
    year = past.times.astype("datetime64[s]").astype("datetime64[Y]").astype(np.int64) + 1970
    return np.maximum(year - released, 0).astype(np.float64), released > 0


def _facts(past: Past) -> TitleFacts:
    if past.facts is None:
        raise ValueError("nothing is known of the titles")
    return past.facts
