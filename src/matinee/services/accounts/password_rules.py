"""Which passwords are refused: too short, too long to be meant, or among the first that anybody would try.

By ASVS 5: at least 8 characters, no rule about which kinds of them, every character allowed and kept as it is.
"""

import re

from matinee.domain.errors import WeakPassword
from matinee.services.accounts.names import folded_name

SHORTEST, LONGEST = 8, 1024
FEWEST_KINDS = 4
"""Of characters: 'aaaaaaaa' and '12121212' have fewer."""
_ROWS = ("01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "azertyuiop")
_ROW_PART = 5
_LIKE = str.maketrans("0134578@$!", "oleastbasi")
_COMMON = frozenset(
    {
        *("password", "passwort", "passwd", "secret", "letmein", "welcome", "iloveyou", "admin", "administrator"),
        *("login", "master", "monkey", "dragon", "sunshine", "princess", "football", "baseball", "superman", "batman"),
        *("starwars", "whatever", "trustno", "changeme", "default", "guest", "test", "hello", "shadow", "michael"),
        *("jordan", "liverpool", "chelsea", "arsenal", "pokemon", "computer", "internet", "freedom", "ninja"),
        *("summer", "winter", "spring", "autumn", "january", "monday", "movie", "movies", "film", "films", "matinee"),
        *("cinema", "netflix", "hollywood"),
    }
)
"""Words that lists of stolen passwords begin with, in any language we could think of, and what a film lover would
take."""


def check_password(password: str, *, name: str) -> None:
    """WeakPassword where it is refused. name: of the account, which must not be most of it."""
    if len(password) < SHORTEST:
        raise _weak(f"a password has at least {SHORTEST} characters")
    if len(password) > LONGEST:
        raise _weak(f"a password has at most {LONGEST:,} characters")
    folded = folded_name(password)
    if len(set(folded)) < FEWEST_KINDS:
        raise _weak(f"a password has at least {FEWEST_KINDS} different characters")
    if _is_a_row(folded):
        raise _weak("this password is a row of keys, letters or digits")
    if _words_of(folded) & (_COMMON | {_bare(folded_name(name))}):
        raise _weak("this password is one of the first that anybody would try")


def _words_of(folded: str) -> set[str]:
    """The one word that a password is, less what people put around it and in the place of letters: 'P@ssw0rd!1'."""
    return {_bare(folded), _bare(folded.translate(_LIKE)), _bare(re.sub(r"[\W\d_]+$", "", folded).translate(_LIKE))}


def _bare(text: str) -> str:
    return re.sub(r"[\W\d_]+", "", text)


def _is_a_row(folded: str) -> bool:
    """Whether nothing is left once rows of neighbouring keys, both ways, and digits are taken away."""
    rest = folded
    for row in (*_ROWS, *(row[::-1] for row in _ROWS)):
        for length in range(len(row), _ROW_PART - 1, -1):
            for first in range(len(row) - length + 1):
                rest = rest.replace(row[first : first + length], "")
    return rest != folded and len(_bare(rest)) <= 1


def _weak(what: str) -> WeakPassword:
    return WeakPassword(what, where="password", remedy="Take another: a few unrelated words make a good one")
