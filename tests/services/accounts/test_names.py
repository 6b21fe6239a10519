import pytest

from matinee.domain.errors import BadInput
from matinee.services.accounts.names import checked_name, folded_name


@pytest.mark.parametrize("name", ["ana", "Ana.Lima", "ana-lima_2", "Ζωή", "李小龙", "José3", "Иван", "ユキyuki"])
def test_letters_of_any_script_make_a_name(name: str) -> None:
    assert checked_name(name) == name


@pytest.mark.parametrize(
    "name",
    ["an", "a" * 33, "ana lima", "<b>ana", ".ana", "ana.", "ana/..", "ana\x00x", "ana\u200bx", "\u202eana", "   "],
)
def test_what_could_be_taken_for_something_else_is_no_name(name: str) -> None:
    with pytest.raises(BadInput):
        checked_name(name)


@pytest.mark.parametrize("name", ["\u0430dmin", "adm\u0456n", "\u0391na", "\u0440\u0430ul"])
def test_letters_of_two_alphabets_that_look_alike_are_no_name(name: str) -> None:
    with pytest.raises(BadInput, match="one alphabet"):
        checked_name(name)


def test_two_spellings_of_one_name_are_one() -> None:
    assert folded_name("ANA") == folded_name("ana") == folded_name(checked_name("Ａna"))
    assert folded_name("Straße") == folded_name("STRASSE")
    assert folded_name("ana") != folded_name("anna")
