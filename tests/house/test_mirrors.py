"""What has logic has a test file in the same place: src/matinee/x/y.py in tests/x/test_y.py."""

import ast
from pathlib import Path

COVERED_BY_ROOM = {
    "doors": "a door is tested as a whole, by the commands that go through it",
    "adapters": "an adapter is tested against a real server or store, by what it promises",
    "lab/world/posters": "a scene is judged by the posters it makes: their size, legibility, colours and variety",
    "lab/world/words": "a drawer of words is judged by the titles, plots and names that come out of it",
}
"""Rooms whose tests stand in tests/<room>, not file by file."""

EXCEPTIONS: dict[str, str] = {}
"""Path inside the package -> why it has no test file of its own."""


def has_logic(path: Path) -> bool:
    """Whether any function does more than state its contract."""
    tree = ast.parse(path.read_bytes())
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return any(not isinstance(step, ast.Pass) and not is_plain_text(step) for node in functions for step in node.body)


def is_plain_text(step: ast.stmt) -> bool:
    """A docstring or an ellipsis."""
    return isinstance(step, ast.Expr) and isinstance(step.value, ast.Constant)


def without_a_mirror(root: Path) -> set[str]:
    package = root / "src" / "matinee"
    missing = set()
    for path in sorted(package.rglob("*.py")):
        place = path.relative_to(package)
        room = next((room for room in COVERED_BY_ROOM if place.is_relative_to(room)), None)
        if path.name.startswith("__") or not has_logic(path):
            continue
        if room is not None:
            if not list((root / "tests" / room).rglob("test_*.py")):
                missing.add(place.as_posix())
        elif not (root / "tests" / place.parent / f"test_{place.stem.lstrip('_')}.py").is_file():
            missing.add(place.as_posix())
    return missing


def write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)


def test_every_file_with_logic_has_its_tests(project: Path) -> None:
    assert without_a_mirror(project) == set(EXCEPTIONS)


def test_a_file_without_tests_is_caught(tmp_path: Path) -> None:
    write(tmp_path / "src/matinee/lab/new.py", "def f():\n    return 1\n")
    assert without_a_mirror(tmp_path) == {"lab/new.py"}
    write(tmp_path / "tests/lab/test_new.py", "")
    assert without_a_mirror(tmp_path) == set()


def test_a_room_that_is_tested_as_a_whole_needs_at_least_one_test(tmp_path: Path) -> None:
    write(tmp_path / "src/matinee/doors/cli/app.py", "def main():\n    return 0\n")
    assert without_a_mirror(tmp_path) == {"doors/cli/app.py"}
    write(tmp_path / "tests/doors/cli/test_train.py", "")
    assert without_a_mirror(tmp_path) == set()


def test_words_and_contracts_alone_need_no_test(tmp_path: Path) -> None:
    write(tmp_path / "src/matinee/lab/port.py", 'class Port:\n    def ask(self):\n        """Says."""\n        ...\n')
    assert without_a_mirror(tmp_path) == set()
