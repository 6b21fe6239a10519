import pytest

from tests.doors.cli.conftest import Door


@pytest.mark.parametrize(
    ("words", "choices"), [(("--size", "scale"), "tiny, small"), (("--real", "netflix"), "ml-32m")]
)
def test_what_there_is_no_demo_of_is_refused(matinee: Door, words: tuple[str, ...], choices: str) -> None:
    refused = matinee("demo", *words, "--no-serve")
    assert refused.exit_code == 2
    assert choices in refused.stderr


def test_nobody_makes_a_demo_of_a_house_in_production(matinee: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MATINEE_ENVIRONMENT", "prod")
    refused = matinee("demo", "--size", "tiny", "--no-serve")
    assert refused.exit_code == 2
    assert "passwords are printed" in refused.stderr
