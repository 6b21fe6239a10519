"""Everything that can go wrong and that a person can do something about.

    MatineeError
    ├── BadInput            what was given cannot be used: exit code 2, nothing was changed
    │   ├── BadData         a file or table of ratings, titles or people is broken
    │   ├── BadConfig       a model, recipe or setting was given an impossible value
    │   ├── BadArtifact     a saved model or a backup is damaged, incomplete or of another kind
    │   ├── UnknownName     no model, data set, title or metric of that name
    │   ├── WeakPassword    a password that is too short, or among the first that anybody would try
    │   ├── TooLarge        more was sent than is taken at once
    │   ├── WrongMedia      what was sent is not of a kind that is understood here
    │   ├── ReusedKey       an idempotency key that stands for another request already
    │   └── BehindDatabase  a database that another version of Matinee has left, and that must be brought up first
    ├── NotSignedIn         nobody is named, or the session or token is not (or no longer) good
    │   └── WrongCredentials    no account of that name has that password
    ├── NotAllowed          somebody is named who may not do this
    │   ├── ForgedRequest       a request that another site may have made in a person's name
    │   └── RegistrationClosed  nobody, or only those who were invited, can open an account
    ├── NotFound            there is no such thing, or it is another person's
    ├── Conflict            it cannot be done as things stand
    ├── NotNow              it cannot be done at this moment; `retry_after` says when to come again
    │   ├── TooMany             too much from one source
    │   └── Overloaded          there is more to do than can be done
    ├── Unreachable         something outside (a server, a disk) did not answer
    │   └── NoRoom              a disk is full: what is there can be read, and nothing written
    ├── OutOfTime           a deadline passed before the work was done
    └── Pruned              a tuner ended a fit that had fallen too far behind others to be worth its time

A message says what is wrong, where, and what to do. The three parts are kept apart so that a command line, an API and a
log can each show them in their own way. A program knows an error by its `code`, the name of its class in snake_case,
which does not change once it was published.
"""

import re
from typing import ClassVar

_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")


class MatineeError(Exception):
    """Something a person can act on.

    what: the fault, as a sentence without a full stop. where: file, line, field. remedy: what to do about it.
    """

    exit_code = 1
    code: ClassVar[str] = "matinee_error"

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.code = _CAPITAL.sub("_", cls.__name__).lower()

    def __init__(self, what: str, *, where: str | None = None, remedy: str | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f". {self.remedy}" if self.remedy else ""
        return f"{place}{self.what}{advice}"


class BadInput(MatineeError):
    exit_code = 2


class BadData(BadInput):
    pass


class BadConfig(BadInput):
    pass


class BadArtifact(BadInput):
    pass


class UnknownName(BadInput):
    pass


def unknown_word(of: str) -> BadInput:
    """For a list that is to be narrowed to what no title has. of: the filter."""
    return BadInput(f"no title has this {of}", where=of, remedy="Check its spelling")


class WeakPassword(BadInput):
    pass


class TooLarge(BadInput):
    pass


class WrongMedia(BadInput):
    pass


class ReusedKey(BadInput):
    pass


class BehindDatabase(BadInput):
    pass


class NotSignedIn(MatineeError):
    pass


class WrongCredentials(NotSignedIn):
    pass


class NotAllowed(MatineeError):
    pass


class ForgedRequest(NotAllowed):
    pass


class RegistrationClosed(NotAllowed):
    pass


class NotFound(MatineeError):
    pass


class Conflict(MatineeError):
    pass


class NotNow(MatineeError):
    """retry_after: seconds until it is worth another try."""

    def __init__(
        self, what: str, *, where: str | None = None, remedy: str | None = None, retry_after: float = 1.0
    ) -> None:
        super().__init__(what, where=where, remedy=remedy)
        self.retry_after = retry_after


class TooMany(NotNow):
    pass


class Overloaded(NotNow):
    exit_code = 3


class Unreachable(MatineeError):
    exit_code = 3


class NoRoom(Unreachable):
    pass


class OutOfTime(MatineeError):
    exit_code = 4


class Pruned(MatineeError):
    pass
