import pytest

from matinee.domain.titles import Origin
from matinee.services.catalogue.context import CatalogueContext
from matinee.services.catalogue.search import search, understood
from tests.fixtures.catalogue import entry, take


@pytest.mark.parametrize(
    ("typed", "name", "years"),
    [
        ("Alien 1979", ("alien",), (1979, 1979)),
        ("alien 197", ("alien",), (1970, 1979)),
        ("alien 19", ("alien",), (1900, 1999)),
        ("1917", ("1917",), None),
        ("ocean 8", ("ocean", "8"), None),
        ("alien 3000", ("alien", "3000"), None),
        ("", (), None),
    ],
)
def test_a_year_behind_a_name_is_understood(typed: str, name: tuple[str, ...], years: tuple[int, int] | None) -> None:
    asked = understood(typed)
    assert (asked.name, asked.years) == (name, years)


def test_titles_and_people_are_found_apart(full: CatalogueContext) -> None:
    found = search(full, "weaver")
    assert [(one.card.name, one.by_people) for one in found.titles] == [("Alien", True), ("Aliens", True)]
    assert [one.name for one in found.people] == ["Sigourney Weaver"]
    assert search(full, "alien").people == []


def test_a_kind_alone_can_be_looked_for(full: CatalogueContext) -> None:
    assert [one.card.name for one in search(full, "the", kind="show").titles] == ["The Long Corridor"]
    assert search(full, "corridor", kind="movie").titles == []


def test_no_more_is_found_than_asked_for(full: CatalogueContext) -> None:
    assert len(search(full, "b", count=1).titles) == 1


def test_a_name_as_typed_comes_before_names_that_only_begin_so_and_before_slips(ctx: CatalogueContext) -> None:
    take(ctx, [entry(1, "Ali", fame=1), entry(2, "Alien", fame=99), entry(3, "Olie", fame=500)])
    assert [one.card.name for one in search(ctx, "ali").titles] == ["Ali", "Alien"]
    take(ctx, [entry(4, "Corridors", fame=1), entry(5, "Corridor of Doors", fame=9), entry(6, "Corridos", fame=999)])
    assert [one.card.name for one in search(ctx, "corridor").titles][:2] == ["Corridor of Doors", "Corridors"]


def test_of_two_of_one_name_the_year_decides_and_else_fame(ctx: CatalogueContext) -> None:
    take(ctx, [entry(1, "Dune", 1984, fame=10), entry(2, "Dune", 2021, fame=90)])
    years = {
        typed: [one.card.year for one in search(ctx, typed).titles] for typed in ("dune", "dune 1984", "dune 1985")
    }
    assert years["dune"] == [2021, 1984]
    assert years["dune 1984"][0] == years["dune 1985"][0] == 1984


def test_many_names_that_begin_alike_are_found_by_fame(ctx: CatalogueContext) -> None:
    take(ctx, [entry(number, f"Station {number}", fame=number) for number in range(200)])
    assert [one.card.fame for one in search(ctx, "s", count=3).titles] == [199, 198, 197]
    assert [one.card.fame for one in search(ctx, "station", count=3).titles] == [199, 198, 197]


def test_a_year_alone_finds_its_titles_behind_one_that_is_called_so(full: CatalogueContext) -> None:
    assert names(full, "1971") == ["東の海", "$"]
    assert names(full, "2017") == ["Blade Runner 2049"]
    take(full, [entry(90, "Of That Year", 1917, fame=9_000)], origin=Origin("more", "more"))
    assert names(full, "1917") == ["1917", "Of That Year"]
    assert names(full, "1979") == ["Alien"]


def names(ctx: CatalogueContext, typed: str) -> list[str]:
    return [one.card.name for one in search(ctx, typed).titles]
