"""The public data sets Matinee knows by name, and under which conditions each may be used."""

from dataclasses import dataclass

_COMMON = (
    "For research; not for commercial use without the permission of GroupLens; name Harper and Konstan 2015 "
    "(doi:10.1145/2827872) in publications; claim no endorsement by the University of Minnesota"
)
_KEEP = f"{_COMMON}; may not be passed on without separate permission"
_SHARE = f"{_COMMON}; may be passed on under the same conditions"
UNKNOWN_LICENCE = "Not known: ask whoever gave you the data"


@dataclass(frozen=True)
class Release:
    """One release of a data set.

    licence: the conditions in short; the README inside the release is what binds. redistributable: whether it may be
    passed on under the same conditions. fixed: whether its content never changes.
    """

    name: str
    ratings: str
    licence: str
    redistributable: bool
    fixed: bool = True


MOVIELENS = {
    release.name: release
    for release in (
        Release("ml-100k", "100,000 ratings, 1997 to 1998, whole stars, demographics", _KEEP, redistributable=False),
        Release("ml-1m", "1,000,209 ratings, 2000 to 2003, whole stars, demographics", _KEEP, redistributable=False),
        Release("ml-10m", "10,000,054 ratings, 1995 to 2009, half stars, tags", _KEEP, redistributable=False),
        Release("ml-20m", "20,000,263 ratings, 1995 to 2015, tags, links, genome", _KEEP, redistributable=False),
        Release("ml-25m", "25,000,095 ratings, 1995 to 2019, tags, links, genome", _KEEP, redistributable=False),
        Release("ml-32m", "32,000,204 ratings, 1995 to 2023, tags, links", _SHARE, redistributable=True),
        Release("ml-latest", "everything at its time, growing", _SHARE, redistributable=True, fixed=False),
        Release("ml-latest-small", "about 100,000 ratings, tags, links", _SHARE, redistributable=True, fixed=False),
    )
}
"""The licence of ml-20m is taken as that of ml-25m."""


def licence_of(name: str) -> str:
    return MOVIELENS[name].licence if name in MOVIELENS else UNKNOWN_LICENCE
