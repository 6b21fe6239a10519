"""matinee models: what there is, and what can be set."""

import inspect
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic_core import PydanticUndefined

from matinee.domain.errors import BadInput
from matinee.doors.cli.examples import examples
from matinee.doors.cli.options import Json
from matinee.doors.cli.saved_model import show_saved
from matinee.doors.cli.settings_in_words import allowed, meanings
from matinee.doors.cli.terminal import terminal_of
from matinee.doors.cli.watching import CurvesTo, check_watching
from matinee.lab.core import registry
from matinee.lab.core.abilities import Explains, FindsSimilar, KnowsDoubt, LearnsOnline, PredictsRatings
from matinee.lab.core.config import Range
from matinee.lab.core.recommender import Recommender

app = typer.Typer(no_args_is_help=True, help="See which models there are, and their settings.")

ABILITIES = {
    "predicts ratings": PredictsRatings,
    "explains": Explains,
    "finds similar": FindsSimilar,
    "learns online": LearnsOnline,
    "knows doubt": KnowsDoubt,
}


@app.command("list", epilog=examples("matinee models list"))
def list_models(ctx: typer.Context, as_json: Json = False) -> None:
    """List every model with its family and what it can do."""
    terminal = terminal_of(ctx)
    found = [_described(name, registry.find(name)) for name in registry.names()]
    if as_json:
        terminal.json(found)
        return
    rows = [(one["name"], one["family"], ", ".join(one["can"]), one["about"]) for one in found]
    terminal.table(("model", "family", "can", "about"), rows, words=4)


@app.command(epilog=examples("matinee models show ease", "matinee models show models/ease --curves curves.html"))
def show(
    ctx: typer.Context,
    *,
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME|FOLDER", help="A name from 'matinee models list', or the folder of a saved model."
        ),
    ],
    curves: CurvesTo = None,
    as_json: Json = False,
) -> None:
    """Show the settings of a model, their defaults, and the values that --tune tries; of a saved model, its own.

    A saved model also tells what it learned from, what the fit took, and how it went. A name goes before a folder of
    the same name: write ./NAME for the folder.
    """
    terminal = terminal_of(ctx)
    check_watching(curves=curves)
    if name not in registry.names() and Path(name).is_dir():
        show_saved(terminal, Path(name), curves=curves, as_json=as_json)
        return
    if curves is not None:
        raise BadInput("only a saved model has learned", where="--curves", remedy="Name the folder of a saved model")
    kind = registry.find(name)
    described = _described(name, kind)
    settings = _settings(kind)
    if as_json:
        terminal.json(described | {"settings": settings})
        return
    terminal.say(f"{name} ({described['family']}): {described['about']}")
    terminal.say(f"\n{inspect.getdoc(kind)}\n")
    if not settings:
        terminal.say("There is nothing to set.")
        return
    rows = [
        (
            one["name"],
            one["about"],
            one["allowed"],
            "none" if one["default"] is None else str(one["default"]),
            ", ".join(str(value) for value in one["tried"]),
        )
        for one in settings
    ]
    terminal.table(("setting", "what it means", "allowed", "default", "tried by --tune"), rows, words=5)


def _described(name: str, kind: type[Recommender]) -> dict[str, Any]:
    can = [
        *(["ranks"] if kind.ranks else []),
        *(word for word, ability in ABILITIES.items() if issubclass(kind, ability)),
    ]
    about = (inspect.getdoc(inspect.getmodule(kind)) or "").split("\n\n")[0].replace("\n", " ")
    return {"name": name, "family": kind.family, "can": can, "about": about}


def _settings(kind: type[Recommender]) -> list[dict[str, Any]]:
    told = meanings(kind.Config)
    return [
        {
            "name": key,
            "about": told.get(key, ""),
            "type": _type_name(field.annotation),
            "allowed": allowed(field),
            "default": None if field.default is PydanticUndefined else field.get_default(call_default_factory=True),
            "tried": _tried(kind.Config.grid.get(key, ())),
        }
        for key, field in kind.Config.model_fields.items()
    ]


def _tried(values: tuple[Any, ...] | Range) -> list[Any]:
    """The values themselves, or a range in words."""
    if isinstance(values, Range):
        return [f"{values.low:g} to {values.high:g}{', spread by ratio' * values.log}"]
    return list(values)


def _type_name(annotation: Any) -> str:
    return annotation.__name__ if isinstance(annotation, type) else str(annotation).replace("typing.", "")
