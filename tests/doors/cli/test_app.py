import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from matinee.domain.errors import OutOfTime, Unreachable
from matinee.doors.cli import app as door
from matinee.doors.cli.app import app
from matinee.doors.cli.reference import commands_of, reference
from matinee.kit.extras import MissingExtra
from matinee.version import __version__
from tests.doors.cli.conftest import Door

COMMANDS = dict(commands_of(get_command(app), "matinee"))
PAGE = Path(__file__).parents[3] / "docs" / "commands.md"


def program(*words: object) -> subprocess.CompletedProcess[str]:
    """Runs `python -m matinee` as a process of its own."""
    command = [sys.executable, "-m", "matinee", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def plain(text: str) -> str:
    """One line, without the frames and colours of a terminal."""
    return re.sub(r"[\s│╭╮╰╯─]+", " ", re.sub(r"\x1b\[[0-9;]*m", "", text))


def test_the_commands_are_those_that_were_promised() -> None:
    data = {f"matinee data {name}" for name in ("get", "check", "report")}
    others = {f"matinee {name}" for name in ("train", "recommend", "bench", "compare", "models list", "doctor", "tour")}

    assert data | others <= set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(matinee: Door, name: str) -> None:
    made = matinee(*name.split()[1:], "--help")

    assert made.exit_code == 0
    assert f"Examples: {name}" in plain(made.output)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_says_what_it_does(name: str) -> None:
    silent = [one.name for one in COMMANDS[name].params if not (getattr(one, "help", None) or "").strip()]

    assert silent == []


def test_the_page_of_commands_is_the_one_the_program_writes(matinee: Door, tmp_path: Path) -> None:
    assert matinee("docs", "--out", tmp_path / "commands.md").exit_code == 0

    written = (tmp_path / "commands.md").read_text()
    assert written == PAGE.read_text(), "write it again with: matinee docs --out docs/commands.md"


def test_the_page_names_every_command_and_option() -> None:
    page = reference(get_command(app))

    for name, command in COMMANDS.items():
        section = page.partition(f"## {name}\n")[2].partition("\n## ")[0]
        for parameter in command.params:
            for option in (*parameter.opts, *parameter.secondary_opts):
                assert option.startswith("-") is False or f"`{option}`" in section


def test_the_version_is_told(matinee: Door) -> None:
    assert matinee("--version").stdout == f"matinee {__version__}\n"


@pytest.mark.parametrize("words", [(), ("data",), ("models",)])
def test_without_a_command_the_help_is_shown(matinee: Door, words: tuple[str, ...]) -> None:
    made = matinee(*words)

    assert made.exit_code == 2
    assert "Usage" in made.output


@pytest.mark.parametrize(
    "words",
    [("nothing",), ("train",), ("bench", "--models", "ease", "--protocol", "x"), ("recommend", "-k", "0"), ("--no",)],
)
def test_a_command_that_is_not_understood_ends_with_code_2(matinee: Door, words: tuple[str, ...]) -> None:
    assert matinee(*words).exit_code == 2


def failing(error: BaseException):
    def examine(_: object) -> None:
        raise error

    return examine


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (MissingExtra("altair is not installed"), 2, "error: altair is not installed\n"),
        (Unreachable("no answer", where="x", remedy="wait"), 3, "error: x: no answer. wait\n"),
        (OutOfTime("over"), 4, "error: over\n"),
        (PermissionError(13, "Permission denied", "r.json"), 1, "error: r.json: Permission denied. Check"),
        (OSError(28, "No space left on device"), 1, "error: a file: No space left on device. Check"),
        (ValueError("odd\nlines"), 70, "error: ValueError: odd lines (a fault of the program; run with --debug"),
        (KeyboardInterrupt(), 130, "interrupted\n"),
    ],
)
def test_each_kind_of_failure_has_its_code_and_one_line(
    matinee: Door, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, told: str
) -> None:
    monkeypatch.setattr("matinee.doors.cli.commands.doctor.examine", failing(error))

    made = matinee("doctor")

    assert made.exit_code == code
    assert made.stderr.startswith(told)
    assert made.stderr.count("\n") == bool(told)
    assert made.stdout == ""


@pytest.mark.parametrize("words", [("--debug", "doctor"), ("doctor", "--debug")])
def test_with_debug_the_traceback_comes_before_the_line(
    matinee: Door, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setattr("matinee.doors.cli.commands.doctor.examine", failing(ValueError("odd")))

    made = matinee(*words)

    assert made.exit_code == 70
    assert made.stderr.startswith("Traceback (most recent call last)")
    assert made.stderr.splitlines()[-1].startswith("error: ValueError: odd")


def test_debug_can_be_set_for_good(matinee: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("matinee.doors.cli.commands.doctor.examine", failing(ValueError("odd")))
    monkeypatch.setenv("MATINEE_DEBUG", "1")

    assert "Traceback" in matinee("doctor").stderr


def test_a_wrong_setting_is_told_by_every_command(matinee: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MATINEE_SEDD", "1")

    made = matinee("models", "list")

    assert made.exit_code == 2
    assert "Did you mean MATINEE_SEED?" in made.stderr


def test_what_stands_behind_two_dashes_is_no_switch(matinee: Door) -> None:
    assert "there is no model called '--quiet'" in matinee("models", "show", "--", "--quiet").stderr


def test_the_module_is_the_program(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["matinee", "--version"])

    with pytest.raises(SystemExit):
        runpy.run_module("matinee", run_name="__main__")

    assert capsys.readouterr().out == f"matinee {__version__}\n"


def test_the_program_runs_as_a_module() -> None:
    made = program("models", "list", "--json")

    assert made.returncode == 0
    assert '"name": "ease"' in made.stdout
    assert made.stderr == ""


def test_the_installed_program_is_this_one() -> None:
    made = subprocess.run([Path(sys.executable).with_name("matinee"), "--version"], capture_output=True, check=True)

    assert made.stdout.decode() == f"matinee {__version__}\n"


def test_an_error_of_the_program_is_one_line_and_with_debug_a_traceback() -> None:
    short = program("data", "check", "nowhere.csv")
    long = program("data", "check", "nowhere.csv", "--debug")

    assert (short.returncode, short.stdout) == (2, "")
    assert re.fullmatch(r"error: .*nowhere\.csv.*\n", short.stderr)
    assert "Traceback" in long.stderr
    assert long.returncode == 2


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    script = f'"{sys.executable}" -m matinee models list | true'
    made = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=False)

    assert made.stderr == ""


def test_threads_are_limited_by_the_settings(matinee: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MATINEE_THREADS", "1")

    assert "limited to 1" in matinee("doctor").stdout


def test_main_runs_the_command_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["matinee", "--version"])

    with pytest.raises(SystemExit) as ended:
        door.main()

    assert ended.value.code == 0
    assert capsys.readouterr().out == f"matinee {__version__}\n"
