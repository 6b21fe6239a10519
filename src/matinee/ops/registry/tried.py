"""Versions that answer people of an experiment: nobody takes them away while it runs."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from matinee.domain.errors import Conflict

NONE_TRIED: Mapping[str, str] = MappingProxyType({})


def refuse_the_tried(versions: Sequence[str], tried: Mapping[str, str], *, where: Path) -> None:
    """versions: that are to go. tried: by version, the experiment that names it. Conflict for the first in both."""
    for version in versions:
        if version in tried:
            raise Conflict(
                f"the experiment '{tried[version]}' runs, and '{version}' answers people of it",
                where=str(where),
                remedy=f"Keep more versions, or end it first: matinee experiment stop {tried[version]}",
            )
