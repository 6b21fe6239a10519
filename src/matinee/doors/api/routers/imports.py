"""Bringing one's history along from elsewhere: preview, put right, apply, take back."""

import asyncio
import hashlib
from functools import partial
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request, Response

from matinee.domain.accounts import Visitor
from matinee.domain.imports import RowState
from matinee.doors.api.access import Guard, TheService
from matinee.doors.api.import_shapes import (
    Fix,
    HowToApply,
    ImportId,
    Imports,
    ImportWithLines,
    Line,
    LineOfFile,
    Lines,
    OneImport,
    titles_in,
)
from matinee.doors.api.library_shapes import Limit
from matinee.services.catalogue import look_up
from matinee.services.library import applying, imports, undoing
from matinee.services.library.importers.formats import read_file
from matinee.services.library.left_over import left_over

router = APIRouter(tags=["imports"])
Reader = Annotated[Visitor, Depends(Guard("person"))]
Writer = Annotated[Visitor, Depends(Guard("person", weight="write"))]
Sender = Annotated[Visitor, Depends(Guard("person", weight="login"))]
FILE: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "text/csv": {"schema": {"type": "string"}, "example": "title,year,rating\nAlien,1979,4.5\n"},
            "application/gzip": {"schema": {"type": "string", "format": "binary"}},
        },
    }
}


@router.post("/imports", status_code=201, openapi_extra=FILE)
async def begin_import(
    request: Request,
    visitor: Sender,
    service: TheService,
    *,
    scale: Annotated[Literal["5", "10", "100"] | None, Query(description="Of ratings; found out else.")] = None,
) -> ImportWithLines:
    """Send a file: an export of MovieLens.org, or any table with titles and ratings or watches. Nothing is changed yet:
    the answer tells how many of its lines could be used, and on which scale its ratings were read. The same file again,
    by the same scale, is the same import."""
    data, me = await request.body(), visitor.account.id
    read = partial(read_file, data, scale=None if scale is None else int(scale), now=service.clock())
    found = await asyncio.to_thread(read)
    digest = hashlib.sha256(data if scale is None else data + f"\0scale {scale}".encode()).hexdigest()

    rows = await service.storage.read(
        lambda tx: imports.lines_of(tx.library, me, digest=digest, said=found.said), long=True
    )

    def begin(tx: Any) -> ImportWithLines:
        made = imports.keep_import(tx.library, me, digest=digest, read=found, rows=rows)
        return ImportWithLines.counted(*imports.import_of(tx.library, me, made.id))

    return await service.storage.write(begin)


@router.get("/me/imports")
async def list_my_imports(visitor: Reader, service: TheService) -> Imports:
    """What you brought along, the newest first."""
    found = await service.storage.read(lambda tx: imports.list_imports(tx.library, visitor.account.id))
    return Imports(items=[OneImport.of(one) for one in found])


@router.get("/imports/{import_id}")
async def read_import(import_id: ImportId, visitor: Reader, service: TheService) -> ImportWithLines:
    """An import, and how many of its lines are in which state."""
    found = await service.storage.read(lambda tx: imports.import_of(tx.library, visitor.account.id, import_id))
    return ImportWithLines.counted(*found)


@router.get("/imports/{import_id}/lines")
async def list_lines(
    import_id: ImportId,
    visitor: Reader,
    service: TheService,
    *,
    state: RowState | None = None,
    cursor: Annotated[str | None, Query(pattern=r"^[0-9]{1,9}$")] = None,
    limit: Limit = 50,
) -> Lines:
    """Its lines, in the order of the file; of one state alone where you say so."""
    me, after = visitor.account.id, None if cursor is None else int(cursor)
    found, more, cards = await service.storage.read(
        lambda tx: (
            *(page := imports.list_rows(tx.library, me, import_id, state=state, after=after, count=limit)),
            look_up.cards_by_id(tx.catalogue, titles_in(page[0])),
        )
    )
    return Lines(items=[Line.of(one, cards) for one in found], next=None if more is None else str(more))


@router.get(
    "/imports/{import_id}/left-over",
    response_class=Response,
    responses={
        200: {
            "content": {"text/csv": {}},
            "description": "A table: line, title, year, rating, rated_at, watched_at, list, why.",
        }
    },
)
async def read_left_over(import_id: ImportId, visitor: Reader, service: TheService) -> Response:
    """The lines that were not used, as a table, with the reason of each."""
    table = await service.storage.read(lambda tx: left_over(tx.library, visitor.account.id, import_id), long=True)
    headers = {"Content-Disposition": 'attachment; filename="left-over.csv"'}
    return Response(table, media_type="text/csv", headers=headers)


@router.put("/imports/{import_id}/lines/{line}")
async def fix_row(import_id: ImportId, line: LineOfFile, asked: Fix, visitor: Writer, service: TheService) -> Line:
    """Say which title a line means, or leave it out. That is remembered for the next file too."""
    me = visitor.account.id

    def fix(tx: Any) -> Line:
        row = imports.fix_row(tx.library, me, import_id, line, title_id=asked.title_id)
        return Line.of(row, look_up.cards_by_id(tx.catalogue, titles_in([row])))

    return await service.storage.write(fix)


@router.post("/imports/{import_id}/apply")
async def apply_import(import_id: ImportId, asked: HowToApply, visitor: Sender, service: TheService) -> OneImport:
    """Do what the matched lines say. The receipt tells how they came out. One that was stopped in the middle is
    'applying', and goes on when it is asked for again."""
    me = visitor.account.id
    return OneImport.of(await applying.apply_import(service.storage, me, import_id, conflicts=asked.conflicts))


@router.post("/imports/{import_id}/undo")
async def undo_import(import_id: ImportId, visitor: Sender, service: TheService) -> OneImport:
    """Take back what the import brought, except ratings that you changed since. One that was stopped in the middle is
    'undoing', and goes on when it is asked for again."""
    return OneImport.of(await undoing.undo_import(service.storage, visitor.account.id, import_id))


@router.delete("/imports/{import_id}", status_code=204)
async def delete_import(import_id: ImportId, visitor: Writer, service: TheService) -> None:
    """Throw a preview away."""
    await service.storage.write(lambda tx: imports.delete_import(tx.library, visitor.account.id, import_id))
