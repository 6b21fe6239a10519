from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from matinee.adapters.storage.stores import Stores
from matinee.domain.errors import BadInput
from matinee.domain.titles import OfferEntry, TitleFilter
from matinee.kit.clock import DAY
from matinee.services.catalogue.context import CatalogueContext
from matinee.services.recommending.title_index import ABSENT, TitleIndex, read_index
from tests.fixtures.catalogue import START, context_over, entry, take
from tests.fixtures.releases import Made


def numbers(index: TitleIndex, ids: dict[int, int], mask: np.ndarray) -> set[int]:
    by_id = {found: number for number, found in ids.items()}
    return {by_id[int(one)] for one in index.ids[mask]}


@pytest.mark.parametrize(
    ("chosen", "passes"),
    [
        ({}, lambda number: True),
        ({"kind": "show"}, lambda number: number % 3 == 0),
        ({"kind": "movie"}, lambda number: number % 3),
        ({"genres": ("comedy",)}, lambda number: 25 < number <= 50),
        ({"genres": ("Sci-Fi",)}, lambda number: 50 < number <= 75),
        ({"genres": ("comedy", "thriller")}, lambda number: False),
        ({"longest_min": 70}, lambda number: number <= 10),
        ({"language": "french"}, lambda number: number % 5 == 0),
        ({"certifications": ("PG", "NC-17")}, lambda number: number % 2 == 0),
        ({"region": "FR"}, lambda number: False),
    ],
)
def test_a_filter_lets_through_what_it_names(
    chosen: dict[str, Any], passes: Callable[[int], Any], index: TitleIndex, ids: dict[int, int]
) -> None:
    found = numbers(index, ids, index.allowed(TitleFilter(**chosen), (), now=START))
    assert found == {number for number in ids if passes(number)}


def test_years_are_bounded_on_both_sides(index: TitleIndex, ids: dict[int, int], made_release: Made) -> None:
    years = dict(zip(made_release.world.data.titles.ids.tolist(), made_release.world.data.facts.years, strict=True))
    mask = index.allowed(TitleFilter(year_from=1980, year_to=1990), (), now=START)
    assert numbers(index, ids, mask) == {number for number in ids if 1980 <= years[number] <= 1990}


def test_genres_can_be_shut_out(index: TitleIndex, ids: dict[int, int]) -> None:
    mask = index.allowed(TitleFilter(), ("comedy", "drama"), now=START)
    assert numbers(index, ids, mask) == {*range(1, 26), *range(51, 76)}


def test_a_word_that_no_title_has_is_said_to_be_none(index: TitleIndex) -> None:
    for chosen in (TitleFilter(genres=("western",)), TitleFilter(language="klingon"), TitleFilter(country="x")):
        with pytest.raises(BadInput, match="no title has this"):
            index.allowed(chosen, (), now=START)


def test_rows_are_found_by_id(index: TitleIndex) -> None:
    assert index.rows([int(index.ids[3]), 10**9, int(index.ids[-1]), -5]).tolist() == [
        3,
        ABSENT,
        len(index) - 1,
        ABSENT,
    ]
    assert index.rows([]).tolist() == []


def test_the_best_known_stand_first(index: TitleIndex) -> None:
    assert (np.diff(index.fame[index.by_fame]) <= 0).all()


def test_a_card_says_what_everybody_is_told(index: TitleIndex, ids: dict[int, int]) -> None:
    card = index.cards[int(index.rows([ids[26]])[0])]
    assert card == {
        "id": ids[26],
        "kind": "movie",
        "title": "Sunday Weddings",
        "year": card["year"],
        "runtime_min": 86,
        "certification": "PG",
        "genres": ["Comedy", "Romance"],
        "poster_url": f"/api/v1/titles/{ids[26]}/poster",
        "imdb_url": "https://www.imdb.com/title/tt0000026/",
    }


def test_what_is_offered_depends_on_region_service_and_moment(ctx: CatalogueContext, stores: Stores) -> None:
    offers = (
        OfferEntry("FR", "Parlour", "subscription", None, "EUR", "HD", START - DAY, START + DAY),
        OfferEntry("US", "Boundless", "free", None, "USD", "HD", START + DAY, None),
    )
    take(ctx, [entry(1, "One", offers=offers), entry(2, "Two", offers=offers[1:]), entry(3, "Three")])
    index = read_index(stores.title_facts)

    def seen(now: int, region: str, *services: str) -> list[bool]:
        return index.allowed(TitleFilter(region=region, services=services), (), now=now).tolist()

    assert seen(START, "FR") == [True, False, False]
    assert seen(START, "FR", "Parlour", "Boundless") == [True, False, False]
    assert seen(START, "FR", "Boundless") == [False, False, False]
    assert seen(START, "US") == [False, False, False]
    assert seen(START + DAY, "US") == [True, True, False]
    assert seen(START + DAY, "FR") == [False, False, False]


def test_an_empty_catalogue_is_an_index_without_rows(stores: Stores) -> None:
    index = read_index(stores.title_facts)
    assert len(index) == 0
    assert index.rows([1, 2]).tolist() == [ABSENT, ABSENT]
    assert index.allowed(TitleFilter(kind="show"), (), now=START).tolist() == []


def test_a_load_leaves_another_stamp_at_its_beginning_and_at_its_end(stores: Stores) -> None:
    before = stores.title_facts.stamp()
    take(context_over(stores, START), [entry(1, "One")])
    between = stores.title_facts.stamp()
    take(context_over(stores, START + 5), [entry(1, "One")])
    assert before < between < stores.title_facts.stamp()
