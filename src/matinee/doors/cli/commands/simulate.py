"""matinee simulate: invented people use a service for days, and whether that made them happier."""

import json
from pathlib import Path
from typing import Annotated

import typer

from matinee.domain.errors import BadInput
from matinee.doors.cli.examples import examples
from matinee.doors.cli.outputs import check_outputs, put
from matinee.doors.cli.simulate.days import simulate_at, simulate_here
from matinee.doors.cli.terminal import terminal_of
from matinee.kit.files import write_text
from matinee.lab.world.audience import DRIFTS, Terms
from matinee.lab.world.sizes import size_named
from matinee.ops.simulation.figures import Run
from matinee.ops.simulation.report import simulation_report

EPILOG = examples(
    "matinee simulate --size tiny --days 8 --people 60 --out report.html",
    "matinee simulate --days 60 --people 500 --seed 3 --drift strong --out run.json",
    "matinee simulate --url http://127.0.0.1:8000 --size small --days 5 --people 20",
)
FOUNDERS = {"tiny": 60, "small": 600}
"""People whose ratings a house of the simulation's own opens with."""
DEMO_SEED = 7
"""Of the world that `matinee demo` shows."""


def simulate(
    ctx: typer.Context,
    *,
    days: Annotated[int, typer.Option(min=2, max=1000, help="Simulated days.")] = 60,
    people: Annotated[
        int, typer.Option(min=2, max=20_000, help="Who use the house, not all from the first day.")
    ] = 500,
    seed: Annotated[int, typer.Option(min=0, max=2**31 - 1, help="Of people's chances, and of the world.")] = 3,
    size: Annotated[str, typer.Option(help="Of the world: tiny or small.")] = "small",
    drift: Annotated[str, typer.Option(help="How tastes move: zero, mild or strong.")] = "mild",
    url: Annotated[
        str | None,
        typer.Option(metavar="URL", help="A house of `matinee demo` that runs.", show_default="a house of its own"),
    ] = None,
    founders: Annotated[
        int | None,
        typer.Option(
            min=10, max=10_000, help="Whose ratings the house opens with.", show_default="60 in a tiny world, else 600"
        ),
    ] = None,
    train_every: Annotated[int, typer.Option(min=1, help="Days between two trainings.")] = 7,
    harms: Annotated[bool, typer.Option(help="Do harm on the way, which the house must catch.")] = True,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A report: .html for people, .json for programs.")
    ] = None,
) -> None:
    """Let people of the demo world use a service over HTTP: look, watch, rate, change, join and leave.

    Their tastes are known here and nowhere else, so that the report can say what each slate was truly worth, beside
    popularity, the first model if it had never learned again, and an oracle. Without --url a house of its own is
    started, whose days are short; models are trained on the way and pass the gate or not. The last line is the figures
    as JSON. Code 1 unless people ended happier than with the first model, no request failed and every harm was caught.

    With --url the people come to a service that runs, in real time, and nothing is trained or harmed: they feed an
    experiment there. Accounts are opened as the house lets anybody, so for many people it takes a while.
    """
    terminal = terminal_of(ctx)
    if size not in FOUNDERS:
        raise BadInput(f"there is no house of size '{size}'", where="--size", remedy="Choose from: tiny, small")
    if drift not in DRIFTS:
        raise BadInput(f"there is no drift '{drift}'", where="--drift", remedy=f"Choose from: {', '.join(DRIFTS)}")
    if out is not None and out.suffix not in {".html", ".json"}:
        raise BadInput("a report is .html or .json", where="--out", remedy="Name such a file")
    if url is not None and founders is not None:
        raise BadInput("a house that runs has its own", where="--founders", remedy="Leave it out, or leave out --url")
    check_outputs(out=out)
    at = size_named(size)
    if url is None:
        terms = Terms(at, people, founders or FOUNDERS[size], days, seed, seed, drift)
        run = simulate_here(terminal, terms, train_every=train_every, harmful=harms)
    else:
        terms = Terms(at, people, at.people, days, seed, DEMO_SEED, drift, premieres=0.0)
        run = simulate_at(terminal, terms, url)
    put(terminal, out, lambda path: write_text(path, _written(run, path)))
    for one in run.unhappy:
        terminal.warn(one)
    about = {"days": days, "people_of_run": people, "seed": seed, "size": size, "drift": drift}
    terminal.say(json.dumps({**about, **run.figures, "passed": not run.unhappy}))
    if run.unhappy:
        raise typer.Exit(1)


def _written(run: Run, path: Path) -> str:
    return simulation_report(run) if path.suffix == ".html" else run.model_dump_json(indent=1) + "\n"
