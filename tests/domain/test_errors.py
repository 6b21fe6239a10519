import pytest

from matinee.domain import errors
from matinee.domain.errors import BadArtifact, BadConfig, BadData, BadInput, MatineeError, OutOfTime, UnknownName


def every_error() -> list[type[MatineeError]]:
    return [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, MatineeError)]


def test_a_message_says_where_what_and_what_to_do() -> None:
    error = BadData("rating 9 is above 5", where="ratings.csv, line 3", remedy="Correct the row")
    assert str(error) == "ratings.csv, line 3: rating 9 is above 5. Correct the row"


def test_place_and_advice_may_be_missing() -> None:
    assert str(BadData("the file is empty")) == "the file is empty"
    assert str(BadData("the file is empty", where="a.csv")) == "a.csv: the file is empty"
    assert str(BadData("the file is empty", remedy="Give another")) == "the file is empty. Give another"


def test_the_three_parts_can_be_shown_apart() -> None:
    error = UnknownName("no model 'eaze'", where="--models", remedy="Did you mean 'ease'?")
    assert (error.what, error.where, error.remedy) == ("no model 'eaze'", "--models", "Did you mean 'ease'?")


@pytest.mark.parametrize("kind", [BadData, BadConfig, BadArtifact, UnknownName])
def test_whatever_was_wrong_with_the_input_ends_with_code_2(kind: type[MatineeError]) -> None:
    assert issubclass(kind, BadInput)
    assert kind.exit_code == 2


def test_faults_that_are_not_of_the_input_end_with_codes_of_their_own() -> None:
    assert [MatineeError.exit_code, errors.Unreachable.exit_code, OutOfTime.exit_code] == [1, 3, 4]


@pytest.mark.parametrize("kind", every_error())
def test_every_error_can_be_caught_as_one_and_stands_in_the_tree_of_the_docstring(kind: type[MatineeError]) -> None:
    assert issubclass(kind, MatineeError)
    assert kind.__name__ in (errors.__doc__ or "")


def test_programs_know_an_error_by_a_code_of_its_own() -> None:
    codes = [kind.code for kind in every_error()]
    assert len(set(codes)) == len(codes)
    assert errors.NotSignedIn.code == "not_signed_in"
    assert MatineeError.code == "matinee_error"


def test_what_can_be_done_later_says_when() -> None:
    assert errors.TooMany("too much", retry_after=2.5).retry_after == 2.5
    assert errors.Overloaded("too much").retry_after == 1.0
