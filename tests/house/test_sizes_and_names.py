"""Files and functions are of a size that can be read at one go, and are named for what they hold."""

import ast
from pathlib import Path

FILE_LINES = 300
FUNCTION_LINES = 60
EMPTY_NAMES = {"common", "helper", "helpers", "manager", "managers", "misc", "util", "utils"}

LONG_FILES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {}
"""Path (and `:function`) -> why it is better whole."""

ROOMS = ("src", "tests", "tools", "benchmarks")


def sources(root: Path) -> list[Path]:
    return sorted(path for room in ROOMS for path in (root / room).rglob("*.py") if "__pycache__" not in path.parts)


def long_files(root: Path) -> set[str]:
    return {
        path.relative_to(root).as_posix()
        for path in sources(root)
        if len(path.read_text(encoding="utf-8").splitlines()) > FILE_LINES
    }


def long_functions(root: Path) -> set[str]:
    """From the `def` to the last line."""
    return {
        f"{path.relative_to(root).as_posix()}:{node.name}"
        for path in sources(root)
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or node.lineno) - node.lineno + 1 > FUNCTION_LINES
    }


def empty_names(root: Path) -> list[str]:
    """Files, folders and classes whose name says nothing of what they hold."""
    found = []
    for path in sources(root):
        place = path.relative_to(root)
        words = {part.lower() for name in (*place.parts[1:-1], place.stem) for part in name.split("_")}
        classes = {node.name for node in ast.walk(ast.parse(path.read_bytes())) if isinstance(node, ast.ClassDef)}
        if words & EMPTY_NAMES or any(name.lower().endswith(tuple(EMPTY_NAMES)) for name in classes):
            found.append(place.as_posix())
    return found


def planted(root: Path, content: str, *, name: str = "planted") -> Path:
    path = root / "src" / "matinee" / "kit" / f"{name}.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    return root


def test_files_can_be_read_at_one_go(project: Path) -> None:
    assert long_files(project) == set(LONG_FILES)


def test_a_long_file_is_caught(tmp_path: Path) -> None:
    assert long_files(planted(tmp_path, "x = 1\n" * FILE_LINES)) == set()
    assert long_files(planted(tmp_path, "x = 1\n" * (FILE_LINES + 1))) == {"src/matinee/kit/planted.py"}


def test_functions_can_be_seen_at_one_glance(project: Path) -> None:
    assert long_functions(project) == set(LONG_FUNCTIONS)


def test_a_long_function_is_caught(tmp_path: Path) -> None:
    body = "    x = 1\n" * (FUNCTION_LINES - 1)
    assert long_functions(planted(tmp_path, f"def f():\n{body}")) == set()
    assert long_functions(planted(tmp_path, f"def f():\n{body}    x = 2\n")) == {"src/matinee/kit/planted.py:f"}
    assert long_functions(
        planted(tmp_path, f"class A:\n    async def g():\n{body.replace('    ', '        ')}        x = 2\n")
    )


def test_names_say_what_a_thing_is(project: Path) -> None:
    assert empty_names(project) == []


def test_a_name_that_says_nothing_is_caught(tmp_path: Path) -> None:
    for name in ("utils", "array_helpers", "common"):
        assert empty_names(planted(tmp_path / name, "", name=name)) == [f"src/matinee/kit/{name}.py"]
    assert empty_names(planted(tmp_path / "class", "class SplitManager:\n    pass\n")) == ["src/matinee/kit/planted.py"]
