"""Crowds: accounts that say the same of the same titles, so that one person may stand behind all of them.

An opinion is one title with one number of stars. Opinions that many people hold tell nothing: whoever answers the first
page of questions says of famous titles what hundreds say. Of the others a person has few in common with anybody, so
that accounts which have most of them in common are no chance. A crowd is what hangs together by that.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

LEAST = 8
"""Opinions of an account, below which nothing is said of it: who loves a series in seven parts says nothing odd."""
SAME, OF = 4, 5
"""Four of five opinions of whichever of two accounts has more of them must be in common. No two of the 6,040 people of
MovieLens 1M have, by all they rated."""
HOUSEHOLD = 3
"""Accounts that may say the same: of people who watch everything together, or of one person who began anew."""
COMMON, SEVERAL = 20, 3
"""An opinion is common if one in so many holds it, several people at least, where accounts that are alike in all they
say count once: otherwise a crowd would make common what it says. Among people of MovieLens 1M who had answered one page
there was no crowd by one in ten either, whether they were 25 or 6,040; by one in five there was."""
AT_ONCE = 500
"""Accounts that are compared with all others together."""
HALVES = 2
"""Stars are told apart by halves."""


@dataclass(frozen=True, eq=False)
class Crowd:
    """accounts: places in keys, whoever rated first first. titles: of which most of them say the same."""

    accounts: Sequence[int]
    titles: int


def crowds_of(
    keys: Sequence[str], people: np.ndarray, titles: np.ndarray, stars: np.ndarray, times: np.ndarray
) -> list[Crowd]:
    """The largest first. keys: of the accounts, each once. people: int64 (ratings,), places in keys. titles: as
    somebody calls them. stars: float; what is no number is no opinion. times: int64."""
    held = _opinions(people, titles, stars, len(keys))
    parts = _parts(_uncommon(held))
    order = np.argsort(parts, kind="stable")
    groups = np.split(order, np.flatnonzero(np.diff(parts[order])) + 1)
    begun = np.full(len(keys), np.iinfo(np.int64).max)
    np.minimum.at(begun, people, times)

    def age(account: int) -> tuple[int, str]:
        return int(begun[account]), keys[account]

    found = [Crowd(sorted(one.tolist(), key=age), _agreed(held, one)) for one in groups if len(one) > HOUSEHOLD]
    return sorted(found, key=lambda crowd: (-len(crowd.accounts), age(crowd.accounts[0])))


def _opinions(people: np.ndarray, titles: np.ndarray, stars: np.ndarray, n_people: int) -> sparse.csr_array:
    """int32 (people, opinions): 1 where somebody holds one."""
    said = np.isfinite(stars)
    of_title = np.unique(titles[said], return_inverse=True)[1]
    levels, of_level = np.unique(np.round(stars[said] * HALVES), return_inverse=True)
    _, opinions = np.unique(of_title * len(levels) + of_level, return_inverse=True)
    shape = (n_people, int(opinions.max(initial=-1)) + 1)
    made = sparse.csr_array((np.ones(len(opinions), dtype=np.int32), (people[said], opinions)), shape=shape)
    made.data[:] = 1
    return made


def _uncommon(held: sparse.csr_array) -> sparse.csr_array:
    """The opinions that few people hold."""
    parts = _parts(held)
    shape = (int(parts.max(initial=-1)) + 1, len(parts))
    belongs = sparse.csr_array((np.ones(len(parts), dtype=np.int32), (parts, np.arange(len(parts)))), shape=shape)
    holders = np.bincount(sparse.csr_array(belongs @ held).indices)
    return sparse.csr_array(held[:, np.flatnonzero(holders < max(SEVERAL, shape[0] / COMMON))])


def _parts(held: sparse.csr_array) -> np.ndarray:
    """int32 (people,): the number of the part to which each belongs, by links between accounts that are alike."""
    everybody = np.arange(len(held.indptr) - 1)
    parts = everybody
    for one, other in _alike(held):
        who, whom = np.concatenate([one, everybody]), np.concatenate([other, parts])
        links = sparse.coo_array((np.ones(len(who), dtype=bool), (who, whom)), shape=(len(everybody),) * 2)
        _, numbers = connected_components(links, directed=False)
        _, firsts = np.unique(numbers, return_index=True)
        parts = firsts[numbers]
    return np.unique(parts, return_inverse=True)[1]


def _alike(held: sparse.csr_array) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Pairs of accounts, some at a time. Only those can be alike that have about as many opinions, so accounts are
    compared in the order of that, each with what is about as large and not smaller."""
    counts = np.diff(held.indptr)
    enough = np.flatnonzero(counts >= LEAST)
    order = enough[np.argsort(counts[enough], kind="stable")]
    rows, counts = sparse.csr_array(held[order]), counts[order]
    for start in range(0, len(order), AT_ONCE):
        stop = min(start + AT_ONCE, len(order))
        end = int(np.searchsorted(counts * SAME, counts[stop - 1] * OF, side="right"))
        common = (rows[start:stop] @ rows[start:end].T).tocoo()
        one, other = common.row + start, common.col + start
        alike = common.data * OF >= np.maximum(counts[one], counts[other]) * SAME
        yield order[one[alike]], order[other[alike]]


def _agreed(held: sparse.csr_array, group: np.ndarray) -> int:
    return int(np.count_nonzero(held[group].sum(axis=0) * OF >= len(group) * SAME))
