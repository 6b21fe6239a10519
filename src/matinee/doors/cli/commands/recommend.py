"""matinee recommend."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from matinee.domain.errors import BadInput
from matinee.domain.reasons import Reason
from matinee.doors.cli.examples import examples
from matinee.doors.cli.options import Json
from matinee.doors.cli.reasons import in_words_of
from matinee.doors.cli.terminal import Terminal, terminal_of
from matinee.ops.runs.answer import Answer, answer

EPILOG = examples(
    'matinee recommend --model models/ease --like "Alien" --like "Blade Runner" --why',
    'matinee recommend --model models/ease --like "#260" --dislike "Titanic (1997)" -k 5 --json',
)


def recommend(
    ctx: typer.Context,
    *,
    model: Annotated[Path, typer.Option(metavar="DIR", help="The folder of a saved model.")],
    like: Annotated[
        list[str] | None, typer.Option(metavar="TITLE", help="A title you like, or '#id'; repeatable.")
    ] = None,
    dislike: Annotated[
        list[str] | None, typer.Option(metavar="TITLE", help="A title you do not like; repeatable.")
    ] = None,
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="How many to recommend.")] = 10,
    why: Annotated[bool, typer.Option("--why", help="Say which of your titles brought each one here.")] = False,
    as_json: Json = False,
) -> None:
    """Recommend titles to somebody who likes the ones you name.

    Names are matched whatever their case, accents and articles; a year decides between namesakes.
    """
    terminal = terminal_of(ctx)
    if not like and not dislike:
        raise BadInput("no title is named", remedy='Name some you like: --like "Title"')
    threads = terminal.context.settings.threads
    made = answer(model, like=like or [], dislike=dislike or [], k=k, why=why, threads=threads)
    if as_json:
        terminal.json(_as_json(made, why=why))
        return
    show_answer(terminal, made, why=why)


def show_answer(terminal: Terminal, made: Answer, *, why: bool) -> None:
    """The list as a table, with reasons where they are asked for and can be had."""
    for words, names in (("Liked", made.liked), ("Not liked", made.disliked)):
        if names:
            terminal.say(f"{words}: {', '.join(names)}")
    if not made.suggestions:
        terminal.say("There is nothing left to recommend.")
        return
    if why and made.explains:
        rows = [
            (one.name, in_words_of(one.why, made.names, made.disliked) if one.why else "", f"{one.score:.4g}")
            for one in made.suggestions
        ]
        terminal.table(("title", "because", "score"), rows, words=2)
    else:
        terminal.table(("title", "score"), [(one.name, f"{one.score:.4g}") for one in made.suggestions])
    if made.dislikes_count is False:
        terminal.say(_dislikes_only_left_out(made))
    if why and not made.explains:
        terminal.say(f"'{made.model}' cannot say why: its score has no parts that belong to your titles.")


def _dislikes_only_left_out(made: Answer) -> str:
    told = f"'{made.model}' does not count dislikes against other titles; it only leaves out the ones you named."
    return f"{told} To count them, train with --set dislike_weight=0.5" if made.dislike_weight else told


def _as_json(made: Answer, *, why: bool) -> dict[str, Any]:
    return {
        "model": made.model,
        "liked": made.liked,
        "disliked": made.disliked,
        "dislikes_count": made.dislikes_count,
        "explains": made.explains,
        "recommendations": [
            {"id": one.id, "title": one.name, "score": one.score}
            | ({"why": _reason(one.why, made.names)} if why and one.why else {})
            for one in made.suggestions
        ],
    }


def _reason(reason: Reason, names: Sequence[str]) -> dict[str, Any]:
    """The shares and the rest add up to the score."""
    shares = [{"title": names[share.title], "amount": share.amount} for share in reason.shares]
    return {"shares": shares, "rest": reason.rest, "rest_name": reason.rest_name}
