"""The table of what is promised about security speaks of tests that there are, and leaves no promise out."""

import re
from dataclasses import dataclass
from pathlib import Path

PAGE = "docs/operations/security.md"
PROMISED = {"S1", "S2", "S3", "S4", "S7", "S8", "S9", "S12", "S15", "S16", "S17"}
"""Each with a test that breaks the house on purpose."""
NAMED = re.compile(r"`([^`]+)`")
TEST = re.compile(r"^(?:async )?def (test_\w+)\(", re.MULTILINE)


@dataclass(frozen=True)
class Promise:
    row: str
    files: list[str]
    mutants: list[str]


def promises(page: str) -> list[Promise]:
    """The rows of the table."""
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in page.splitlines() if line[:3] == "| S"]
    return [Promise(row, NAMED.findall(shown), NAMED.findall(broken)) for row, _, shown, broken in cells]


def faults(page: str, root: Path) -> list[str]:
    """What the table says that is not so."""
    found, rows = [], promises(page)
    for one in rows:
        missing = [name for name in one.files if not (root / name).is_file()]
        there = {test for name in set(one.files) - set(missing) for test in TEST.findall((root / name).read_text())}
        found += [f"{one.row}: there is no {name}" for name in missing]
        found += [f"{one.row}: no {name} in its files" for name in one.mutants if name not in there]
        if one.row in PROMISED and not (one.files and one.mutants):
            found.append(f"{one.row}: nothing is broken on purpose")
    return found + [f"{row} is promised nowhere" for row in sorted(PROMISED - {one.row for one in rows})]


def test_every_promise_has_its_tests_and_something_that_was_broken_on_purpose(project: Path) -> None:
    assert faults((project / PAGE).read_text(encoding="utf-8"), project) == []


def test_a_promise_that_nothing_shows_is_caught(tmp_path: Path) -> None:
    (tmp_path / "test_a.py").write_text("async def test_it_holds() -> None: ...\n")
    rows = [f"| {row} | so | `test_a.py` | less: `test_it_holds` |" for row in sorted(PROMISED - {"S1", "S2", "S3"})]
    rows += ["| S1 | so | `test_a.py` | less: `test_it_does_not` |", "| S2 | so | `test_b.py` | nothing |"]
    assert faults("\n".join(rows), tmp_path) == [
        "S1: no test_it_does_not in its files",
        "S2: there is no test_b.py",
        "S2: nothing is broken on purpose",
        "S3 is promised nowhere",
    ]
