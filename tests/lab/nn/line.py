"""The smallest network there is: a straight line through points, so that the right weights are known."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from matinee.lab.nn.training import Network, Tensors, Weights, on_device

SLOPE = np.array([2.0, -1.0, 0.5], dtype=np.float32)


@dataclass
class Line:
    """held: every set of weights it was given. values: what the judge says, one after the other."""

    held: list[Weights] = field(default_factory=list)
    values: list[float] = field(default_factory=list)
    epochs: list[int] = field(default_factory=list)

    def network(self, *, judged: bool = False, noise: bool = False, **more: Any) -> Network:
        def loss(weights: Tensors, batch: tuple[np.ndarray, np.ndarray]) -> Any:
            points, wanted = (on_device(array, weights["slope"]) for array in batch)
            if noise:
                points = points + 0.01 * points.new_empty(points.shape).normal_()
            return ((points @ weights["slope"] - wanted) ** 2).mean()

        start = {"slope": np.zeros(3, dtype=np.float32)}
        judge = (lambda: self.values[len(self.held) - 1]) if judged else None
        return Network("line", start, loss, self.batches, self.held.append, judge, **more)

    def batches(self, epoch: int) -> Iterable[tuple[np.ndarray, np.ndarray]]:
        self.epochs.append(epoch)
        points = np.random.default_rng(epoch).standard_normal((64, 3)).astype(np.float32)
        return [(points[first : first + 16], points[first : first + 16] @ SLOPE) for first in range(0, 64, 16)]
