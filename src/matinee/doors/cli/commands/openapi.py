"""matinee openapi."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from matinee.domain.errors import MatineeError
from matinee.doors.cli.examples import examples
from matinee.doors.cli.outputs import check_outputs, writing
from matinee.doors.cli.server_rooms import api, api_reference
from matinee.doors.cli.terminal import terminal_of
from matinee.kit.files import write_text

EPILOG = examples("matinee openapi", "matinee openapi --out openapi.json")


def openapi(
    ctx: typer.Context,
    *,
    out: Annotated[Path | None, typer.Option(metavar="FILE.json", help="The file to write.")] = None,
    reference: Annotated[
        Path | None, typer.Option(metavar="FILE.md", help="Write a page that names every operation, in its place.")
    ] = None,
) -> None:
    """Write the description of the HTTP API, as OpenAPI 3.1. Nothing is started for it."""
    terminal = terminal_of(ctx)
    check_outputs(out=out, reference=reference)
    described: dict[str, Any] = api().create_app(terminal.context.settings, opening=_never).openapi()
    if reference is not None:
        with writing(reference):
            write_text(reference, api_reference().reference_of(described))
        terminal.say(f"{reference}: {len(described['paths'])} paths")
    if reference is not None and out is None:
        return
    if out is None:
        terminal.json(described)
        return
    with writing(out):
        write_text(out, f"{json.dumps(described, ensure_ascii=False, indent=2)}\n")
    terminal.say(f"{out}: {len(described['paths'])} paths")


def _never() -> Any:
    raise MatineeError("a description opens nothing")
