"""Figures that papers and projects tell of themselves: known, not measured here."""

import tomllib
from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from matinee.domain.errors import BadData


class PublishedFigure(BaseModel):
    """task: data and protocol. source: where the figure was read. quoted: the source quotes another's figure."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    task: str
    model: str
    metric: str
    value: float
    source: str
    quoted: bool = False


class _Published(BaseModel):
    model_config = ConfigDict(extra="forbid")

    figure: list[PublishedFigure]


def read_published(path: Path) -> list[PublishedFigure]:
    """The figures of a TOML file, [[figure]] each; nothing where there is no such file."""
    if not path.exists():
        return []
    try:
        return _Published.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))).figure
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        first = str(error).splitlines()[0]
        raise BadData(
            f"these are no published figures ({first})", where=str(path), remedy="Write [[figure]] with its source"
        ) from error


def published_section(figures: Sequence[PublishedFigure]) -> list[str]:
    """A section of its own, so that nobody takes these for figures of ours; empty without figures."""
    if not figures:
        return []
    rows = [
        f"| {one.task} | {one.model} | {one.metric} | {one.value:g} | {one.source}{', quoted there' * one.quoted} |"
        for one in figures
    ]
    return [
        "## Known only from papers and projects",
        "",
        "Nothing in this table was measured here. Protocols are those of the sources and need not be ours: two figures",
        "can be held beside each other only where data, split and metric are the same.",
        "",
        "| task | model | metric | value | source |",
        "|---|---|---|--:|---|",
        *rows,
        "",
    ]
