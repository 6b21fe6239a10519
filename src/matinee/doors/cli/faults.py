"""How a command ends when something goes wrong: one line, and a code that says what kind of thing it was."""

import traceback
from typing import Any

from typer import Context as CommandContext
from typer import Exit, TyperException
from typer.core import TyperGroup

from matinee.domain.errors import MatineeError
from matinee.doors.cli.interrupts import INTERRUPTED
from matinee.doors.cli.terminal import console
from matinee.kit.extras import MissingExtra

UNEXPECTED = 70
ANYWHERE = {"--debug": "debug", "--quiet": "quiet", "-q": "quiet"}
"""Switches of the whole program, which may stand anywhere on the line."""


class Door(TyperGroup):
    """The outermost group: lets its switches stand anywhere, and turns what goes wrong into a line and a code."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        end = args.index("--") if "--" in args else len(args)
        first = [arg for arg in args[:end] if arg in ANYWHERE]
        rest = [arg for arg in args[:end] if arg not in ANYWHERE]
        return super().parse_args(ctx, [*first, *rest, *args[end:]])

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except (Exit, TyperException, BrokenPipeError):
            raise
        except KeyboardInterrupt:
            console(stderr=True).out("interrupted", highlight=False)
            raise Exit(INTERRUPTED) from None
        except Exception as error:
            if _debugging(ctx):
                traceback.print_exception(error)
            show(error)
            raise Exit(code_of(error)) from error


def show(error: Exception) -> None:
    """One line on stderr."""
    if isinstance(error, MatineeError | MissingExtra):
        text = str(error)
    elif isinstance(error, OSError) and error.strerror:
        text = f"{error.filename or 'a file'}: {error.strerror}. Check that it is there, may be used and has room"
    else:
        text = f"{type(error).__name__}: {error} (a fault of the program; run with --debug for the traceback)"
    line = " ".join(text.split())
    console(stderr=True).out(f"error: {line}", highlight=False)


def code_of(error: Exception) -> int:
    if isinstance(error, MatineeError | MissingExtra):
        return error.exit_code
    return MatineeError.exit_code if isinstance(error, OSError) else UNEXPECTED


def _debugging(ctx: CommandContext) -> bool:
    """With --debug, or as the settings say where they could be read."""
    terminal = ctx.obj
    return bool(ctx.params.get("debug")) or bool(terminal and terminal.context.settings.debug)
