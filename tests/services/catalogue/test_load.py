from dataclasses import replace

from matinee.domain.titles import Origin
from matinee.kit.clock import DAY, HOUR
from matinee.services.catalogue.context import CatalogueContext
from matinee.services.catalogue.load import Receipt, begin_load, digest_of, in_batches, load_batch
from tests.fixtures.catalogue import ENTRIES, START, entry, id_of, take


def test_titles_are_added_changed_or_left_alone(ctx: CatalogueContext) -> None:
    assert take(ctx) == Receipt(added=len(ENTRIES))
    changed = [replace(ENTRIES[0], fame=901), *ENTRIES[1:], entry(99, "New")]
    assert take(ctx, changed) == Receipt(added=1, changed=1, unchanged=len(ENTRIES) - 1)


def test_batches_that_a_kill_left_out_are_all_that_the_next_run_adds(ctx: CatalogueContext) -> None:
    origin = Origin("testing", "titles of the tests")
    shift = begin_load(ctx, origin)
    load_batch(ctx, origin, ENTRIES[:5], shift=shift)
    assert take(ctx) == Receipt(added=len(ENTRIES) - 5, unchanged=5)


def test_whatever_is_said_of_a_title_counts_as_a_change() -> None:
    digests = {digest_of(one) for one in ENTRIES}
    assert len(digests) == len(ENTRIES)
    assert digest_of(replace(ENTRIES[-1], offers=ENTRIES[-1].offers[:1])) not in digests


def test_offers_of_a_world_that_ended_are_moved_by_whole_days_and_once(ctx: CatalogueContext) -> None:
    world = Origin("world-tiny-7", "demo world", told_at=START - 100 * DAY - HOUR)
    past = [replace(one, since=one.since - 100 * DAY, until=None) for one in ENTRIES[-1].offers]
    told = [replace(ENTRIES[-1], offers=tuple(past))]
    assert take(ctx, told, origin=world) == Receipt(added=1)
    number = ctx.titles.ids_of("world-tiny-7")["14"]
    offers = ctx.titles.offers(number, region="US", now=START + 2 * DAY)
    assert offers is not None
    assert [one.since for one in offers] == [START + DAY]
    assert take(replace(ctx, now=START + 50 * DAY), told, origin=world) == Receipt(unchanged=1)


def test_data_sets_stand_beside_each_other(ctx: CatalogueContext) -> None:
    take(ctx)
    assert take(ctx, origin=Origin("other", "another")) == Receipt(added=len(ENTRIES))
    assert ctx.titles.ids_of("other")["1"] != id_of(ctx, 1)


def test_batches_lose_nothing() -> None:
    made = list(in_batches(entry(number, "x") for number in range(1201)))
    assert [len(batch) for batch in made] == [500, 500, 201]
