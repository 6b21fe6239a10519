"""R8: whatever waits for something outside says how long it waits."""

import ast
from pathlib import Path

import pytest

ASKED = {
    "AsyncClient": {"timeout"},
    "Client": {"timeout"},
    "create_async_engine": {"pool_timeout", "connect_args"},
    "create_connection": {"timeout"},
    "from_url": {"socket_timeout", "socket_connect_timeout"},
    "open_connection": {"timeout"},
    "urlopen": {"timeout"},
    "HTTPConnection": {"timeout"},
    "HTTPSConnection": {"timeout"},
}
"""What opens a way to something outside -> what must be said with it. A request takes that of its client."""
AT_ONCE = {"httpx": {"get", "post", "put", "patch", "delete", "head", "options", "request", "stream"}}
"""Modules whose functions ask without a client."""


def patient_for_ever(root: Path) -> list[str]:
    """Place and name of each call that does not say how long it waits."""
    found = []
    for path in sorted(root.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Call):
                name, wanted = wanted_of(node.func)
                missing = wanted - {word.arg for word in node.keywords}
                if missing:
                    found.append(
                        f"{path.relative_to(root).as_posix()}:{node.lineno} {name}: {', '.join(sorted(missing))}"
                    )
    return found


def wanted_of(called: ast.expr) -> tuple[str, set[str]]:
    if isinstance(called, ast.Attribute):
        of = called.value.id if isinstance(called.value, ast.Name) else ""
        at_once = {"timeout"} if called.attr in AT_ONCE.get(of, set()) else set()
        return called.attr, ASKED.get(called.attr, at_once)
    if isinstance(called, ast.Name):
        return called.id, ASKED.get(called.id, set())
    return "", set()


def test_nothing_waits_for_ever(project: Path) -> None:
    assert patient_for_ever(project / "src" / "matinee") == []


def test_the_engine_of_postgres_says_how_long_a_connection_and_a_statement_may_take(project: Path) -> None:
    text = (project / "src/matinee/adapters/storage/postgres.py").read_text(encoding="utf-8")
    given = next(
        ast.unparse(word.value)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and wanted_of(node.func)[0] == "create_async_engine"
        for word in node.keywords
        if word.arg == "connect_args"
    )
    assert "'timeout'" in given
    assert "'command_timeout'" in given


@pytest.mark.parametrize(
    "line",
    [
        "httpx.get(url)",
        "httpx.Client(headers={})",
        "redis.Redis.from_url(url, socket_timeout=1)",
        "create_async_engine(url, pool_timeout=5)",
        "socket.create_connection(place)",
        "urlopen(url)",
    ],
)
def test_a_call_that_waits_for_ever_is_caught(line: str, tmp_path: Path) -> None:
    (tmp_path / "planted.py").write_text(f"{line}\n")
    assert len(patient_for_ever(tmp_path)) == 1


def test_one_that_says_how_long_is_not(tmp_path: Path) -> None:
    (tmp_path / "planted.py").write_text("httpx.get(url, timeout=3)\nhttpx.Client(timeout=3)\nrows.get(url)\n")
    assert patient_for_ever(tmp_path) == []
