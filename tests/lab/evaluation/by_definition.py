"""Every metric once more, coded from its definition for one person, with loops and nothing else."""

import math
from collections.abc import Sequence

Listed = Sequence[int]


def dcg(worths: Sequence[float]) -> float:
    total = 0.0
    for place, worth in enumerate(worths, start=1):
        total += worth / math.log2(place + 1)
    return total


def ndcg(listed: Listed, wanted: set[int], missed: int, k: int) -> float:
    got = dcg([1.0 if title in wanted else 0.0 for title in listed[:k]])
    return got / dcg([1.0] * min(k, len(wanted) + missed))


def ndcg_graded(listed: Listed, wanted: dict[int, float], missed: int, k: int) -> float:
    """On a scale of five stars on which four is a like."""
    got = dcg([2 ** wanted[title] - 1 if title in wanted else 0.0 for title in listed[:k]])
    worths = sorted([2**value - 1 for value in wanted.values()] + [2**4 - 1] * missed, reverse=True)
    return got / dcg(worths[:k])


def found(listed: Listed, wanted: set[int], k: int) -> int:
    return len([title for title in listed[:k] if title in wanted])


def average_precision(listed: Listed, wanted: set[int], missed: int, k: int) -> float:
    total = 0.0
    for place in range(1, min(k, len(listed)) + 1):
        if listed[place - 1] in wanted:
            total += found(listed, wanted, place) / place
    return total / min(k, len(wanted) + missed)


def reciprocal_rank(listed: Listed, wanted: set[int]) -> float:
    for place, title in enumerate(listed, start=1):
        if title in wanted:
            return 1 / place
    return 0.0


def novelty(listed: Listed, owners: Sequence[set[int]], people: int) -> float:
    shown = listed[:10]
    if not shown:
        return 0.0
    return sum(-math.log2(max(len(owners[title]), 1) / people) for title in shown) / len(shown)


def diversity(listed: Listed, sets: Sequence[set]) -> float:
    """1 - the mean cosine of the sets (owners, or genres) over pairs of titles with a set that is not empty."""
    shown = [title for title in listed[:10] if sets[title]]
    total, pairs = 0.0, 0
    for i, one in enumerate(shown):
        for other in shown[i + 1 :]:
            total += len(sets[one] & sets[other]) / math.sqrt(len(sets[one]) * len(sets[other]))
            pairs += 1
    return 1 - total / pairs if pairs else 0.0


def serendipity(listed: Listed, wanted: set[int], had: set[int], by_popularity: Sequence[int]) -> float:
    expected = [title for title in by_popularity if title not in had][:10]
    return len([title for title in listed[:10] if title in wanted and title not in expected]) / 10


def gini(times: Sequence[int]) -> float:
    """Half the relative mean absolute difference."""
    n, mean = len(times), sum(times) / len(times)
    return sum(abs(a - b) for a in times for b in times) / (2 * n * n * mean)
