import re
from collections import Counter
from itertools import combinations

import numpy as np
import polars as pl
import pytest

from matinee.lab.world.genres import GENRES
from matinee.lab.world.sizes import Size
from matinee.lab.world.traits import TitleTraits, make_titles
from matinee.lab.world.words.bank import cultures
from matinee.lab.world.words.tell import SCHEMA, tell

SIZE = Size("trial", titles=3_000, people=10, ratings=10, visits=0)


@pytest.fixture(scope="module")
def traits() -> TitleTraits:
    return make_titles(SIZE, seed=7)


@pytest.fixture(scope="module")
def facts(traits: TitleTraits) -> pl.DataFrame:
    return tell(traits, seed=7)


def test_the_same_seed_writes_the_same_words_and_another_seed_others(traits: TitleTraits, facts: pl.DataFrame) -> None:
    assert tell(traits, seed=7).equals(facts)
    assert (tell(traits, seed=8)["plot"] == facts["plot"]).sum() < 5


def test_no_two_titles_share_a_name(facts: pl.DataFrame) -> None:
    assert facts["name"].str.to_lowercase().n_unique() == len(facts)


@pytest.mark.quality
def test_twenty_thousand_names_are_still_different() -> None:
    many = tell(make_titles(Size("many", titles=20_000, people=1, ratings=1, visits=0), seed=3), seed=3)
    assert many["name"].str.to_lowercase().n_unique() == 20_000
    assert many["name"].str.len_chars().max() < 80  # type: ignore[operator]


def test_every_title_has_all_its_facts(facts: pl.DataFrame) -> None:
    assert facts.schema == SCHEMA
    assert facts.drop("franchise", "part").null_count().sum_horizontal().item() == 0
    assert facts["id"].to_list() == list(range(1, len(facts) + 1))
    assert facts["keywords"].list.len().is_between(4, 8).all()
    assert facts["cast"].list.len().is_between(3, 6).all()
    assert facts["cast"].list.n_unique().equals(facts["cast"].list.len())
    assert facts["runtime_min"].is_between(11, 228).all()


def test_plots_run_to_forty_to_ninety_words_with_every_slot_filled(facts: pl.DataFrame) -> None:
    assert facts["plot"].str.split(" ").list.len().is_between(40, 90).all()
    for text in (*facts["plot"], *facts["name"], *facts["tagline"]):
        assert not re.search(r"[{}<>|]|,,|,\.|  | [aA] [aeio]\w*[^n]\b(?<!one)(?<!once)|None", text), text
        assert not re.search(r"\b[aA] [hH]onest", text), text


def phrases(text: str) -> set[tuple[str, ...]]:
    """Every four words in a row."""
    words = re.findall(r"[\w’']+", text.lower())
    return set(zip(words, words[1:], words[2:], words[3:], strict=False))


def test_whoever_reads_twenty_plots_of_a_genre_seldom_meets_a_sentence_again(facts: pl.DataFrame) -> None:
    """A sentence counts as met where half of its phrases stood in the twenty plots before, whatever the names in it."""
    met = {}
    for genre in GENRES:
        plots = facts.filter(pl.col("genres").list.contains(genre))["plot"].head(150).to_list()
        told = [phrases(plot) for plot in plots]
        again = []
        for at in range(20, len(plots)):
            known = set().union(*told[at - 20 : at])
            sentences = [phrases(sentence) for sentence in re.split(r"(?<=[.!?]) ", plots[at])]
            again += [len(words & known) >= 0.5 * len(words) for words in sentences if words]
        met[genre] = np.mean(again)
    assert max(met.values()) < 0.3, met
    assert np.mean(list(met.values())) < 0.13, met


def test_no_two_plots_of_a_genre_are_nearly_the_same(facts: pl.DataFrame) -> None:
    for genre in GENRES:
        plots = facts.filter(pl.col("genres").list.contains(genre))["plot"].head(150)
        told = [phrases(plot) for plot in plots]
        shared = [len(one & other) / min(len(one), len(other)) for one, other in combinations(told, 2)]
        assert np.mean(np.array(shared) > 0.5) < 0.001, genre
        assert np.mean(np.array(shared) > 0.3) < 0.01, genre


def test_people_who_may_fall_in_love_are_not_related(facts: pl.DataFrame) -> None:
    romances = facts.filter(pl.col("genres") == ["Romance"])["plot"]
    assert len(romances) > 10
    assert not any(re.search(r"(?:his|her) (?:\w+ )?(?:brother|sister|cousin)", plot) for plot in romances)


def test_brothers_have_the_names_of_men_and_sisters_of_women(facts: pl.DataFrame) -> None:
    women = {name for culture in cultures() for name in culture.women}
    men = {name for culture in cultures() for name in culture.men}
    found = [
        match for text in facts["plot"] for match in re.findall(r"(brother|sister)(?:-in-law)? ([A-ZÀ-Ž][\w-]+)", text)
    ]
    assert len(found) > 50
    assert all(name in (women if kin == "sister" else men) for kin, name in found)


def test_plots_speak_of_their_genre(facts: pl.DataFrame) -> None:
    """A plain count of words learnt on half of the plots tells the genre of the others far better than chance."""
    single = facts.filter(pl.col("genres").list.len() == 1).with_columns(genre=pl.col("genres").list.first())
    counts: dict[str, Counter[str]] = {genre: Counter() for genre in GENRES}
    half = len(single) // 2
    for genre, text in single.select("genre", "plot").head(half).iter_rows():
        counts[genre].update(set(re.findall(r"\w+", text.lower())))
    sizes = single.head(half)["genre"].value_counts()
    number = dict(zip(sizes["genre"], sizes["count"], strict=True))
    usual = sum(counts.values(), Counter())
    right = 0
    for genre, text in single.select("genre", "plot").tail(half).iter_rows():
        words = set(re.findall(r"\w+", text.lower()))
        score = {
            name: np.log(many)
            + sum(np.log((counts[name][word] + (usual[word] + 1) / half) / (many + 1)) for word in words)
            for name, many in number.items()
        }
        right += max(score, key=lambda name: score[name]) == genre
    assert right / half > 0.85


def test_franchises_are_numbered_in_order_of_release_and_share_people(facts: pl.DataFrame) -> None:
    films = facts.filter(pl.col("kind") == "movie")
    chained = films.filter(pl.col("franchise").is_not_null())
    assert 0.06 < len(chained) / len(films) < 0.1
    for (franchise,), parts in chained.sort("part").group_by("franchise", maintain_order=True):
        assert parts["part"].to_list() == list(range(1, len(parts) + 1))
        assert parts["release_date"].is_sorted()
        assert parts["name"][0] == franchise
        assert all(name.startswith(str(franchise).rstrip("?")) for name in parts["name"])
        assert set(parts["cast"][0]) & set(parts["cast"][1])
        assert set(parts["keywords"][0]) & set(parts["keywords"][1])


def test_a_few_people_make_much_and_stay_in_their_country(facts: pl.DataFrame) -> None:
    roles = facts.explode("cast").group_by("cast").agg(pl.len(), pl.col("country").n_unique().alias("countries"))
    assert (roles["countries"] == 1).all()
    most = np.sort(roles["len"].to_numpy())[::-1]
    assert most[: len(most) // 20].sum() > 0.2 * most.sum()


def test_certificates_follow_the_audience(facts: pl.DataFrame) -> None:
    children = facts.filter(pl.col("genres").list.contains("Children"))
    assert children["certification"].is_in(["G", "PG", "TV-G", "TV-PG"]).all()
    noir = facts.filter(pl.col("genres").list.contains("Film-Noir"), ~pl.col("genres").list.contains("Children"))
    assert noir["certification"].is_in(["PG-13", "R", "TV-14", "TV-MA"]).all()


def test_a_world_of_one_title_can_be_told() -> None:
    alone = tell(make_titles(Size("none", titles=1, people=1, ratings=1, visits=0), seed=1), seed=1)
    assert len(alone) == 1
