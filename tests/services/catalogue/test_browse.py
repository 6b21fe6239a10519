from typing import get_args

import pytest

from matinee.domain.errors import BadInput
from matinee.domain.titles import Order, TitleFilter
from matinee.services.catalogue.browse import list_titles
from matinee.services.catalogue.context import CatalogueContext
from tests.fixtures.catalogue import ENTRIES, entry, take

EVERYTHING = TitleFilter()


@pytest.mark.parametrize("order", get_args(Order))
@pytest.mark.parametrize("count", [1, 3, 100])
def test_pages_together_are_the_whole_list_each_title_once(ctx: CatalogueContext, order: Order, count: int) -> None:
    take(ctx, [*ENTRIES, entry(50, "Alien", None, fame=900), entry(51, "Unknown Year", None)])
    whole, more = list_titles(ctx, EVERYTHING, order=order, after=None, count=100)
    assert (len(whole), more) == (len(ENTRIES) + 2, None)
    seen, after = [], None
    while True:
        page, after = list_titles(ctx, EVERYTHING, order=order, after=after, count=count)
        seen += page
        if after is None:
            break
    assert seen == whole


def test_an_unknown_cursor_is_refused(full: CatalogueContext) -> None:
    with pytest.raises(BadInput, match="cursor"):
        list_titles(full, EVERYTHING, order="fame", after=10**15, count=5)


def test_services_need_a_region(full: CatalogueContext) -> None:
    with pytest.raises(BadInput, match="region"):
        list_titles(full, TitleFilter(services=("Parlour",)), order="fame", after=None, count=5)


@pytest.mark.parametrize(
    "chosen", [TitleFilter(genres=("sci-fi", "polka")), TitleFilter(language="x"), TitleFilter(country="x")]
)
def test_what_no_title_has_is_refused(full: CatalogueContext, chosen: TitleFilter) -> None:
    with pytest.raises(BadInput, match="no title has this"):
        list_titles(full, chosen, order="fame", after=None, count=9)


def test_a_word_may_be_a_slug_or_a_name(full: CatalogueContext) -> None:
    for chosen in (TitleFilter(language="french", country="France"), TitleFilter(genres=("Comedy", "comedy"))):
        found, _ = list_titles(full, chosen, order="fame", after=None, count=9)
        assert [one.name for one in found] == ["Amélie"]
