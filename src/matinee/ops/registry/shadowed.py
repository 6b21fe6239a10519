"""What was learned of versions that were asked beside the champion and not listened to.

NAME/shadow.json    sums, one entry for each pair of versions, the newest last

Several processes add to it, each under a lock and in one step. Nothing of a person is in it. Where it cannot be read it
begins anew: these are figures to look at, and nothing is decided by them.
"""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import BaseModel, ConfigDict, ValidationError

from matinee.kit.clock import iso
from matinee.kit.files import write_text
from matinee.kit.locks import alone

SHADOW = "shadow.json"
_LOCK = ".shadow"
MOST = 20
"""Pairs that are kept."""
EDGES = tuple(float(one) for one in 10.0 ** (np.arange(51) / 10 - 1))
"""Milliseconds, from a tenth to ten thousand: ten bounds for each factor of ten."""
NONE = (0,) * (len(EDGES) + 1)


class Shadowed(BaseModel):
    """shadow, champion: the two versions. since, until: microseconds, of the first and the last that is counted here.
    asked: requests that were put to both. dropped: that were not, since others waited already. failed: at which the
    models of the shadow failed. late: which it was given no more time for. compared: at which both answered; overlap,
    order: sums over these. shadow_took, champion_took: how many took up to each of EDGES, of the processor's time.
    fault: the last one, in words."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    shadow: str
    champion: str
    since: int
    until: int
    asked: int = 0
    dropped: int = 0
    failed: int = 0
    late: int = 0
    compared: int = 0
    overlap: float = 0.0
    order: float = 0.0
    shadow_took: tuple[int, ...] = NONE
    champion_took: tuple[int, ...] = NONE
    fault: str | None = None

    def with_more(self, more: "Shadowed") -> "Shadowed":
        """Both together. more: of the same pair, later."""
        summed = ("asked", "dropped", "failed", "late", "compared", "overlap", "order")
        update: dict[str, Any] = {name: getattr(self, name) + getattr(more, name) for name in summed}
        for name in ("shadow_took", "champion_took"):
            update[name] = tuple(a + b for a, b in zip(getattr(self, name), getattr(more, name), strict=True))
        update |= {"since": min(self.since, more.since), "until": max(self.until, more.until)}
        return self.model_copy(update=update | {"fault": more.fault or self.fault})


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    format: int = 1
    pairs: tuple[Shadowed, ...] = ()


def bucket_of(seconds: float) -> int:
    """Its place among those of `shadow_took`."""
    return int(np.searchsorted(EDGES, 1000 * seconds))


def keep_shadowed(folder: Path, more: Sequence[Shadowed]) -> None:
    """Adds to what is kept. folder: of one release name."""
    with alone(folder / _LOCK):
        pairs = {(one.shadow, one.champion): one for one in read_shadowed(folder)}
        for one in more:
            before = pairs.pop((one.shadow, one.champion), None)
            pairs[one.shadow, one.champion] = one if before is None else before.with_more(one)
        kept = _File(pairs=tuple(pairs.values())[-MOST:])
        write_text(folder / SHADOW, f"{kept.model_dump_json(indent=1)}\n")


def read_shadowed(folder: Path) -> Sequence[Shadowed]:
    """Nothing where there is nothing, or nothing that can be read."""
    try:
        return _File.model_validate_json((folder / SHADOW).read_bytes()).pairs
    except (OSError, ValidationError):
        return ()


def told_shadowed(one: Shadowed) -> dict[str, Any]:
    """In plain values, as commands and routes tell it: means and milliseconds in place of sums. None where nothing was
    compared."""
    names = ("asked", "dropped", "failed", "late", "compared", "fault")
    compared = one.compared or None
    return {
        "version": one.shadow,
        "champion": one.champion,
        "since": iso(one.since),
        "until": iso(one.until),
        **{name: getattr(one, name) for name in names},
        "overlap": compared and round(one.overlap / compared, 4),
        "order": compared and round(one.order / compared, 4),
        **{f"p{share}_ms": _milliseconds(one.shadow_took, share) for share in (50, 95)},
        **{f"champion_p{share}_ms": _milliseconds(one.champion_took, share) for share in (50, 95)},
    }


def _milliseconds(took: Sequence[int], share: int) -> float | None:
    """The middle of the bucket in which this share of all ends: right to about an eighth."""
    total = sum(took)
    if not total:
        return None
    place = int(np.searchsorted(np.cumsum(took), share / 100 * total))
    middles = (EDGES[0], *(float(np.sqrt(low * high)) for low, high in pairwise(EDGES)), EDGES[-1])
    return float(f"{middles[place]:.3g}")
