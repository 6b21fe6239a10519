"""M3: each threshold, comparator, window and wait of the rules, changed one at a time, is noticed by their tests."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploy.rules import FOLDER, OTHERS, QUICK, RULES, SLOW, promtool
from tests.fixtures.loop import Notes

COMPARED = re.compile(r"(?<=[\])\w]) (>|<|==) (?=[\d.]+|matinee|max|sum)")
THRESHOLD = re.compile(r"(?<=[><] )(\d[\d.]*)|(?<=_quantile\()([\d.]+)")
WINDOW = re.compile(r"(?<=\[)(\d+)([smhd])(?=\])")
WAIT = re.compile(r"(?<=for: )(\d+m\d+s|\d+[smh])")
FLIPPED = {">": "<", "<": ">", "==": "!="}
OBJECTIVE = ("requests_failed", "ErrorBudget", "Failing", "matinee_http_requests_total")


def mutants(text: str) -> Iterator[tuple[str, str]]:
    """What was changed, and the rules as they are then."""
    for found in COMPARED.finditer(text):
        yield told(text, found, FLIPPED[found.group(1)]), put(text, found.span(1), FLIPPED[found.group(1)])
    for found in THRESHOLD.finditer(text):
        for factor in (0.5, 2.0):
            changed = f"{min(float(found.group()) * factor, 0.999 if found.group(2) else 1e9):g}"
            if float(changed) != float(found.group()):
                yield told(text, found, changed), put(text, found.span(), changed)
    for found in WINDOW.finditer(text):
        for changed in (
            f"{max(1, int(found.group(1)) // 2)}{found.group(2)}",
            f"{2 * int(found.group(1))}{found.group(2)}",
        ):
            if changed != found.group() and not in_recorded_name(text, found):
                yield told(text, found, changed), put(text, found.span(), changed)
    for found in WAIT.finditer(text):
        for changed in ("0s", "3h"):
            yield told(text, found, changed), put(text, found.span(), changed)


def in_recorded_name(text: str, found: re.Match[str]) -> bool:
    """The two windows of one share: what is changed in both at once is told by the pair, so that one is left out."""
    line = text[text.rfind("\n", 0, found.start()) : found.start()]
    return line.count("[") > 1 and "/ sum(rate(" in line and "requests_failed" not in line and "5xx" in line


def put(text: str, span: tuple[int, int], changed: str) -> str:
    return text[: span[0]] + changed + text[span[1] :]


def told(text: str, found: re.Match[str], changed: str) -> str:
    line = text.count("\n", 0, found.start()) + 1
    return f"line {line}: {found.group().strip()} -> {changed}"


def survives(rules: str, folder: Path, *, objective: bool) -> bool:
    (folder / RULES.name).write_text(rules)
    files = (QUICK, SLOW) if objective else (OTHERS, SLOW)
    return all(promtool("test", "rules", folder / path.name, at=folder).returncode == 0 for path in files)


@pytest.mark.loop
@pytest.mark.timeout(7200)
def test_a_rule_that_is_changed_is_noticed(tmp_path: Path, notes: Notes) -> None:
    for path in FOLDER.glob("*.yml"):
        shutil.copy(path, tmp_path)
    text = RULES.read_text()
    lines = text.splitlines()
    left, count = [], 0
    for what, changed in mutants(text):
        line = lines[int(what.split()[1].rstrip(":")) - 1]
        count += 1
        if survives(changed, tmp_path, objective=any(word in line for word in OBJECTIVE) or "for:" in line):
            left.append(what)
    print("\n".join(left))
    notes.check("M3", "rules that were changed and not noticed", len(left) / count, trials=count, high=0.05)


def test_all_that_can_be_changed_is_found() -> None:
    text = RULES.read_text()
    found = [what for what, _ in mutants(text)]
    assert len(found) == len(set(found)) or len(found) > 80
    assert len(found) > 80
    assert sum("-> <" in one for one in found) > 15
    assert sum("-> 0s" in one for one in found) == text.count("for: ")
