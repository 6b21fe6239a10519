"""Which column of a table says what, told or recognised by its name."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from matinee.domain.errors import BadConfig, BadData
from matinee.domain.feedback import CLICKS, WATCHES, Feedback, FeedbackKind
from matinee.lab.data.loaders.columns import A_DAY, Column, ColumnKind, latest_time
from matinee.lab.data.loaders.faults import shown

TimeFormat = Literal["auto", "seconds", "milliseconds", "iso"]
IdKind = Literal["auto", "whole", "text"]
NONE = ""
"""As the name of a column: there is none, even where one could be recognised."""

PERSON = ("userid", "user", "personid", "person", "uid", "customerid", "memberid", "accountid", "viewerid", "visitorid")
TITLE = ("movieid", "titleid", "itemid", "showid", "filmid", "movie", "title", "item", "film", "contentid", "iid")
VALUES: dict[str, FeedbackKind] = {
    "rating": "rating",
    "stars": "rating",
    "score": "rating",
    "value": "rating",
    "plays": "watch",
    "playcount": "watch",
    "watches": "watch",
    "views": "watch",
    "clicks": "click",
    "click": "click",
}
TIME = ("timestamp", "time", "ts", "ratedat", "watchedat", "clickedat", "createdat", "at", "date", "datetime")
_ANY_NUMBER = (-1e9, 1e9, 0.0)
_MILLISECONDS_FROM = 100_000_000_000
_ID = re.compile(r"-?(0|[1-9]\d{0,18})", re.ASCII)
_TIME_NUMBER = re.compile(r"-?\d+(\.0*)?", re.ASCII)


@dataclass(frozen=True)
class ColumnMapping:
    """Names of columns; None is recognised by common names, "" says that there is none.

    kind: rating, watch or click; None follows from the name of the value column, and is "watch" without one.
    time_format: "auto" looks at the first row. ids: "auto" takes ids as whole numbers where the first row has one.
    feedback: the scale; None is read off the values (see `scales`). delimiter: of a text table, None looks at its first
    line.
    """

    person: str | None = None
    title: str | None = None
    value: str | None = None
    time: str | None = None
    kind: FeedbackKind | None = None
    time_format: TimeFormat = "auto"
    ids: IdKind = "auto"
    feedback: Feedback | None = None
    delimiter: str | None = None

    def __post_init__(self) -> None:
        if self.delimiter is not None and (len(self.delimiter) not in (1, 2) or "\n" in self.delimiter):
            raise BadConfig(
                f"the delimiter {shown(self.delimiter)} is not one or two signs", remedy="Give one such as , or ; or ::"
            )
        if self.kind and self.feedback and self.feedback.kind != self.kind:
            raise BadConfig(f"the feedback is of kind {self.feedback.kind}, not {self.kind}", remedy="Give one of them")


@dataclass(frozen=True)
class Columns:
    """A mapping that fits a table. feedback: None where the values of ratings still have to tell their scale."""

    columns: tuple[Column, ...]
    kind: FeedbackKind
    feedback: Feedback | None

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def has(self, name: str) -> bool:
        return any(column.name == name for column in self.columns)


def recognised(
    header: Sequence[str], first: Mapping[str, object], mapping: ColumnMapping, *, file: str, must_rate: bool = False
) -> Columns:
    """What each column of a header is, in its order.

    first: the first row by column name, for ids and times. must_rate: the file is called ratings, so that a missing
    value column is a fault.
    """
    _refuse_doubles(header, file)
    person = _found(header, mapping.person, PERSON, "person", file)
    title = _found(header, mapping.title, TITLE, "title", file)
    if person is None or title is None:
        asked = "person" if person is None else "title"
        raise BadData(
            f"no column is recognised as the {asked} among {_listed(header)}",
            where=_first_line(file),
            remedy=f"Name it with --{asked}",
        )
    if person == title:
        raise BadData(
            f"the column {shown(person)} cannot be both person and title", where=_first_line(file), remedy="Name two"
        )
    value = _found(header, mapping.value, tuple(VALUES), "value", file)
    told = mapping.kind or (mapping.feedback.kind if mapping.feedback else None)
    if value is None and (told == "rating" or (must_rate and told is None and mapping.value is None)):
        raise BadData(
            f"the column of ratings is missing among {_listed(header)}",
            where=_first_line(file),
            remedy="Name it with --value, or say --kind watch or --kind click",
        )
    time = _found(header, mapping.time, TIME, "time", file)
    kind = told or _kind_of(value)
    scale = mapping.feedback or {"rating": None, "watch": WATCHES, "click": CLICKS}[kind]
    lowest, highest, step = (scale.lowest, scale.highest, scale.step) if scale else _ANY_NUMBER
    made = {
        person: _id_column("person", person, first.get(person), mapping.ids),
        title: _id_column("title", title, first.get(title), mapping.ids),
    }
    if value is not None:
        made[value] = Column("value", "number", word=value, lowest=lowest, highest=highest, step=step)
    if time is not None:
        made[time] = Column("time", _time_kind(first.get(time), mapping.time_format), word=time)
    ignored = (Column(f"ignored {index}", "ignored") for index in range(len(header)))
    return Columns(
        tuple(made.get(name, spare) for name, spare in zip(header, ignored, strict=True)),
        kind,
        scale,
    )


def is_whole_id(first: object) -> bool:
    """Whether an id is a whole number that loses nothing when it is kept as one; '007' would."""
    return not isinstance(first, bool) and _ID.fullmatch(str(first)) is not None


def _found(header: Sequence[str], told: str | None, known: Sequence[str], what: str, file: str) -> str | None:
    if told == NONE:
        return None
    if told is not None:
        if told not in header:
            raise BadData(
                f"there is no column {shown(told)} for the {what} among {_listed(header)}",
                where=_first_line(file),
                remedy="Name a column of the table",
            )
        return told
    plain = {re.sub(r"[^a-z]", "", name.lower()): name for name in reversed(header)}
    return next((plain[name] for name in known if name in plain), None)


def _kind_of(value: str | None) -> FeedbackKind:
    if value is None:
        return "watch"
    return VALUES.get(re.sub(r"[^a-z]", "", value.lower()), "rating")


def _id_column(name: str, word: str, first: object, ids: IdKind) -> Column:
    whole = ids == "whole" or (ids == "auto" and is_whole_id(first))
    return Column(name, "whole" if whole else "text", word=word)


def _time_kind(first: object, told: TimeFormat) -> ColumnKind:
    if told != "auto":
        return told
    text = str(first).strip()
    if not _TIME_NUMBER.fullmatch(text):
        return "iso"
    number = float(text)
    return "milliseconds" if number >= _MILLISECONDS_FROM and number / 1000 < latest_time() + A_DAY else "seconds"


def _refuse_doubles(header: Sequence[str], file: str) -> None:
    twice = sorted({name for name in header if list(header).count(name) > 1})
    if twice:
        raise BadData(
            f"two columns are called {shown(twice[0])}", where=_first_line(file), remedy="Give each a name of its own"
        )


def _listed(header: Sequence[str]) -> str:
    return ", ".join(shown(name) for name in header[:10]) + (", ..." if len(header) > 10 else "")


def _first_line(file: str) -> str:
    return f"{file}, line 1"
