"""`import matinee` gives exactly what is documented, and costs nothing until it is used."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import matinee

HEAVY = ("numpy", "scipy", "polars", "pydantic", "httpx", "typer", "rich", "implicit", "safetensors")


@pytest.fixture
def stub(project: Path) -> ast.Module:
    return ast.parse((project / "src/matinee/__init__.pyi").read_bytes())


def test_every_public_name_is_there() -> None:
    assert [name for name in matinee.__all__ if not hasattr(matinee, name)] == []


def test_a_star_import_brings_the_public_names_and_no_others() -> None:
    inside: dict[str, object] = {}
    exec("from matinee import *", inside)  # noqa: S102
    assert set(inside) - {"__builtins__"} == set(matinee.__all__)


def test_type_checkers_are_told_the_same_as_the_interpreter(stub: ast.Module) -> None:
    told = {
        alias.asname or alias.name: (node.module, alias.name)
        for node in stub.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    fetched = {}
    for name, place in vars(matinee)["_ROOMS"].items():
        room, _, inside = place.partition(":")
        fetched[name] = (f"matinee.{room}", inside or name)
    assert told == {**fetched, "__version__": ("matinee.version", "__version__")}
    listed = next(ast.literal_eval(node.value) for node in stub.body if isinstance(node, ast.Assign))
    assert sorted(listed) == sorted(matinee.__all__)


def test_the_documented_door_is_the_real_one(project: Path) -> None:
    page = (project / "docs/python.md").read_text(encoding="utf-8")
    documented = re.findall(r"^\| `(\w+)` \|", page, flags=re.MULTILINE)
    assert sorted(documented) == sorted(matinee.__all__)


def test_the_documented_example_runs(
    project: Path,
    data_folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    page = (project / "docs/python.md").read_text(encoding="utf-8")
    (tmp_path / "ml-100k.zip").symlink_to(data_folder / "ml-100k.zip")
    monkeypatch.chdir(tmp_path)
    example = re.search(r"```python\n(.*?)```", page, flags=re.DOTALL)
    assert example
    exec(example.group(1), {})  # noqa: S102
    assert len(re.findall(r"\d+", capsys.readouterr().out)) == 10
    assert matinee.load_model(tmp_path / "ease").name() == "ease"


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no public name 'Recomender'"):
        matinee.Recomender  # type: ignore[attr-defined]  # noqa: B018


def test_names_can_be_listed_for_completion() -> None:
    assert set(matinee.__all__) <= set(dir(matinee))


def test_importing_the_package_imports_nothing_heavy() -> None:
    code = f"import sys, matinee, matinee.version; print([name for name in {HEAVY!r} if name in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )
