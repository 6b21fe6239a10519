from matinee.lab.world.posters.writing import LONGEST, Letter, letters_of, readable, words_of


def test_accents_are_taken_off_and_remembered() -> None:
    assert letters_of("éÜç") == [Letter("e", ("acute",)), Letter("U", ("dots",)), Letter("c", ("cedilla",))]


def test_letters_without_a_base_form_are_spelled_out() -> None:
    assert "".join(letter.base for letter in letters_of("Straße Ærø Łódź")) == "Strasse AEro Lodz"


def test_other_scripts_are_left_out_and_nothing_else() -> None:
    assert readable("東京 Story") == "Story"
    assert readable("Москва") == ""
    assert readable("!!! ...") == ""
    assert readable("  Two \n words\t") == "Two words"
    assert readable("Été à São Tomé") == "Été à São Tomé"


def test_the_sign_that_opens_a_question_is_left_out_and_not_turned_into_one_that_ends_it() -> None:
    assert readable("¿Dónde está Graciela?") == "Dónde está Graciela?"
    assert "".join(letter.base for letter in letters_of("¡Adiós!")) == "Adios!"


def test_a_very_long_name_ends_in_an_ellipsis_at_a_word() -> None:
    short = readable("seventeen words " * 30)
    assert len(short) <= LONGEST
    assert short.endswith(("seventeen…", "words…"))


def test_a_word_longer_than_any_line_is_cut_with_hyphens_and_nothing_is_lost() -> None:
    words = words_of("a " + "x" * 55)
    assert all(len(word) <= 20 for word in words)
    assert "".join(word.rstrip("-") for word in words) == "a" + "x" * 55
