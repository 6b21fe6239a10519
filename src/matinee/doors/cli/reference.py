"""The page that names every command and option, written from the commands themselves."""

from collections.abc import Iterator
from typing import Any

from typer.core import TyperGroup

from matinee.doors.cli.examples import commands_in

HEAD = """# Commands

Written by `matinee docs` from the program itself; do not edit it by hand. Every command takes `--help`. A command ends
with code 0 when all went well, 1 when a part of the work failed, 2 when what it was given cannot be used, 3 when
something outside did not answer, 4 when time ran out, 70 for a fault of the program and 130 when it was interrupted.
Answers go to the standard output; progress, notes and errors go to the standard error.
"""


def reference(root: Any, *, name: str = "matinee") -> str:
    """Markdown with one section a command."""
    parts = [HEAD, f"## {name}\n", _prose(root), _options(root)]
    for path, command in commands_of(root, name):
        parts += [f"## {path}\n", f"```\n{path} {_usage(command)}\n```\n", _prose(command), _options(command)]
        if command.epilog:
            parts += ["```", *commands_in(command.epilog), "```\n"]
    return "\n".join(part for part in parts if part)


def commands_of(group: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Every command that is not hidden, with its full name, in the order of the program."""
    for name, command in group.commands.items():
        if command.hidden:
            continue
        if isinstance(command, TyperGroup):
            yield from commands_of(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


def _prose(command: Any) -> str:
    return f"{(command.help or '').strip()}\n"


def _usage(command: Any) -> str:
    arguments = [parameter for parameter in command.params if parameter.param_type_name == "argument"]
    return " ".join(["[OPTIONS]", *(parameter.metavar or parameter.name.upper() for parameter in arguments)])


def _options(command: Any) -> str:
    rows = [_row(parameter) for parameter in command.params if not getattr(parameter, "hidden", False)]
    return "\n".join(["| option | what it does |", "|---|---|", *rows, ""]) if rows else ""


def _row(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        shown = f"`{parameter.metavar or parameter.name.upper()}`"
    else:
        shown = ", ".join(f"`{one}`" for one in [*parameter.opts, *parameter.secondary_opts])
        shown += f" `{parameter.metavar}`" if parameter.metavar else ""
    told = parameter.help or ""
    if isinstance(parameter.show_default, str):
        told += f" Default: {parameter.show_default}."
    elif parameter.default not in (None, False, [], ...) and not callable(parameter.default):
        told += f" Default: {parameter.default}."
    if parameter.required:
        told += " Required."
    return f"| {shown.replace('|', chr(92) + '|')} | {told.strip()} |"
