"""A command told again, for result files."""

from pathlib import Path
from typing import Annotated

import pytest
import typer
from typer.testing import CliRunner

from matinee.doors.cli.retold import retold


def test_a_file_that_may_also_be_a_name_is_told_without_its_place(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").touch()
    assert told("--model", str(tmp_path / "mine.toml")) == "matinee judge --model mine.toml"


def told(*words: str) -> str:
    app, heard = typer.Typer(), []

    @app.command("judge")
    def judge(
        ctx: typer.Context,
        *,
        data: Annotated[Path | None, typer.Option()] = None,
        model: Annotated[str, typer.Option()] = "ease",
        count: Annotated[int | None, typer.Option("--ask")] = None,
        curve: Annotated[bool, typer.Option("--curve")] = False,
        test: Annotated[bool, typer.Option("--test/--no-test")] = True,
        json_file: Annotated[Path | None, typer.Option("--json")] = None,
    ) -> None:
        heard.append(retold(ctx))

    @app.command("other")
    def other() -> None:
        """So that the first needs its name."""

    assert CliRunner().invoke(app, ["judge", *words]).exit_code == 0
    return heard[0]


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ((), "matinee judge"),
        (("--model", "ease", "--test"), "matinee judge"),
        (("--ask", "3", "--model", "ease:l2=5"), "matinee judge --model ease:l2=5 --ask 3"),
        (("--curve", "--no-test"), "matinee judge --curve --no-test"),
        (("--data", "far/away/my films.csv", "--json", "far/away/r.json"), "matinee judge --data 'my films.csv'"),
    ],
)
def test_what_was_asked_for_is_told_without_places_and_defaults(words: tuple[str, ...], kept: str) -> None:
    assert told(*words) == kept
