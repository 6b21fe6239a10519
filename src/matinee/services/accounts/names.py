"""What may be a name, and when two names are one."""

import re
import unicodedata

from matinee.domain.errors import BadInput

SHORTEST, LONGEST = 3, 32
_ALLOWED = re.compile(r"[\w.\-]+")
_ALIKE = frozenset({"LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "CHEROKEE", "COPTIC"})
"""Alphabets with letters that look like those of another one of them."""


def checked_name(name: str) -> str:
    """The name in its usual spelling; BadInput where it cannot be one.

    Letters and digits of any script, with . - and _ between them: nothing that could be taken for markup, a path or an
    address, nothing that cannot be seen, and no letters of two alphabets that look alike, by which one name could be
    drawn as another.
    """
    usual = unicodedata.normalize("NFKC", name)
    if not SHORTEST <= len(usual) <= LONGEST:
        raise BadInput(f"a name has {SHORTEST} to {LONGEST} characters", where="username", remedy="Choose another")
    if not _ALLOWED.fullmatch(usual) or not usual[0].isalnum() or not usual[-1].isalnum():
        raise BadInput(
            "a name has letters and digits, and between them . - and _", where="username", remedy="Choose another"
        )
    if len(_ALIKE & {unicodedata.name(letter, "").partition(" ")[0] for letter in usual}) > 1:
        raise BadInput("a name keeps to one alphabet", where="username", remedy="Write all of it in the same one")
    if len(folded_name(usual)) > 2 * LONGEST:
        raise BadInput("that name cannot be compared with others", where="username", remedy="Choose another")
    return usual


def folded_name(name: str) -> str:
    """As names are compared: 'Ana' and 'ANA' are one."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
