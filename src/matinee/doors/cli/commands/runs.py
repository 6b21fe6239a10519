"""matinee runs: what was done here, found again."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated, Any

import typer

from matinee.domain.errors import BadInput, UnknownName
from matinee.domain.tracking import PastRun, RunKind
from matinee.doors.cli.examples import examples
from matinee.doors.cli.options import Json
from matinee.doors.cli.terminal import Terminal, terminal_of

app = typer.Typer(no_args_is_help=True, help="Find earlier runs of train, tune and bench again.")

SHORT = 8
"""Signs of an id that are shown: enough to find it by."""
NOTHING = "Nothing was recorded here yet. 'matinee train', 'tune' and 'bench' are recorded; see 'matinee doctor'."
BARS = "▁▂▃▄▅▆▇█"
WIDEST = 60


@app.command("list", epilog=examples("matinee runs list", "matinee runs list --kind tune --model ease"))
def list_runs(
    ctx: typer.Context,
    kind: Annotated[RunKind | None, typer.Option(help="train, tune or bench; or their parts: trial, judged.")] = None,
    model: Annotated[str | None, typer.Option(metavar="NAME", help="Runs of this model.")] = None,
    limit: Annotated[int, typer.Option("-n", min=1, max=1000, help="How many, at most.")] = 20,
    as_json: Json = False,
) -> None:
    """List runs, the newest first."""
    terminal = terminal_of(ctx)
    store = terminal.context.run_store()
    found = store.runs(kind=kind, model=model, limit=limit) if store else []
    if as_json:
        terminal.json([_as_json(run) for run in found])
        return
    if not found:
        terminal.say("No run is like that." if store and (kind or model) else NOTHING)
        return
    rows = [
        (
            run.id[:SHORT],
            run.kind,
            run.name,
            run.status,
            f"{run.started:%Y-%m-%d %H:%M}",
            _lasted(run.seconds),
            _best(run),
        )
        for run in found
    ]
    terminal.table(
        ("id", "kind", "run", "status", "begun (UTC)", "seconds", "figure"), rows, words=5, spare=("figure",)
    )


@app.command(epilog=examples("matinee runs show 3f9a", "matinee runs show 3f9a --json"))
def show(
    ctx: typer.Context,
    id: Annotated[str, typer.Argument(metavar="ID", help="The beginning of an id from 'matinee runs list'.")],  # noqa: A002
    as_json: Json = False,
) -> None:
    """Show a run: its settings, what is known of it, its figures and curves, its parts, and where its files are."""
    terminal = terminal_of(ctx)
    if not id.strip():
        raise BadInput("no id is given", remedy="See: matinee runs list")
    store = terminal.context.run_store()
    if store is None:
        raise UnknownName(f"no run has an id that begins with '{id}': nothing was recorded here yet")
    run = store.find(id.strip())
    if as_json:
        terminal.json(_as_json(run))
        return
    terminal.say(f"{run.id}\n{run.kind}: {run.name}, {run.status}, begun {run.started:%Y-%m-%d %H:%M:%S} UTC")
    _pairs(terminal, "Settings", run.settings)
    _pairs(terminal, "Known of it", run.facts)
    _pairs(terminal, "Figures", {name: f"{value:.6g}" for name, value in run.figures.items()})
    for name, points in run.curves.items():
        terminal.say(f"\n{name}: {_curve(points)}")
    _parts(terminal, run)
    if run.kept:
        terminal.say(f"\nFiles in {run.place}: {', '.join(run.kept)}")


def _parts(terminal: Terminal, run: PastRun) -> None:
    if not run.parts:
        return
    rows = [
        (part.id[:SHORT], part.name, part.status, _best(part), ", ".join(f"{k}={v}" for k, v in part.settings.items()))
        for part in run.parts
    ]
    terminal.table(("id", "part", "status", "figure", "settings"), rows, words=5)


def _pairs(terminal: Terminal, title: str, values: Any) -> None:
    if values:
        terminal.say(f"\n{title}:")
        width = max(len(name) for name in values)
        for name in sorted(values):
            terminal.say(f"  {name:<{width}}  {values[name]}")


def _curve(points: Sequence[tuple[int, float]]) -> str:
    """'▁▃▆█ 0.1 to 0.4, at 4 steps, the last 40'."""
    values = [value for _, value in points]
    low, high = min(values), max(values)
    chosen = values if len(values) <= WIDEST else [values[place * len(values) // WIDEST] for place in range(WIDEST)]
    spread = (high - low) or 1.0
    drawn = "".join(BARS[min(int((value - low) / spread * len(BARS)), len(BARS) - 1)] for value in chosen)
    best = max(points, key=lambda point: point[1])
    return (
        f"{drawn}  {values[0]:.4g} to {values[-1]:.4g} in {len(points)} steps; "
        f"lowest {low:.4g}, highest {high:.4g} at step {best[0]}"
    )


def _best(run: PastRun) -> str:
    """The figure by which runs of the kind are told apart."""
    named = run.facts.get("main", "")
    if named in run.figures:
        return f"{named} {run.figures[named]:.4f}"
    return ""


def _lasted(seconds: float | None) -> str:
    return "" if seconds is None else f"{seconds:,.1f}"


def _as_json(run: PastRun) -> dict[str, Any]:
    return asdict(run) | {"started": run.started.isoformat(), "parts": [_as_json(part) for part in run.parts]}
