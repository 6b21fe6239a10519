import pytest
from hypothesis import given
from hypothesis import strategies as st

from matinee.kit.text import closest, counted, folded, in_words


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Amélie", "amelie"),
        ("  SE7EN ", "se7en"),
        ("Rosencrantz & Guildenstern", "rosencrantz and guildenstern"),
        ("Schindler's List", "schindlers list"),
        ("Schindler’s List", "schindlers list"),
        ("Spider-Man: No Way Home", "spider man no way home"),
        ("Bølgen", "bolgen"),
        ("Straße", "strasse"),
        ("千と千尋", "千と千尋"),
        ("ＷＡＬＬ・Ｅ", "wall e"),
        ("...", "..."),
    ],
)
def test_case_diacritics_and_punctuation_do_not_matter(written: str, plain: str) -> None:
    assert folded(written) == plain


@given(st.text())
def test_folding_twice_is_folding_once_for_texts_with_words(text: str) -> None:
    once = folded(text)

    assert folded(once) == once or not any(letter.isalnum() for letter in once)


def test_the_closest_candidate_comes_first_in_spite_of_a_slip() -> None:
    assert closest("alein", ["Aliens", "Alien", "Fargo"])[0] == "Alien"


def test_a_candidate_that_contains_the_text_is_near_however_long_it_is() -> None:
    assert closest("strangelove", ["Dr. Strangelove or: How I Learned to Stop Worrying", "Fargo"]) == [
        "Dr. Strangelove or: How I Learned to Stop Worrying"
    ]


def test_nothing_is_offered_where_nothing_is_like_it() -> None:
    assert closest("zzzzqqq", ["Alien", "Fargo"]) == []


def test_no_more_are_offered_than_asked_for_and_none_twice() -> None:
    assert closest("alien", ["Alien", "Alien", "Aliens", "Alien 3"], count=2) == ["Alien", "Alien 3"]


@pytest.mark.parametrize(
    ("names", "words"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_a_list_is_read_out_as_people_would(names: list[str], words: str) -> None:
    assert in_words(names) == words


@pytest.mark.parametrize(("count", "words"), [(0, "0 rows"), (1, "1 row"), (1200, "1,200 rows")])
def test_one_is_not_many(count: int, words: str) -> None:
    assert counted(count, "row") == words
