"""What goes in and out about imports, with examples for the documentation."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from fastapi import Path
from pydantic import BaseModel, Field

from matinee.domain.imports import COUNTS, Conflicts, ImportRow, ImportState, Outcome, RowState, Said
from matinee.domain.imports import Import as Brought
from matinee.domain.titles import TitleCard
from matinee.doors.api.catalogue_shapes import Card
from matinee.doors.api.library_shapes import NEXT, WHEN, when
from matinee.doors.api.shapes import Asked
from matinee.kit.clock import iso

ImportId = Annotated[int, Path(ge=1, lt=2**63)]
LineOfFile = Annotated[int, Path(ge=1, lt=2**31, description="Of the file, as its editor counts.")]


class HowToApply(Asked):
    conflicts: Conflicts = Field(
        default="newest",
        description="Whose rating holds where you have rated a title yourself: the newer one (yours, where nobody can "
        "tell), that of the file, or yours. Of an import that was begun already, what was said first counts.",
    )


class Fix(Asked):
    title_id: int | None = Field(ge=1, lt=2**63, description="The title that the line means; null to leave it out.")


class Progress(BaseModel):
    done: int = Field(examples=[1500])
    of: int = Field(examples=[20000])


class OneImport(BaseModel):
    id: int
    format: str = Field(examples=["movielens"])
    scale: int | None = Field(
        description="Stars of the best rating, as those of the file were read: 5, 10 or 100. Null where it holds no "
        "ratings. Where that is wrong, throw the preview away and send the file with the right `scale`.",
        examples=[5],
    )
    state: ImportState
    made_at: str
    applied_at: str | None
    undone_at: str | None
    receipt: dict[str, int] = Field(
        description="How it came out, once it is applied or taken back; so far, while it is `applying` or `undoing`.",
        examples=[{"ratings": 212}],
    )
    progress: Progress | None = Field(
        description="While it is `applying`: lines; while it is `undoing`: ratings, watches and marks. Null else."
    )

    @classmethod
    def of(cls, brought: Brought) -> "OneImport":
        return cls(**_import(brought))


class ImportWithLines(OneImport):
    lines: dict[RowState, int] = Field(description="How many lines are in which state.", examples=[{"matched": 212}])

    @classmethod
    def counted(cls, brought: Brought, counts: Mapping[RowState, int]) -> "ImportWithLines":
        return cls(lines=dict(counts), **_import(brought))


class Imports(BaseModel):
    items: list[OneImport]
    next: str | None = None


class Line(BaseModel):
    line: int = Field(description="Of the file, as its editor counts.", examples=[2])
    state: RowState
    says: Said | None
    name: str | None = Field(examples=["Toy Story"])
    year: int | None = Field(examples=[1995])
    stars: float | None = Field(examples=[4])
    at: str | None = Field(description=WHEN)
    title: Card | None
    candidates: list[Card] = Field(description="Titles that it may mean, the likeliest first.")
    fault: str | None = Field(description="What of it cannot be used.")
    outcome: Outcome | None

    @classmethod
    def of(cls, row: ImportRow, cards: Mapping[int, TitleCard]) -> "Line":
        title = None if row.title_id is None else cards.get(row.title_id)
        return cls(
            line=row.line,
            state=row.state,
            says=row.said,
            name=row.name,
            year=row.year,
            stars=None if row.half_stars is None else row.half_stars / 2,
            at=None if row.at is None else when(row.at, row.dated),
            title=title and Card.of(title),
            candidates=[Card.of(cards[one]) for one in row.candidates if one in cards],
            fault=row.fault,
            outcome=row.outcome,
        )


class Lines(BaseModel):
    items: list[Line]
    next: str | None = Field(description=NEXT)


def titles_in(rows: Sequence[ImportRow]) -> list[int]:
    """Of which cards are needed to show these."""
    named = [row.title_id for row in rows if row.title_id is not None]
    return list(dict.fromkeys([*named, *(one for row in rows for one in row.candidates)]))


def _import(brought: Brought) -> dict:
    return {
        "id": brought.id,
        "format": brought.format,
        "scale": brought.scale,
        "state": brought.state,
        "made_at": iso(brought.made_at),
        "applied_at": None if brought.applied_at is None else iso(brought.applied_at),
        "undone_at": None if brought.undone_at is None else iso(brought.undone_at),
        "receipt": dict(brought.receipt),
        "progress": Progress(done=brought.done, of=brought.whole) if brought.state in COUNTS else None,
    }
