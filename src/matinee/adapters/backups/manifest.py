"""What a backup says of itself: manifest.json inside it."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

FORMAT = 1
MANIFEST = "manifest.json"


class TablePart(BaseModel):
    """The rows of one table. sha256: of its lines. last_id: the highest number that was ever given to a row, None
    where rows are not numbered."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(pattern=r"^[a-z_][a-z0-9_]*$")
    columns: tuple[str, ...]
    rows: int = Field(ge=0)
    sha256: str
    last_id: int | None = None

    @property
    def path(self) -> str:
        return f"tables/{self.name}.jsonl"


class FilePart(BaseModel):
    """A file of the home, by its path in it. size: bytes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: str
    size: int = Field(ge=0)
    sha256: str


class AnyManifest(BaseModel):
    """Of whatever format."""

    format: int


class Manifest(BaseModel):
    """matinee: the version that made it. revision: of the tables. made_at: microseconds, UTC. database: the kind it was
    made from, which does not matter to a restore. tables: a table comes after those it refers to."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal[1]
    matinee: str
    revision: str
    made_at: int
    database: str
    tables: tuple[TablePart, ...]
    files: tuple[FilePart, ...]

    @property
    def rows(self) -> int:
        return sum(part.rows for part in self.tables)
