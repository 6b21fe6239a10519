"""What a column of a table of events may hold, checked twice: fast for whole batches, and slowly to name the fault."""

import math
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

import polars as pl

from matinee.lab.data.loaders.faults import shown

ColumnKind = Literal["whole", "number", "text", "seconds", "milliseconds", "iso", "ignored"]

A_DAY = 86_400
LONGEST_ID = 200
LARGEST_ID = 2**63 - 2
_WHOLE = re.compile(r"[+-]?\d{1,30}", re.ASCII)
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,4})?", re.ASCII)
_ZEROS = re.compile(r"\.0*$", re.ASCII)


class Complaint(ValueError):
    """Why a value cannot stand in its column."""


@dataclass(frozen=True)
class Column:
    """One column of a file.

    name: in the frames that are made. word: what a message calls a value. kind: 'seconds' and 'milliseconds' are times
    since 1970 as numbers, 'iso' as text (UTC where no zone is given); all become int64 seconds. 'ignored' is not read.
    lowest, highest, step: for numbers; step 0 allows everything between. optional: may be empty, which becomes null.
    longest: characters of a text.
    """

    name: str
    kind: ColumnKind
    word: str = ""
    lowest: float = 0.0
    highest: float = float(LARGEST_ID)
    step: float = 0.0
    optional: bool = False
    longest: int = LONGEST_ID

    @property
    def called(self) -> str:
        return self.word or self.name

    @property
    def read_as(self) -> type[pl.DataType]:
        """The type polars is to read, so that a value of another shape is refused at once."""
        kinds: dict[str, type[pl.DataType]] = {"whole": pl.Int64, "number": pl.Float64}
        return kinds.get(self.kind, pl.Int64 if self.kind in ("seconds", "milliseconds") else pl.String)

    @property
    def held_as(self) -> type[pl.DataType]:
        if self.kind in ("seconds", "milliseconds", "iso"):
            return pl.Int64
        return self.read_as

    def made(self) -> pl.Expr:
        """The column as it is kept, from the column as it was read; null where a text is no time."""
        column = pl.col(self.name)
        if self.kind == "milliseconds":
            return column.floordiv(1000).alias(self.name)
        if self.kind == "iso":
            bare = column.str.replace("T", " ", literal=True).str.strip_suffix("Z")
            return bare.str.to_datetime("%Y-%m-%d %H:%M:%S", strict=False).dt.epoch("s").alias(self.name)
        return column

    def good(self) -> pl.Expr:
        """Whether each value, as kept, may stand. A null is never good, so that the slow reading looks at it."""
        column = pl.col(self.name)
        if self.kind == "text":
            length = column.str.len_chars()
            return ((length > 0) & (length <= self.longest) & (column.str.strip_chars().str.len_chars() > 0)).fill_null(
                value=False
            )
        if self.kind == "number":
            fits = column.is_finite() & (column >= self.lowest) & (column <= self.highest)
            if self.step:
                fits &= (column / self.step).round() * self.step == column
            return fits.fill_null(value=False)
        if self.kind == "whole":
            return ((column >= int(self.lowest)) & (column <= int(self.highest))).fill_null(value=False)
        return ((column >= 0) & (column <= latest_time())).fill_null(value=False)

    def value(self, given: object) -> int | float | str | None:
        """One value as kept. Raises Complaint."""
        if given is None or given == "":
            if self.optional:
                return None
            raise Complaint(f"{self.called} is empty")
        if self.kind == "whole":
            made = self._in_range(_whole(given, self.called))
        elif self.kind == "number":
            made = self._number(given)
        elif self.kind == "text":
            made = self._text(given)
        else:
            made = _timely(_seconds(given, self.kind, self.called), given, self.called)
        return made

    def _in_range(self, number: float) -> float:
        if number < self.lowest:
            raise Complaint(f"{self.called} {_plain(number)} is below {_plain(self.lowest)}")
        if number > self.highest:
            raise Complaint(f"{self.called} {_plain(number)} is above {_plain(self.highest)}")
        return number

    def _number(self, given: object) -> float:
        if isinstance(given, bool) or not isinstance(given, int | float | str):
            raise Complaint(f"{self.called} {shown(given)} is not a number")
        if isinstance(given, str) and not _NUMBER.fullmatch(given):
            raise Complaint(f"{self.called} {shown(given)} is not a number")
        try:
            number = float(given)
        except OverflowError:
            number = math.inf
        if not math.isfinite(number):
            raise Complaint(f"{self.called} {shown(given)} is not a finite number")
        self._in_range(number)
        if self.step and round(number / self.step) * self.step != number:
            raise Complaint(f"{self.called} {_plain(number)} is no multiple of {_plain(self.step)}")
        return number

    def _text(self, given: object) -> str:
        if isinstance(given, list):
            given = "|".join(str(part) for part in given)
        if not isinstance(given, str | int) or isinstance(given, bool):
            raise Complaint(f"{self.called} {shown(given)} is no text")
        text = str(given)
        if not text.strip():
            raise Complaint(f"{self.called} is empty")
        if len(text) > self.longest:
            raise Complaint(f"{self.called} is longer than {self.longest} characters")
        return text


def latest_time() -> int:
    """The latest moment an event can have: a day ahead of now, for clocks that are wrong and zones that were lost."""
    return int(time.time()) + A_DAY


def good_rows(columns: Sequence[Column]) -> pl.Expr:
    """Whether every value of a row may stand."""
    return pl.all_horizontal([column.good() for column in columns if column.kind != "ignored"])


def _plain(number: float) -> str:
    """3 for 3.0, and every digit of a large id."""
    return str(int(number)) if number == int(number) and abs(number) < 1e30 else f"{number:g}"


def _whole(given: object, called: str) -> int:
    if isinstance(given, bool):
        raise Complaint(f"{called} {shown(given)} is not a whole number")
    if isinstance(given, int):
        return given
    if isinstance(given, float) and given.is_integer():
        return int(given)
    text = _ZEROS.sub("", given) if isinstance(given, str) else ""
    if not _WHOLE.fullmatch(text):
        raise Complaint(f"{called} {shown(given)} is not a whole number")
    return int(text)


def _seconds(given: object, kind: ColumnKind, called: str) -> int:
    if kind == "iso":
        return _moment(given, called)
    return _whole(given, called) // (1000 if kind == "milliseconds" else 1)


def _moment(given: object, called: str) -> int:
    try:
        moment = datetime.fromisoformat(str(given))
    except ValueError:
        raise Complaint(f"{called} {shown(given)} is not a date and time") from None
    return math.floor((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())


def _timely(seconds: int, given: object, called: str) -> int:
    if seconds < 0:
        raise Complaint(f"{called} {shown(given)} is before 1970")
    if seconds > latest_time():
        raise Complaint(f"{called} {shown(given)} lies in the future")
    return seconds
