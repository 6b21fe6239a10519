import pytest

from matinee.domain.errors import NotFound
from matinee.services.catalogue import look_up
from matinee.services.catalogue.context import CatalogueContext
from tests.fixtures.catalogue import id_of

ABSENT = 10**15


def test_what_is_there_is_found(full: CatalogueContext) -> None:
    assert look_up.title_page(full, id_of(full, 1)).card.name == "Alien"
    assert [one.number for one in look_up.seasons_of(full, id_of(full, 9))] == [1, 2]
    assert look_up.seasons_of(full, id_of(full, 1)) == []
    assert [one.service for one in look_up.offers_of(full, id_of(full, 14), region="FR")] == ["Parlour", "Turnstile"]
    assert ("sci-fi", "Sci-Fi", 4) in [(one.slug, one.name, one.titles) for one in look_up.genres(full)]


def test_services_are_those_that_offer_something_now(full: CatalogueContext) -> None:
    assert [(one.region, one.service, one.titles) for one in look_up.services_of(full, region=None)] == [
        ("FR", "Parlour", 1),
        ("FR", "Turnstile", 1),
    ]
    assert look_up.services_of(full, region="US") == []
    assert look_up.services_known(full) == ["Boundless", "Parlour", "Turnstile"]


def test_a_person_has_their_titles_newest_first(full: CatalogueContext) -> None:
    person = look_up.title_page(full, id_of(full, 1)).credits[0].person_id
    page = look_up.person_page(full, person)
    assert (page.name, [one.title.name for one in page.credits]) == ("Sigourney Weaver", ["Aliens", "Alien"])


def test_what_is_not_there_is_said_to_be_not_there(full: CatalogueContext) -> None:
    for asked in (look_up.title_page, look_up.seasons_of, look_up.person_page):
        with pytest.raises(NotFound):
            asked(full, ABSENT)
    with pytest.raises(NotFound):
        look_up.offers_of(full, ABSENT, region=None)
