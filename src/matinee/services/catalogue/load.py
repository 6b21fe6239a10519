"""What a data set says of titles becomes the catalogue, a batch at a time."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from matinee.domain.titles import Origin, SearchEntry, TitleEntry
from matinee.kit.clock import DAY
from matinee.kit.text import folded
from matinee.kit.words import words_of
from matinee.services.catalogue.context import CatalogueContext

BATCH = 500
"""Titles of one transaction: what a kill in the middle can cost."""


@dataclass(frozen=True)
class Receipt:
    """What a load did. absent: titles that an earlier load of the same data set brought and this one does not name;
    they stay, since people may have rated them."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    absent: int = 0

    def __add__(self, other: "Receipt") -> "Receipt":
        return Receipt(
            self.added + other.added,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
            self.absent + other.absent,
        )


def begin_load(ctx: CatalogueContext, origin: Origin) -> int:
    """What is added to the moments of its offers: whole days from the moment of which the data set speaks to that of
    its first load, so that a world that ended long ago still has offers, and a second load finds nothing changed."""
    shift = ctx.entries.shift_of(origin.key)
    if shift is None:
        shift = 0 if origin.told_at is None else (ctx.now - origin.told_at) // DAY * DAY
    ctx.entries.note_origin(origin.key, label=origin.label, shift=shift, at=ctx.now)
    return shift


def load_batch(ctx: CatalogueContext, origin: Origin, entries: Sequence[TitleEntry], *, shift: int) -> Receipt:
    """Writes down what is new or has changed. All of it or nothing, as the transaction goes."""
    told = {digest_of(moved): moved for moved in (_moved(one, shift) for one in entries)}
    before = ctx.entries.digests(origin.key, [one.origin_id for one in entries])
    fresh = {digest: one for digest, one in told.items() if before.get(one.origin_id) != digest}
    if fresh:
        ids = ctx.entries.put(origin.key, fresh, at=ctx.now)
        ctx.search.put([_searchable(ids[one.origin_id], one) for one in fresh.values()])
    added = sum(one.origin_id not in before for one in fresh.values())
    return Receipt(added=added, changed=len(fresh) - added, unchanged=len(told) - len(fresh))


def finish_load(ctx: CatalogueContext, origin: Origin, receipt: Receipt) -> Receipt:
    """Brings up to date what hangs on all titles together: how well known people are, and for whoever holds the
    catalogue in memory, that it has changed."""
    ctx.search.put_people()
    ctx.entries.note_origin(origin.key, label=origin.label, shift=0, at=ctx.now)
    named = receipt.added + receipt.changed + receipt.unchanged
    return replace(receipt, absent=ctx.entries.how_many(origin.key) - named)


def in_batches(entries: Iterator[TitleEntry]) -> Iterator[list[TitleEntry]]:
    while batch := list(islice(entries, BATCH)):
        yield batch


def digest_of(entry: TitleEntry) -> str:
    """Of all that is said, names of the fields included: a field that is new makes every title one that changed."""
    return hashlib.sha256(repr(entry).encode()).hexdigest()[:32]


def _moved(entry: TitleEntry, shift: int) -> TitleEntry:
    if not shift or not entry.offers:
        return entry
    moved = tuple(
        replace(one, since=one.since + shift, until=None if one.until is None else one.until + shift)
        for one in entry.offers
    )
    return replace(entry, offers=moved)


def _searchable(title_id: int, entry: TitleEntry) -> SearchEntry:
    names = dict.fromkeys(word for one in entry.credits for word in words_of(one.name))
    return SearchEntry(
        id=title_id,
        kind=entry.kind,
        text=" ".join(words_of(entry.name) or folded(entry.name).split()),
        more=" ".join(names),
        year=entry.year,
        fame=entry.fame,
    )
