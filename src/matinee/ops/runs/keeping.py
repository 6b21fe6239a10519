"""Which settings of a run are kept as a recipe: one set a model, and never one chosen by what the test said."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from matinee.domain.errors import BadInput
from matinee.lab.evaluation.comparisons import LOWER_IS_BETTER
from matinee.ops.runs.specs import ModelSpec
from matinee.ops.runs.tuned import Tuned


def check_keepable(specs: Sequence[ModelSpec], *, tuned: bool) -> None:
    """BadInput where two settings of one model are to be judged and nothing but the test could choose between them."""
    by_name: dict[str, list[ModelSpec]] = {}
    for spec in specs:
        by_name.setdefault(spec.name, []).append(spec)
    for name, rivals in by_name.items():
        if len(rivals) > 1 and not (tuned and all(spec.choosable for spec in rivals)):
            raise BadInput(
                f"two settings of '{name}': name one",
                where="--save-recipe",
                remedy="The test must not choose between them: leave one out, or let --tune choose",
            )


def settings_to_keep(found: Mapping[str, Tuned], judged: Collection[str]) -> dict[str, Mapping[str, Any]]:
    """By model, the settings of the label that did best on the tuning part; the earlier one of equals.

    judged: the labels that did not fail. A model of which several settings were judged without tuning is left out.
    """
    kept: dict[str, Tuned] = {}
    unclear: set[str] = set()
    for label, one in found.items():
        name = one.spec.name
        if label not in judged:
            continue
        if name not in kept:
            kept[name] = one
        elif (rank := _rank(one)) is None or (best := _rank(kept[name])) is None:
            unclear.add(name)
        elif rank > best:
            kept[name] = one
    return {name: one.spec.make().config.model_dump(mode="json") for name, one in kept.items() if name not in unclear}


def _rank(one: Tuned) -> float | None:
    """Higher is better."""
    if one.tuning is None or one.tuning.value is None:
        return None
    return -one.tuning.value if one.tuning.metric in LOWER_IS_BETTER else one.tuning.value
