import pytest

from matinee.kit.words import joined, slug_of, without_article, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("WALL·E & Amélie", ("wall", "e", "and", "amelie")),
        ("  The  Sugar-Mill ", ("the", "sugar", "mill")),
        ("!!!", ()),
        ("", ()),
        ("東の海", ("東の海",)),
    ],
)
def test_words_are_folded_and_of_letters_and_digits_alone(text: str, words: tuple[str, ...]) -> None:
    assert words_of(text) == words


def test_a_slug_is_the_same_for_names_that_differ_in_marks() -> None:
    assert slug_of("Sci-Fi & Fantasy") == slug_of("sci fi and fantasy") == "sci-fi-and-fantasy"
    assert slug_of("Children's") == slug_of("Childrens")
    assert slug_of("$") == "$"


def test_an_article_goes_unless_it_is_all_there_is() -> None:
    assert without_article("the sugar mill") == "sugar mill"
    assert without_article("theatre") == "theatre"
    assert without_article("a ") == "a "
    assert joined("the sugar mill") == "sugarmill"
