"""matinee recommend."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from matinee.domain.errors import BadInput
from matinee.domain.reasons import ExpectedRating, Reason
from matinee.doors.cli.examples import examples
from matinee.doors.cli.options import Json
from matinee.doors.cli.reasons import in_words_of
from matinee.doors.cli.terminal import Terminal, terminal_of
from matinee.lab.reasons.words import line
from matinee.ops.runs.answer import Answer, Suggestion, answer

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
    columns, rows = (
        _columns(made) if why else (("title", "score"), [(one.name, _score(one)) for one in made.suggestions])
    )
    terminal.table(columns, rows, words=2 if why else 1)
    if made.dislikes_count is False:
        terminal.say(_dislikes_only_left_out(made))
    if why and not made.explains:
        terminal.say(f"'{made.model}' does not explain itself: it was asked again without each of your titles.")


def _columns(made: Answer) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Heads and rows of a table with reasons; how sure they are stands there where it was learned."""
    heads, rows = ["title", "because"], [[one.name, _because(one, made)] for one in made.suggestions]
    if all(one.why and one.why.confidence is not None for one in made.suggestions):
        heads.append("will like")
        for row, one in zip(rows, made.suggestions, strict=True):
            row.append(f"{one.why.confidence:.0%}" if one.why and one.why.confidence is not None else "")
    if all(one.expected for one in made.suggestions):
        heads.append("stars")
        for row, one in zip(rows, made.suggestions, strict=True):
            row.append(_stars(one.expected) if one.expected else "")
    for row, one in zip(rows, made.suggestions, strict=True):
        row.append(_score(one))
    return (*heads, "score"), [tuple(row) for row in rows]


def _because(one: Suggestion, made: Answer) -> str:
    return in_words_of(one.why, made.names) if one.why else ""


def _stars(expected: ExpectedRating) -> str:
    return f"{expected.rating:.1f} ({expected.low:.1f} to {expected.high:.1f})"


def _score(one: Suggestion) -> str:
    return f"{one.score:.4g}"


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
            | ({"expected": asdict(one.expected)} if one.expected else {})
            for one in made.suggestions
        ],
    }


def _reason(reason: Reason, names: Sequence[str]) -> dict[str, Any]:
    """The shares and the rest add up to the score."""
    shares = [{"title": names[share.title], "amount": share.amount, "felt": share.felt} for share in reason.shares]
    return {
        "line": line(reason, names),
        "kind": reason.kind,
        "method": reason.method,
        "unit": reason.unit,
        "confidence": reason.confidence,
        "cited": [names[title] for title in reason.cited or ()],
        "shares": shares,
        "rest": reason.rest,
        "rest_name": reason.rest_name,
        "traits": [{"name": trait.name, "amount": trait.amount} for trait in reason.traits],
    }
