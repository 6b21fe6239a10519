"""matinee versions: what the service can answer with, and which of it does."""

import asyncio
from typing import Annotated, Any

import typer

from matinee.domain.errors import BadArtifact, BadInput
from matinee.doors.cli.examples import examples
from matinee.doors.cli.options import DataDir, Json
from matinee.doors.cli.server_rooms import homed, recommending, trials
from matinee.doors.cli.terminal import Terminal, terminal_of
from matinee.kit.text import counted
from matinee.ops.learning.records import undecided
from matinee.ops.registry.adopt import adopt
from matinee.ops.registry.registry import COMMAND_LINE, Registry
from matinee.ops.registry.roles import Roles
from matinee.ops.registry.told import card_of, gate_of, told_registry, told_version, words_of

app = typer.Typer(no_args_is_help=True, help="See the versions that the service can answer with, and choose.")
Version = Annotated[str, typer.Argument(metavar="VERSION", help="A name from 'matinee versions list'.")]
Why = Annotated[str, typer.Option(metavar="TEXT", help="The reason, which is kept for good.")]
CHANGES = 10
SHADOWED = ("shadow", "beside", "asked", "dropped", "failed", "late", "overlap@10", "order", "ms", "ms beside")
"""Milliseconds of the processor: the median, and what nineteen of twenty take less than."""


@app.command("list", epilog=examples("matinee versions list", "matinee versions list --json"))
def list_versions(ctx: typer.Context, data_dir: DataDir = None, as_json: Json = False) -> None:
    """List every version, newest first, with its roles, and the last changes of them."""
    terminal, registry = _opened(ctx, data_dir)
    told = told_registry(registry, changes=CHANGES)
    if as_json:
        terminal.json(told)
        return
    if told["fault"]:
        terminal.warn(told["fault"])
    rows = [
        (
            one["version"],
            ", ".join(one["roles"]),
            one["outcome"] or "",
            _day(one["made_at"]),
            one["data"] or one["fault"],
        )
        for one in told["versions"]
    ]
    terminal.table(("version", "roles", "gate", "made", "learned from"), rows, words=5)
    if told["shadowed"]:
        terminal.table(SHADOWED, [_row_of(one) for one in told["shadowed"]], words=2, spare=("dropped", "late"))
    changes = [(_day(one["at"]), one["what"], one["version"] or "", one["by"], one["why"]) for one in told["changes"]]
    terminal.table(("when", "what", "version", "by", "why"), changes, words=5)


@app.command(epilog=examples("matinee versions show v0003-3fa9c2d81b20"))
def show(ctx: typer.Context, version: Version, *, data_dir: DataDir = None, as_json: Json = False) -> None:
    """Show what a version learned from, what the gate decided of it, and its model card."""
    terminal, registry = _opened(ctx, data_dir)
    told: dict[str, Any] = told_version(registry, version, registry.roles())
    told |= {"gate": gate_of(registry, version), "card": card_of(registry, version)}
    if as_json:
        terminal.json(told)
        return
    for key in ("version", "added_at", "made_at", "data", "people", "events", "fault"):
        if told[key] is not None:
            terminal.say(f"{key.replace('_', ' ')}: {told[key]}")
    terminal.say(f"roles: {', '.join(told['roles']) or 'none'}")
    terminal.say(f"gate: {' '.join(words_of(told['gate'])) or 'never judged'}")
    if told["card"]:
        terminal.say(f"\n{told['card']}")


@app.command(epilog=examples("matinee versions promote v0003-3fa9c2d81b20 --why 'better for newcomers'"))
def promote(ctx: typer.Context, version: Version, *, why: Why = "by hand", data_dir: DataDir = None) -> None:
    """Let a version answer everybody. It is read whole first; a service that runs follows within seconds."""
    terminal, registry = _opened(ctx, data_dir)
    _say(terminal, registry.promote(version, by=COMMAND_LINE, why=why))


@app.command(epilog=examples("matinee versions rollback --why 'complaints'"))
def rollback(ctx: typer.Context, *, why: Why = "by hand", data_dir: DataDir = None) -> None:
    """Let the version answer that did so before. No database is asked; every server of the home follows in seconds."""
    terminal, registry = _opened(ctx, data_dir)
    _say(terminal, registry.roll_back(by=COMMAND_LINE, why=why))


@app.command(epilog=examples("matinee versions canary v0004-3fa9c2d81b20 --share 0.1", "matinee versions canary --end"))
def canary(
    ctx: typer.Context,
    version: Annotated[str | None, typer.Argument(metavar="VERSION", help="The one to try on some people.")] = None,
    *,
    share: Annotated[float, typer.Option(help="Of the people, at most 0.5.")] = 0.1,
    end: Annotated[bool, typer.Option("--end", help="Let the champion answer them again.")] = False,
    why: Why = "by hand",
    data_dir: DataDir = None,
) -> None:
    """Let a version answer a share of the people, always the same ones, and watch it.

    The service takes it back by itself where it fails more often than the champion, or is slower.
    """
    terminal, registry = _opened(ctx, data_dir)
    _one_of(version, end=end)
    if version is None:
        _say(terminal, registry.end_canary(by=COMMAND_LINE, why=why))
    else:
        _say(terminal, registry.set_canary(version, share=share, by=COMMAND_LINE, why=why))


@app.command(epilog=examples("matinee versions shadow v0004-3fa9c2d81b20", "matinee versions shadow --end"))
def shadow(
    ctx: typer.Context,
    version: Annotated[
        str | None, typer.Argument(metavar="VERSION", help="The one to ask beside the champion.")
    ] = None,
    *,
    end: Annotated[bool, typer.Option("--end", help="Ask it no more.")] = False,
    why: Why = "by hand",
    data_dir: DataDir = None,
) -> None:
    """Have a version asked what others are asked, without anybody seeing what it says."""
    terminal, registry = _opened(ctx, data_dir)
    _one_of(version, end=end)
    if version is None:
        _say(terminal, registry.end_shadow(by=COMMAND_LINE, why=why))
    else:
        _say(terminal, registry.set_shadow(version, by=COMMAND_LINE, why=why))


@app.command(epilog=examples("matinee versions verify", "matinee versions verify v0003-3fa9c2d81b20"))
def verify(
    ctx: typer.Context,
    version: Annotated[
        str | None, typer.Argument(metavar="VERSION", help="One of them.", show_default="all that there are")
    ] = None,
    data_dir: DataDir = None,
) -> None:
    """Read every byte of the versions, and say which could answer. Ends with code 1 where one could not."""
    terminal, registry = _opened(ctx, data_dir)
    broken = 0
    for one in [version] if version else registry.versions():
        try:
            registry.verify(one)
            terminal.say(f"{one}: whole")
        except BadArtifact as error:
            terminal.say(f"{one}: {error}")
            broken += 1
    if broken:
        raise typer.Exit(1)


@app.command(epilog=examples("matinee versions remove --keep 5"))
def remove(
    ctx: typer.Context,
    *,
    keep: Annotated[int, typer.Option(min=1, help="So many of the newest stay.")] = 10,
    data_dir: DataDir = None,
) -> None:
    """Remove old versions. One that has a role is never removed, nor one that waits for a decision.

    Where an experiment that runs names one of them, nothing is removed, and it is told which.
    """
    terminal, registry = _opened(ctx, data_dir)
    settings = homed(terminal.context.settings, data_dir)
    tried = asyncio.run(trials().tried_versions(settings))
    gone = registry.remove_old(keep=keep, tried=tried, waiting=undecided(registry.folder))
    terminal.say(f"{counted(len(gone), 'version')} removed{': ' if gone else ''}{', '.join(gone)}.")


def _opened(ctx: typer.Context, data_dir: Any) -> tuple[Terminal, Registry]:
    terminal = terminal_of(ctx)
    registry: Registry = recommending().registry_of(homed(terminal.context.settings, data_dir))
    try:
        adopt(registry)
    except BadArtifact as error:
        terminal.warn(f"the release from before there were versions cannot be used: {error}")
    return terminal, registry


def _one_of(version: str | None, *, end: bool) -> None:
    if (version is None) != end:
        raise BadInput("name a version, or end what runs", where="VERSION or --end")


def _say(terminal: Terminal, roles: Roles) -> None:
    """What stands now."""
    said = [f"{roles.champion} answers"]
    if roles.canary is not None:
        said.append(f"{roles.canary.version} answers {roles.canary.share:.0%} of the people")
    if roles.shadow is not None:
        said.append(f"{roles.shadow} is asked beside it")
    if roles.previous is not None:
        said.append(f"a rollback would go to {roles.previous}")
    terminal.say("; ".join(said) + ".")


def _row_of(one: dict[str, Any]) -> tuple[str, ...]:
    """What was learned of a shadow."""

    def said(value: float | None) -> str:
        return "" if value is None else f"{value:.3g}"

    counts = (str(one[name]) for name in ("asked", "dropped", "failed", "late"))
    means = (said(one["overlap"]), said(one["order"]))
    took = (f"{said(one[f'{who}p50_ms'])}/{said(one[f'{who}p95_ms'])}" for who in ("", "champion_"))
    return (one["version"], one["champion"], *counts, *means, *took)


def _day(moment: str | None) -> str:
    """Without what is below a second."""
    return "" if moment is None else moment[:19].replace("T", " ")
