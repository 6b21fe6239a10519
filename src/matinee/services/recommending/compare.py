"""Models side by side for one person: what each would show, and how far they agree."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

from matinee.services.recommending.answer import Answer, Warn
from matinee.services.recommending.items import Item, items_of
from matinee.services.recommending.on_demand import Demand, answer_to, diversity_of
from matinee.services.recommending.standing import Standing


def compare(standing: Standing, demand: Demand, models: Sequence[str], *, now: int, warn: Warn) -> dict[str, Any]:
    """BadInput for a model that there is not."""
    made = [answer_to(standing, replace(demand, model=name, weights=None), now=now, warn=warn) for name in models]
    return {
        "models": [_one(standing, name, one) for name, one in zip(models, made, strict=True)],
        "overlap": [
            _overlap(standing, (models[one], models[other]), made[one], made[other])
            for one, other in combinations(range(len(models)), 2)
        ],
        "model_version": None if standing.bound is None else standing.bound.release.version,
    }


def usual_models(standing: Standing) -> list[str]:
    """What is compared where nobody names models: the one that recommends, and the one for newcomers. Without a release
    there are none."""
    if standing.bound is None:
        return []
    recipe = standing.bound.release.recipe
    return list(dict.fromkeys(one for one in (recipe.ranks, recipe.asks) if one is not None))


def _one(standing: Standing, name: str, made: Answer) -> dict[str, Any]:
    items = items_of(standing.bound, standing.index, made)
    return {
        "model": name,
        "source": made.source,
        "items": items,
        "diversity": diversity_of(standing.bound, made),
        "mean_predicted_stars": _mean(items, "predicted_stars"),
        "mean_confidence": _mean(items, "confidence"),
    }


def _overlap(standing: Standing, names: tuple[str, str], one: Answer, other: Answer) -> dict[str, Any]:
    """share: of the titles of either that both have."""
    first, second = set(one.rows.tolist()), set(other.rows.tolist())
    both = [row for row in one.rows.tolist() if row in second]
    either = len(first | second)
    return {
        "models": list(names),
        "titles": standing.index.ids[both].tolist(),
        "share": round(len(both) / either, 4) if either else None,
    }


def _mean(items: Sequence[Item], name: str) -> float | None:
    said = [item[name] for item in items if item[name] is not None]
    return round(sum(said) / len(said), 3) if said else None
