"""Pages of HTML that need nothing beside them, neither a network nor a script."""

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from string import Template

from matinee.ops.reports.pictures import COLOURS

TEMPLATE = Path(__file__).with_name("page.html")


def page_of(
    title: str, *, subtitle: str, sections: Iterable[str], footer: str, tiles: Iterable[tuple[str, str]] = ()
) -> str:
    """A whole page. tiles: (figure, what it is). sections: HTML, as `section` makes it; everything else is text."""
    return Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
        title=escape(title),
        subtitle=escape(subtitle),
        tiles="".join(
            f'<div class="tile"><b>{escape(one)}</b><span>{escape(what)}</span></div>' for one, what in tiles
        ),
        sections="\n".join(sections),
        colours=COLOURS,
        footer=escape(footer),
    )


def section(heading: str, told: str, content: str = "") -> str:
    return f"<section><h2>{escape(heading)}</h2><p>{escape(told)}</p>{content}</section>"


def beside(picture: str, table: str) -> str:
    return f'<div class="beside"><div>{picture}</div>{table}</div>'


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]], *, words: bool = False) -> str:
    """words: most of its cells are, so that they begin at the left."""
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    kind = ' class="findings"' if words else ""
    return (
        f"<table{kind}><caption>{escape(caption)}</caption><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
    )
