import pytest

from matinee.domain.errors import WeakPassword
from matinee.services.accounts.password_rules import check_password


@pytest.mark.parametrize(
    "password",
    [
        *("short", "1234567", "x" * 1025),
        *("aaaaaaaa", "12121212", "ababababab", "        "),
        *("12345678", "87654321", "abcdefgh", "qwertyuiop", "asdfghjk1", "qwertz12345"),
        *("password", "Password1", "P@ssw0rd!", "passw0rd123", "letmein2024", "Matinee!1", "m0vies2025", "ana.lima1"),
    ],
)
def test_what_anybody_would_try_first_is_refused(password: str) -> None:
    with pytest.raises(WeakPassword):
        check_password(password, name="Ana.Lima")


@pytest.mark.parametrize(
    "password",
    [
        *("four unrelated words", "xK3#vq9!", "correct horse battery staple", "Ünïcödé-päss", "nul\x00inside it"),
        *("y" + "o7x" * 341, "рожденный летать", "passwordless evenings", "qwerty is not all of it"),
    ],
)
def test_any_character_and_any_length_in_between_is_taken(password: str) -> None:
    check_password(password, name="Ana.Lima")
