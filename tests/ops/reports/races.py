"""A race with other libraries, as benchmarks/peers leaves it."""

from typing import Any


def raced(
    ndcg: float, *, fit: float, answers: float = 1.0, mib: float = 100.0, gap: float | None = None
) -> dict[str, Any]:
    """What one contender did. gap: ours less theirs."""
    figures: dict[str, Any] = {
        "metrics": {"ndcg@10": {"mean": ndcg, "low": ndcg - 0.01, "high": ndcg + 0.01}},
        "fit_seconds": [fit, fit * 1.5],
        "answer_seconds": [answers * 1.2, answers],
        "peak_mib": [mib, mib, mib * 2],
    }
    if gap is not None:
        figures["ours_minus_theirs"] = {"ndcg@10": {"mean": gap, "low": gap - 0.005, "high": gap + 0.005}}
    return figures


RACE: dict[str, Any] = {
    "people": 10,
    "titles": 20,
    "models": {
        "ease": {
            "matinee": raced(0.31, fit=1.0, answers=0.5, mib=50.0),
            "cornac": raced(0.30, fit=2.0, answers=1.0, mib=100.0, gap=0.01),
            "lenskit": raced(0.30, fit=4.0, answers=0.1, mib=10.0, gap=0.01),
            "rectools": raced(0.29, fit=0.1, gap=0.02),
        },
        "ials": {"matinee": raced(0.28, fit=1.0)},
        "slim": {"recbole": raced(0.25, fit=9.0)},
    },
}
