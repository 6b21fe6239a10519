"""Rows that cannot be used: counted, the first of them kept with file and line, and refused or dropped."""

from dataclasses import dataclass, field

from matinee.domain.errors import BadData

KEPT = 20
"""Faults kept with their line; the rest are only counted."""
MOST_COUNTED = 10_000
"""Where nothing may be dropped, reading ends after this many bad rows: the file is of another kind."""


@dataclass(frozen=True)
class Fault:
    """One bad row. line: counted from 1; 0 where the format has no lines. what: what is wrong with it."""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{place(self.file, self.line)}: {self.what}"


@dataclass
class Faults:
    """What was wrong while a source was read. skip_bad: drop and count bad rows instead of refusing the source."""

    skip_bad: bool = False
    count: int = 0
    kept: list[Fault] = field(default_factory=list)

    def add(self, file: str, line: int, what: str) -> None:
        """Counts a bad row; without skip_bad ends with BadData once there are too many to go on."""
        self.count += 1
        if len(self.kept) < KEPT:
            self.kept.append(Fault(file, line, what))
        if not self.skip_bad and self.count >= MOST_COUNTED:
            self.settle()

    def settle(self) -> None:
        """Ends with BadData where there was a bad row and none may be dropped."""
        if self.skip_bad or not self.count:
            return
        first = min((fault for fault in self.kept if fault.file == self.kept[0].file), key=lambda fault: fault.line)
        if self.count == 1:
            what = f"1 bad row: {first.what}"
        else:
            many = f"at least {self.count:,}" if self.count >= MOST_COUNTED else f"{self.count:,}"
            what = f"{many} bad rows, the first: {first.what}"
        raise BadData(
            what, where=place(first.file, first.line), remedy="Correct the file, or drop such rows with --skip-bad"
        )


def place(file: str, line: int) -> str:
    return f"{file}, line {line}" if line else file


def shown(value: object, *, longest: int = 40) -> str:
    """A value as a message can carry it: quoted, one line, not long."""
    text = str(value)
    short = text if len(text) <= longest else f"{text[:longest]}..."
    return "'" + "".join(sign if sign.isprintable() else "?" for sign in short) + "'"
