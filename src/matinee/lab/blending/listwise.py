"""Learning how far to trust each member, from candidates of which some were to be found.

Two steps. A listwise loss, which has one minimum: the titles that were found should be the likely ones where titles are
drawn by the exponential of their blended score (softmax; Cao et al., "Learning to Rank: From Pairwise Approach to
Listwise Approach", ICML 2007). Then a search around it by what is really wanted, the mean of NDCG@10 and NDCG@100: it
has steps and no slope.
"""

import numpy as np
from scipy.optimize import minimize

from matinee.lab.blending.candidates import Candidates

STEPS = (0.4, 0.2, 0.1, 0.05)
ROUNDS = 3
FEW = 50
"""Below this many people a search would only find what fits these people."""
MANY = 1000
"""A search looks at so many people at most: it asks hundreds of times, and more of them move a weight by less than the
last of its steps."""
_FAR = np.float32(-1e9)


def listwise(
    candidates: Candidates,
    features: np.ndarray,
    *,
    start: np.ndarray,
    hold: np.ndarray,
    free: bool = False,
    steps: int = 200,
) -> np.ndarray:
    """float64 (features, members): a person's weights are `features of the person @ this`.

    features: float32 (people, features). start: (features, members), where the search begins and what `hold`, of the
    same shape, pulls back to: the loss, a mean over people, gains hold * (weights - start)^2. free: weights may be
    negative. A person counts by the root of the titles found: somebody with many says more, and not everything.
    """
    able = candidates.hits.any(axis=1)
    if not able.any():
        return start
    seen, known = candidates.opinions[able], features[able].astype(np.float32)
    wanted = candidates.hits[able] / np.sqrt(candidates.hits[able].sum(axis=1, keepdims=True))
    wanted = (wanted / wanted.sum()).astype(np.float32)
    outside = np.where(candidates.titles[able] >= 0, np.float32(0.0), _FAR)

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(start.shape)
        scores = (seen @ (known @ weights.astype(np.float32))[:, :, None])[:, :, 0] + outside
        scores -= scores.max(axis=1, keepdims=True)
        likely = np.exp(scores)
        total = likely.sum(axis=1, keepdims=True)
        told = float((wanted * (scores - np.log(total))).sum(dtype=np.float64))
        miss = likely * (wanted.sum(axis=1, keepdims=True) / total) - wanted
        slope = known.T @ (miss[:, None, :] @ seen)[:, 0]
        away = weights - start
        return float((hold * away**2).sum()) - told, (slope + 2.0 * hold * away).ravel()

    bounds = None if free else [(0.0, None)] * start.size
    found = minimize(loss, start.ravel(), jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": steps})
    return found.x.reshape(start.shape)


def learned_weights(candidates: Candidates, *, hold: float) -> np.ndarray:
    """float64 (members,), not below 0, sum 1: the same for everybody.

    Half way between what the loss and the search want, since the search alone fits its people too well; all the way
    where only that is as good, on these people, as the best member alone. hold: pull to equal weights, as if so many
    people had asked for these.
    """
    members = candidates.opinions.shape[2]
    equal = np.full((1, members), 1.0)
    everybody = np.ones((len(candidates), 1), dtype=np.float32)
    pull = np.full_like(equal, hold / len(candidates))
    made = listwise(candidates, everybody, start=equal, hold=pull)[0]
    weights = made / made.sum() if made.sum() > 0 else equal[0] / members
    if len(candidates) < FEW:
        return weights
    asked = candidates
    if len(candidates) > MANY:
        asked = candidates.rows(np.linspace(0, len(candidates), MANY, endpoint=False).astype(np.int64))
    found = searched(asked, weights)
    between = (weights + found) / 2
    return between if value(asked, between) >= _best_single(asked)[0] else found


def searched(candidates: Candidates, weights: np.ndarray) -> np.ndarray:
    """The best of a search from these weights and one from the best single member, never worse than either."""
    _, best_single = _best_single(candidates)
    found = [_climbed(candidates, begin) for begin in (weights, 0.8 * best_single + 0.2 * weights, best_single)]
    return max(found, key=lambda one: one[0])[1]


def _best_single(candidates: Candidates) -> tuple[float, np.ndarray]:
    """Its value, and weights that hear it alone."""
    singles = np.eye(candidates.opinions.shape[2])
    values = [value(candidates, single) for single in singles]
    return max(values), singles[int(np.argmax(values))]


def value(candidates: Candidates, weights: np.ndarray) -> float:
    """The mean of NDCG@10 and NDCG@100 over people, of one set of weights for all."""
    return float(candidates.quality(candidates.opinions @ weights.astype(np.float32)).mean())


def _climbed(candidates: Candidates, weights: np.ndarray) -> tuple[float, np.ndarray]:
    """One weight at a time, by smaller and smaller steps."""
    best = value(candidates, weights)
    for step in STEPS:
        for _ in range(ROUNDS):
            before = best
            for place in range(len(weights)):
                for move in (step, -step):
                    tried = weights.copy()
                    tried[place] = max(0.0, tried[place] + move)
                    if tried.sum() <= 0:
                        continue
                    tried /= tried.sum()
                    if (reached := value(candidates, tried)) > best:
                        best, weights = reached, tried
            if best == before:
                break
    return best, weights
