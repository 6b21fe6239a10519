import polars as pl
import pytest

from matinee.lab.world.offers import REGIONS, SERVICES, offers
from matinee.lab.world.sizes import DAY, Size
from matinee.lab.world.traits import END, TitleTraits, make_titles
from matinee.lab.world.words.tell import tell

SIZE = Size("trial", titles=2_000, people=10, ratings=10, visits=0)


@pytest.fixture(scope="module")
def traits() -> TitleTraits:
    return make_titles(SIZE, seed=7)


@pytest.fixture(scope="module")
def facts(traits: TitleTraits) -> pl.DataFrame:
    return tell(traits, seed=7)


@pytest.fixture(scope="module")
def offered(traits: TitleTraits, facts: pl.DataFrame) -> pl.DataFrame:
    return offers(traits, facts, seed=7)


def test_offers_are_the_same_for_a_seed(traits: TitleTraits, facts: pl.DataFrame, offered: pl.DataFrame) -> None:
    assert offers(traits, facts, seed=7).equals(offered)
    assert not offers(traits, facts, seed=8).equals(offered)


def test_no_offer_begins_before_its_title_is_out_or_after_it_ends(traits: TitleTraits, offered: pl.DataFrame) -> None:
    assert (offered["since"].to_numpy() >= traits.released[offered["title"].to_numpy() - 1]).all()
    assert (offered["until"].drop_nulls() > offered.filter(pl.col("until").is_not_null())["since"]).all()


def test_some_offers_leave_within_a_month(offered: pl.DataFrame) -> None:
    assert offered.filter(pl.col("until").is_between(END, END + 30 * DAY)).height > 50


def test_what_is_rented_or_bought_has_a_price_in_the_currency_of_the_region(offered: pl.DataFrame) -> None:
    paid = pl.col("kind").is_in(["rent", "buy"])
    assert offered.filter(paid)["price"].min() > 0  # type: ignore[operator]
    assert offered.filter(~paid)["price"].is_null().all()
    for region in REGIONS:
        assert set(offered.filter(pl.col("region") == region.code)["currency"]) == {region.currency}
    yen = offered.filter(paid, pl.col("currency") == "JPY")["price"]
    assert (yen % 50 == 0).all()


def test_services_keep_to_their_taste(offered: pl.DataFrame, facts: pl.DataFrame) -> None:
    joined = offered.join(facts, left_on="title", right_on="id")
    assert (joined.filter(pl.col("service") == "Nitrate")["year"] < 1990).all()
    for service in SERVICES:
        if service.only:
            carried = joined.filter(pl.col("service") == service.name)["genres"]
            assert all(set(genres) & set(service.genres) for genres in carried)


def test_catalogues_differ_between_regions(offered: pl.DataFrame) -> None:
    big = offered.filter(pl.col("service") == "Boundless")
    here, there = (set(big.filter(pl.col("region") == code)["title"]) for code in ("US", "JP"))
    assert 0.2 < len(here & there) / len(here | there) < 0.9
