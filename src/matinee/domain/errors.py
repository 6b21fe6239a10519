"""Everything that can go wrong and that a person can do something about.

    MatineeError
    ├── BadInput            what was given cannot be used: exit code 2, nothing was changed
    │   ├── BadData         a file or table of ratings, titles or people is broken
    │   ├── BadConfig       a model, recipe or setting was given an impossible value
    │   ├── BadArtifact     a saved model is damaged, incomplete or of another kind
    │   └── UnknownName     no model, data set, title or metric of that name
    ├── Unreachable         something outside (a server, a disk) did not answer
    ├── OutOfTime           a deadline passed before the work was done
    └── Pruned              a tuner ended a fit that had fallen too far behind others to be worth its time

A message says what is wrong, where, and what to do. The three parts are kept apart so that a command line, an API and a
log can each show them in their own way.
"""


class MatineeError(Exception):
    """Something a person can act on.

    what: the fault, as a sentence without a full stop. where: file, line, field. remedy: what to do about it.
    """

    exit_code = 1

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


class Unreachable(MatineeError):
    exit_code = 3


class OutOfTime(MatineeError):
    exit_code = 4


class Pruned(MatineeError):
    pass
