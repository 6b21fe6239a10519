"""matinee fidelity: whether reasons are true of the models that give them, and how well they know what they know."""

from functools import partial
from typing import Annotated

import typer

from matinee.doors.cli.asked import OF_A_DATA_SET, check_source
from matinee.doors.cli.examples import examples
from matinee.doors.cli.options import JsonFile, OnDevice, RecipeName, Seed
from matinee.doors.cli.outputs import check_outputs, put
from matinee.doors.cli.retold import retold
from matinee.doors.cli.source import Data, Fold, How, People, Source, SplitFile, Titles, read_source
from matinee.doors.cli.terminal import Terminal, terminal_of
from matinee.lab.evaluation.fidelity import CONTROL, STRONGEST, TOP
from matinee.ops.runs.audit import PEOPLE, audit, read_audited
from matinee.ops.runs.audit_files import AuditFile, ModelAudit, write_audit
from matinee.ops.runs.recipes import chosen_recipe
from matinee.ops.runs.result_files import Value

EPILOG = examples(
    "matinee fidelity --split ml1m-S.npz --models ease,ials,recvae --json reasons-ml1m-S.json",
    "matinee fidelity --data ml-100k.zip --protocol rating --models svd,ease",
)
NINETY = 0.9


def fidelity(
    ctx: typer.Context,
    *,
    models: Annotated[str, typer.Option(metavar="A,B,C|all", help="Models, each with settings if you like.")],
    split: SplitFile = None,
    titles: Titles = None,
    people: People = None,
    data: Data = None,
    protocol: How = None,
    fold: Fold = None,
    seed: Seed = None,
    device: OnDevice = "auto",
    recipe: RecipeName = None,
    asked: Annotated[int, typer.Option("--ask", min=1, help="So many people of the test, drawn by lot.")] = PEOPLE,
    top: Annotated[int, typer.Option(min=1, max=100, help="Recommended titles of each that are asked about.")] = TOP,
    json_file: JsonFile = None,
) -> None:
    """Take the titles that reasons cite out of the history, and see whether the recommendation drops.

    As a control, a title that the reason does not cite is taken out too. On ratings, also whether titles are liked as
    often as was said, and whether ratings lie in their intervals.
    """
    terminal = terminal_of(ctx)
    check_source(ctx.params | dict.fromkeys(OF_A_DATA_SET))
    check_outputs(json=json_file)
    chosen_seed = terminal.context.settings.seed if seed is None else seed
    source = Source(split, data, protocol, fold, titles, people)
    made_split = read_source(terminal, source, seed=chosen_seed)
    specs = read_audited(models.split(","), recipe=chosen_recipe(recipe, made_split))
    context = terminal.context.fit_context(seed=chosen_seed, device=device, progress=terminal.progress)
    found = audit(made_split, specs, context=context, people=asked, top=top, command=retold(ctx))
    show_audit(terminal, found)
    put(terminal, json_file, partial(write_audit, audit=found))


def show_audit(terminal: Terminal, found: AuditFile) -> None:
    """A table of fidelity and, of ratings, one of confidence."""
    rows = [_fidelity_row(label, model) for label, model in found.models.items()]
    heads = ("model", "shares by", "cites", "cited: score falls", "standing falls", "uncited: score", "standing")
    terminal.table(heads, rows, words=2, title=f"Reasons on {found.split.name}")
    for label, model in found.models.items():
        if model.fidelity.astray:
            terminal.warn(f"{label}: of {model.fidelity.reasons:,} reasons {model.fidelity.astray:,} do not add up")
    judged = {label: model.confidence for label, model in found.models.items() if model.confidence}
    if not judged:
        return
    heads = ("model", "calibration error", "Brier", "of the usual share", "90% intervals hold", "width in stars")
    lines = []
    for label, one in judged.items():
        held = next((held for held in one.held if held.level == NINETY), None)
        intervals = (_share(held.share), f"{held.width:.2f}") if held else ("", "")
        lines.append((label, f"{one.error:.4f}", f"{one.brier:.4f}", f"{one.base:.4f}", *intervals))
    terminal.table(heads, lines, title="Confidence")


def _fidelity_row(label: str, model: ModelAudit) -> tuple[str, ...]:
    cells = []
    for which in (STRONGEST, CONTROL):
        tally = model.fidelity.taken.get(which)
        cells += [_share(tally.score), _share(tally.standing)] if tally else ["", ""]
    return label, "arithmetic" if model.explains else "removal", _share(model.fidelity.citing), *cells


def _share(value: Value) -> str:
    return "" if value.mean is None else f"{value.mean:.1%}"
