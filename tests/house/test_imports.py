"""Imports stand at the top of a file, where circles and costs can be seen."""

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

SETTINGS_READERS = {
    "doors": "a door may look at the terminal it stands in",
    "wiring": "the room that reads settings",
}
"""Rooms that may read the environment, and why."""

DOOR = "__init__.py"


@dataclass(frozen=True)
class Module:
    """body: what stands at its top. nodes: of the kinds that are looked at here, wherever they stand."""

    body: Sequence[ast.stmt]
    nodes: Sequence[ast.Import | ast.ImportFrom | ast.Attribute]


def modules(source: Path) -> list[tuple[str, Module]]:
    """Path inside the package, and every module."""
    package = source / "matinee"
    return [(path.relative_to(package).as_posix(), read(path.read_bytes())) for path in sorted(package.rglob("*.py"))]


@cache
def read(content: bytes) -> Module:
    """Once for each content: the copies with a planted fault are the house itself but for one file."""
    tree = ast.parse(content)
    looked_at = (ast.Import, ast.ImportFrom, ast.Attribute)
    return Module(tree.body, [node for node in ast.walk(tree) if isinstance(node, looked_at)])


def is_first_party(node: ast.AST) -> bool:
    if isinstance(node, ast.Import):
        return any(alias.name.split(".")[0] == "matinee" for alias in node.names)
    return isinstance(node, ast.ImportFrom) and (node.level > 0 or (node.module or "").split(".")[0] == "matinee")


def hidden_imports(source: Path) -> list[str]:
    """First-party imports anywhere but at the top level of a module."""
    return [
        f"{name}:{node.lineno}"
        for name, module in modules(source)
        for node in module.nodes
        if isinstance(node, ast.Import | ast.ImportFrom) and is_first_party(node) and node not in module.body
    ]


def relative_imports(source: Path) -> list[str]:
    return [
        f"{name}:{node.lineno}"
        for name, module in modules(source)
        for node in module.nodes
        if isinstance(node, ast.ImportFrom) and node.level > 0
    ]


def uses_of_the_environment(source: Path) -> list[str]:
    """os.environ and os.getenv outside the rooms that may read settings."""
    return [
        f"{name}:{node.lineno}"
        for name, module in modules(source)
        if name.split("/")[0] not in SETTINGS_READERS
        for node in module.nodes
        if (isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"})
        or (isinstance(node, ast.ImportFrom) and node.module == "os" and {"environ", "getenv"} & names_of(node))
    ]


def names_of(node: ast.ImportFrom) -> set[str]:
    return {alias.name for alias in node.names}


def full_corridors(source: Path) -> list[str]:
    """Inner __init__.py files with anything in them."""
    package = source / "matinee"
    found = (path for path in package.rglob("__init__.py") if path.parent != package)
    return [path.relative_to(package).as_posix() for path in sorted(found) if path.read_bytes().strip()]


def test_no_first_party_import_hides_in_a_function_or_under_a_condition(project: Path) -> None:
    assert hidden_imports(project / "src") == []


@pytest.mark.parametrize(
    "fault",
    [
        "def late():\n    from matinee.kit import seeds\n    return seeds\n",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from matinee.kit.seeds import generator\n",
        "try:\n    import matinee.kit.seeds\nexcept ImportError:\n    pass\n",
        "class Late:\n    import matinee.version\n",
    ],
)
def test_a_hidden_import_is_caught(copy: Path, fault: str) -> None:
    (copy / "src/matinee/kit/planted.py").write_text(fault)
    assert [found.split(":")[0] for found in hidden_imports(copy / "src")] == ["kit/planted.py"]


def test_every_import_names_the_whole_way(project: Path) -> None:
    assert relative_imports(project / "src") == []


def test_a_relative_import_is_caught(copy: Path) -> None:
    (copy / "src/matinee/kit/planted.py").write_text("from . import seeds\n")
    assert relative_imports(copy / "src") == ["kit/planted.py:1"]


def test_only_the_rooms_that_read_settings_look_at_the_environment(project: Path) -> None:
    assert uses_of_the_environment(project / "src") == []


@pytest.mark.parametrize(
    "fault", ["import os\nos.environ['X']\n", "import os\nos.getenv('X')\n", "from os import environ\n"]
)
def test_reading_the_environment_elsewhere_is_caught(copy: Path, fault: str) -> None:
    (copy / "src/matinee/lab/planted.py").write_text(fault)
    assert [found.split(":")[0] for found in uses_of_the_environment(copy / "src")] == ["lab/planted.py"]


def test_corridors_are_empty(project: Path) -> None:
    assert full_corridors(project / "src") == []


def test_a_corridor_with_something_in_it_is_caught(copy: Path) -> None:
    (copy / "src/matinee/lab/core/__init__.py").write_text("from matinee.lab.core.answers import TopK\n")
    assert full_corridors(copy / "src") == ["lab/core/__init__.py"]


def test_every_folder_with_modules_is_a_package(project: Path) -> None:
    package = project / "src/matinee"
    folders = {path.parent for path in package.rglob("*.py")}
    assert sorted(str(folder) for folder in folders if not (folder / DOOR).exists()) == []
