"""The catalogue keeps its promises on both databases."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from matinee.adapters.storage.stores import Stores
from matinee.domain.titles import EpisodeEntry, Found, TitleFilter
from matinee.kit.clock import DAY
from matinee.services.catalogue.context import CatalogueContext
from matinee.services.catalogue.load import Receipt
from matinee.services.catalogue.search import search
from tests.fixtures.catalogue import ENTRIES, SHOW, START, context_over, credits_of, id_of, take
from tests.fixtures.databases import AnyStorage

TITLES: tuple[Found, ...] = ("movie", "show")
Do = Callable[[Callable[[CatalogueContext], Any]], Any]


@pytest.fixture
async def do(storage: AnyStorage) -> Do:
    """Does something with the slice in a transaction of its own; ENTRIES are there."""
    await storage.write(lambda stores: take(context_over(stores)))

    async def done(work: Callable[[CatalogueContext], Any], *, now: int = START) -> Any:
        return await storage.write(lambda stores: work(context_over(stores, now)))

    return done


async def test_a_second_load_changes_nothing(do: Do) -> None:
    assert await do(take) == Receipt(unchanged=len(ENTRIES))


async def test_a_changed_title_takes_the_place_of_its_older_self(do: Do) -> None:
    changed = replace(ENTRIES[0], genres=("Horror",), credits=credits_of(cast=["Yaphet Kotto"]), plot="In space.")
    before = await do(lambda ctx: id_of(ctx, 1))
    assert await do(lambda ctx: take(ctx, [changed, *ENTRIES[1:]])) == Receipt(changed=1, unchanged=len(ENTRIES) - 1)
    page = await do(lambda ctx: ctx.titles.page(id_of(ctx, 1)))
    assert page.card.id == before
    assert (page.card.genres, page.plot) == (("Horror",), "In space.")
    assert [one.name for one in page.credits] == ["Yaphet Kotto"]
    assert [one.name for one in (await do(lambda ctx: search(ctx, "yaphet"))).people] == ["Yaphet Kotto"]


async def test_somebody_who_has_no_title_any_more_is_not_found(do: Do) -> None:
    await do(lambda ctx: take(ctx, [replace(one, credits=()) for one in ENTRIES]))
    assert (await do(lambda ctx: search(ctx, "weaver"))).people == []


async def test_an_absent_title_stays_and_is_told(do: Do) -> None:
    assert await do(lambda ctx: take(ctx, ENTRIES[1:])) == Receipt(unchanged=len(ENTRIES) - 1, absent=1)
    assert await do(lambda ctx: ctx.titles.page(id_of(ctx, 1))) is not None


async def test_episodes_keep_their_ids_and_those_not_told_of_any_more_are_not_shown(do: Do) -> None:
    first, second = SHOW.seasons
    before = await do(lambda ctx: ctx.titles.seasons(id_of(ctx, 9)))
    longer = replace(first, episodes=(*first.episodes, EpisodeEntry(2, "A Window", 51, None)))
    await do(lambda ctx: take(ctx, [replace(SHOW, seasons=(longer,))]))
    after = await do(lambda ctx: ctx.titles.seasons(id_of(ctx, 9)))
    assert [one.name for one in after[0].episodes] == ["A Door", "A Window"]
    assert after[0].episodes[0].id == before[0].episodes[0].id
    assert [one.number for one in after] == [1]
    await do(lambda ctx: take(ctx, [replace(SHOW, seasons=(longer, second))]))
    again = await do(lambda ctx: ctx.titles.seasons(id_of(ctx, 9)))
    assert [one.id for one in again] == [one.id for one in before]


async def test_a_page_says_everything(do: Do) -> None:
    page = await do(lambda ctx: ctx.titles.page(id_of(ctx, 12)))
    assert page.external_ids == {"imdb": "tt0087332", "tmdb": "620", "testing": "12"}
    assert [one.name for one in page.franchise_titles] == ["Ghostbusters II"]
    show = await do(lambda ctx: ctx.titles.page(id_of(ctx, 9)))
    assert (show.card.kind, show.seasons, show.episodes) == ("show", 2, 2)
    assert [one.slug for one in show.labels["genres"]] == ["crime", "mystery"]


async def test_offers_are_those_of_the_moment(do: Do) -> None:
    def offered(ctx: CatalogueContext, region: str | None, now: int) -> list[str]:
        found = ctx.titles.offers(id_of(ctx, 14), region=region, now=now)
        return [one.service for one in found or []]

    assert await do(lambda ctx: offered(ctx, "FR", START)) == ["Parlour", "Turnstile"]
    assert await do(lambda ctx: offered(ctx, None, START + 2 * DAY)) == ["Parlour", "Turnstile", "Boundless"]
    assert await do(lambda ctx: offered(ctx, "FR", START + 40 * DAY)) == ["Turnstile"]
    assert await do(lambda ctx: ctx.titles.offers(10**12, region=None, now=START)) is None


async def test_lists_are_narrowed_ordered_and_gone_through(do: Do) -> None:
    def names(ctx: CatalogueContext, order: Any = "fame", **chosen: Any) -> list[str]:
        return [
            one.name for one in ctx.titles.listed(TitleFilter(**chosen), order=order, after=None, count=50, now=START)
        ]

    assert await do(lambda ctx: names(ctx, genres=("sci-fi",))) == [
        "Alien",
        "Aliens",
        "Blade Runner",
        "Blade Runner 2049",
    ]
    assert await do(lambda ctx: names(ctx, genres=("sci-fi", "horror"))) == ["Alien"]
    assert await do(lambda ctx: names(ctx, kind="show")) == ["The Long Corridor"]
    assert await do(lambda ctx: names(ctx, language="french", country="france")) == ["Amélie"]
    assert await do(lambda ctx: names(ctx, year_from=2017, order="newest")) == [
        "Quiet Orchard",
        "1917",
        "Blade Runner 2049",
    ]
    assert await do(lambda ctx: names(ctx, longest_min=130, certifications=("PG-13",))) == ["Spider-Man"]
    assert await do(lambda ctx: names(ctx, region="FR", services=("Parlour",))) == ["Quiet Orchard"]
    assert await do(lambda ctx: names(ctx, region="FR", services=("Boundless",))) == []
    assert (await do(lambda ctx: names(ctx, order="name")))[1:4] == ["1917", "Alien", "Aliens"]


async def test_ids_of_a_data_set_lead_to_those_of_the_catalogue(do: Do) -> None:
    every = await do(lambda ctx: ctx.titles.ids_of("testing"))
    assert len(every) == len(ENTRIES)
    assert await do(lambda ctx: ctx.titles.ids_of("imdb", ["tt0087332", "tt1"])) == {"tt0087332": every["12"]}
    assert await do(lambda ctx: ctx.titles.ids_of("testing", ["1", "99"])) == {"1": every["1"]}


async def test_the_index_finds_words_by_their_beginning_and_by_their_like(do: Do) -> None:
    def matching(ctx: CatalogueContext, *groups: list[str], **more: Any) -> list[str]:
        asked = {"kinds": TITLES, "names_only": True, "years": None, "count": 9, **more}
        return [one.text for one in ctx.search.matching(groups, **asked)]

    assert await do(lambda ctx: matching(ctx, ["ali"])) == ["alien", "aliens"]
    assert await do(lambda ctx: matching(ctx, ["run"], ["bla"])) == ["blade runner", "blade runner 2049"]
    assert await do(lambda ctx: matching(ctx, ["ame", "sugar"])) == ["amelie", "the sugar mill"]
    assert await do(lambda ctx: matching(ctx, ["weaver"])) == []
    assert await do(lambda ctx: matching(ctx, ["weaver"], ["alien"], names_only=False)) == ["alien", "aliens"]
    assert await do(lambda ctx: matching(ctx, ["ali"], years=(1980, 1989))) == ["aliens"]
    assert await do(lambda ctx: matching(ctx, ["ali"], count=1)) == ["alien"]
    assert await do(lambda ctx: matching(ctx, ["weaver"], kinds=("person",))) == ["sigourney weaver"]
    assert "ghostbusters" in await do(lambda ctx: ctx.search.near("gostbuster", shortest=8, longest=12))
    assert await do(lambda ctx: ctx.search.near("gostbuster", shortest=1, longest=4)) == []
    assert sorted(await do(lambda ctx: ctx.search.known(["alien", "alie", "mill"]))) == ["alien", "mill"]
    best = await do(lambda ctx: ctx.search.best_known("s", kinds=TITLES, among=9, count=5))
    assert [one.text for one in best] == ["spider man"]


async def test_a_database_without_trigrams_finds_words_by_their_first_letters(storage: AnyStorage) -> None:
    def without(stores: Stores) -> Any:
        if stores.connection.dialect.name == "sqlite":
            return None
        take(context_over(stores))
        stores.connection.exec_driver_sql("DROP EXTENSION pg_trgm CASCADE")
        found = search(context_over(stores), "ghostbsters")
        raise LookupError([one.card.name for one in found.titles])  # so that nothing of it remains

    if storage.__class__.__name__ == "PostgresStorage":
        with pytest.raises(LookupError, match="Ghostbusters"):
            await storage.write(without)


SEARCHES = [
    ("alien", "Alien"),
    ("ALIEN", "Alien"),
    ("aliens", "Aliens"),
    ("ali", "Alien"),
    ("alein", "Alien"),
    ("alien 1979", "Alien"),
    ("alien 1986", "Aliens"),
    ("alien 1980", "Alien"),
    ("alien 197", "Alien"),
    ("amelie", "Amélie"),
    ("amélie", "Amélie"),
    ("ameile", "Amélie"),
    ("blade runner 2049", "Blade Runner 2049"),
    ("blade runner 1982", "Blade Runner"),
    ("blade runer", "Blade Runner"),
    ("spiderman", "Spider-Man"),
    ("spider man", "Spider-Man"),
    ("ghost busters", "Ghostbusters"),
    ("gostbusters", "Ghostbusters"),
    ("gohstbust", "Ghostbusters"),
    ("sugar mill", "The Sugar Mill"),
    ("sugarmill", "The Sugar Mill"),
    ("1917", "1917"),
    ("weaver", "Alien"),
    ("sigourny weaver", "Alien"),
    ("weaver aliens", "Aliens"),
    ("zoe wren", "The Sugar Mill"),
    ("東の", "東の海"),
    ("$", "$"),
    ("s", "Spider-Man"),
]


async def test_what_is_typed_finds_what_is_meant_first(do: Do) -> None:
    def first(ctx: CatalogueContext) -> dict[str, str | None]:
        found = {typed: search(ctx, typed).titles for typed, _ in SEARCHES}
        return {typed: titles[0].card.name if titles else None for typed, titles in found.items()}

    assert await do(first) == dict(SEARCHES)


@pytest.mark.parametrize(
    "typed", ["zzzzzz", "!!!", "'; DROP TABLE titles", 'zq"*', "( NEAR", "%", "\\", "x" * 200, "1 2 3"]
)
async def test_what_is_not_there_and_what_means_something_to_a_database_finds_nothing(do: Do, typed: str) -> None:
    assert (await do(lambda ctx: search(ctx, typed))).titles == []
