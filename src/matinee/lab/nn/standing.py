"""How far the training of a network has come: what a checkpoint holds, and how it is taken up again."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from matinee.kit.extras import needs
from matinee.lab.core.context import FitContext
from matinee.lab.core.state import State


@dataclass(eq=False)
class Standing:
    """epoch: how many are done. best: the weights of the best check, whose value is `value`. since: checks since."""

    epoch: int = 0
    best: State | None = None
    value: float = -np.inf
    since: int = 0


def put_down(context: FitContext, done: Standing, tensors: dict[str, Any], optimiser: Any) -> None:
    """Writes the checkpoint of this fit, where it has one."""
    if context.checkpoint is None:
        return
    arrays = {f"now/{name}": tensor.detach().cpu().numpy() for name, tensor in tensors.items()}
    arrays |= {f"best/{name}": array for name, array in (done.best or {}).items()}
    for place, kept in optimiser.state_dict()["state"].items():
        arrays |= {f"optimiser/{place}/{name}": np.asarray(value.cpu()) for name, value in kept.items()}
    facts = {"epoch": done.epoch, "since": done.since, "curves": context.curves}
    context.checkpoint.save(
        {name: np.ascontiguousarray(array) for name, array in arrays.items()},
        facts | ({"value": done.value} if done.best is not None else {}),
    )


def _of_these(tensors: dict[str, Any], arrays: State) -> bool:
    shapes = {name.removeprefix("now/"): array.shape for name, array in arrays.items() if name.startswith("now/")}
    return shapes == {name: tuple(tensor.shape) for name, tensor in tensors.items()}


def taken_up(context: FitContext, tensors: dict[str, Any], optimiser: Any) -> Standing:
    """Where the fit stopped when it was killed, put back into tensors and optimiser; the beginning where it was not, or
    where what was put down is of another network, as when the code has changed since."""
    found = context.checkpoint.load() if context.checkpoint is not None else None
    if found is None or not _of_these(tensors, found[0]):
        return Standing()
    torch, (arrays, facts) = needs("torch"), found
    with torch.no_grad():
        for name, tensor in tensors.items():
            tensor.copy_(torch.from_numpy(arrays[f"now/{name}"]))
    state: dict[int, dict[str, Any]] = {}
    for name, array in arrays.items():
        if name.startswith("optimiser/"):
            _, place, what = name.split("/", 2)
            state.setdefault(int(place), {})[what] = torch.from_numpy(array.copy())
    optimiser.load_state_dict({**optimiser.state_dict(), "state": state})
    best = {name.removeprefix("best/"): array for name, array in arrays.items() if name.startswith("best/")}
    for curve, points in facts["curves"].items():
        for step, value in points:
            context.point(curve, step, value)
    return Standing(facts["epoch"], best or None, facts.get("value", -np.inf), facts["since"])
