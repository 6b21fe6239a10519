"""A command as it was asked for, in words that a result file can keep."""

import shlex
from collections.abc import Collection
from pathlib import Path

import typer

WHERE_RESULTS_GO = frozenset({"json_file"})


def retold(ctx: typer.Context, *, but: Collection[str] = WHERE_RESULTS_GO) -> str:
    """With files by their names alone: a result should not tell how somebody's disk is laid out.

    but: parameters that change nothing in the result, such as where it is written.
    """
    words = ["matinee", ctx.command.name or ""]
    for parameter in ctx.command.params:
        value = ctx.params.get(parameter.name or "")
        if parameter.name in but or value is None or value == parameter.default:
            continue
        # Of two names of a switch, the second says no.
        words.append(parameter.secondary_opts[0] if value is False else parameter.opts[0])
        if not isinstance(value, bool):
            words.append(_without_folders(value))
    return shlex.join(words)


def _without_folders(value: object) -> str:
    """Some options take a file or a name, and are text."""
    if isinstance(value, Path) or Path(str(value)).is_file():
        return Path(str(value)).name
    return str(value)
