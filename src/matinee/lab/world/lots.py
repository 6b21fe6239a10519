"""Drawing among very many things with unequal chances, millions of times."""

from dataclasses import dataclass

import numpy as np

CELLS_A_THING = 4


@dataclass(frozen=True, eq=False)
class Lots:
    """Things laid side by side on a line, each as long as its chance.

    edges: float64, where each ends, the last at infinity. length: of the line. guide: int32, for each of equally long
    cells of the line the thing that its start falls on. From there the right one is a step or two away (the method of
    Chen and Asau, 1974), where a search by halves would jump all over the memory.
    """

    edges: np.ndarray
    length: float
    guide: np.ndarray

    @classmethod
    def of(cls, chances: np.ndarray) -> "Lots":
        """chances: float (things,), non-negative, of any sum above 0."""
        edges = np.cumsum(chances, dtype=np.float64)
        length = float(edges[-1])
        cells = 1 << int(np.ceil(np.log2(CELLS_A_THING * len(edges))))
        guide = np.searchsorted(edges, np.arange(cells) / cells * length, side="right")
        edges[-1] = np.inf
        return cls(edges, length, np.minimum(guide, len(edges) - 1).astype(np.int32))

    def draw(self, count: int, rng: np.random.Generator) -> np.ndarray:
        """int32 (count,): things, with repetition."""
        where = rng.random(count)
        # The number of cells is a power of two: the product is exact, so the guide never points past the right thing.
        thing = self.guide.take((where * len(self.guide)).astype(np.int32))
        where *= self.length
        behind = np.flatnonzero(self.edges.take(thing) <= where)
        while len(behind):
            thing[behind] += 1
            behind = behind[self.edges.take(thing[behind]) <= where[behind]]
        return thing
