"""A picture as a file: what it becomes is told by the name of the file."""

from pathlib import Path
from typing import Any

from matinee.domain.errors import BadInput
from matinee.kit.files import write_text, written_whole
from matinee.ops.reports.pages import page_of, section
from matinee.ops.reports.pictures import as_png, as_svg, drawn
from matinee.version import __version__

KINDS = (".html", ".png", ".svg")


def check_picture(path: Path, *, where: str) -> None:
    """BadInput where the name of a file does not say what kind of picture it is to be."""
    if path.suffix not in KINDS:
        raise BadInput(f"'{path.name}' is no name of a picture", where=where, remedy=f"End it in {', '.join(KINDS)}")


def write_picture(path: Path, chart: Any, *, title: str, about: str) -> None:
    """about: what the picture shows, in words; an HTML page has it as text, and for those who cannot see."""
    check_picture(path, where=str(path))
    if path.suffix == ".png":
        with written_whole(path) as temporary:
            temporary.write_bytes(as_png(chart))
    elif path.suffix == ".svg":
        write_text(path, as_svg(chart) + "\n")
    else:
        shown = section(title, about, drawn(chart, about))
        write_text(path, page_of(title, subtitle="", sections=[shown], footer=f"Made by Matinee {__version__}."))
