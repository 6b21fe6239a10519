"""M3: each threshold, comparator, window and wait of the rules, changed one at a time, is noticed by their tests."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.deploy.rules import OTHERS, QUICK, RULES, SLOW, promtool
from tests.fixtures.loop import Notes

COMPARED = re.compile(r"(?<= )(>|<|==)(?= [\d.]+|(?= \w))")
THRESHOLD = re.compile(r"(?<=[><] )\d[\d.]*")
QUANTILE = re.compile(r"(?<=_quantile\()[\d.]+")
WINDOW = re.compile(r"(?<=\[)(\d+)([smhd])(?=\])")
WAIT = re.compile(r"(?<=for: )\w+")
RULE = re.compile(r"- (alert|record): (\S+)")
FLIPPED = {">": "<", "<": ">", "==": "!="}


@dataclass(frozen=True)
class Mutant:
    """rule: the one that was changed. what: how. rules: all of them as they are then."""

    rule: str
    what: str
    rules: str


def mutants(text: str) -> Iterator[Mutant]:
    for found in COMPARED.finditer(text):
        yield changed(text, found, FLIPPED[found.group()])
    for found in THRESHOLD.finditer(text):
        for factor in (0.5, 2.0) if float(found.group()) else (-1.0,):
            yield changed(text, found, f"{float(found.group()) * factor if float(found.group()) else 1:g}")
    for found in QUANTILE.finditer(text):
        for other in ("0.5", "0.999"):
            yield changed(text, found, other)
    for found in WINDOW.finditer(text):
        seconds = int(found.group(1)) * {"s": 1, "m": 60, "h": 3600, "d": 86400}[found.group(2)]
        for factor in (0.5, 2):
            yield changed(text, found, f"{int(seconds * factor)}s")
    for found in WAIT.finditer(text):
        for other in ("0s", "3h"):
            yield changed(text, found, other)


def changed(text: str, found: re.Match[str], other: str) -> Mutant:
    rule = [one.group(2) for one in RULE.finditer(text, 0, found.start())][-1]
    line = text.count("\n", 0, found.start()) + 1
    made = text[: found.start()] + other + text[found.end() :]
    return Mutant(rule, f"line {line}, {rule}: {found.group()} at {found.start()} -> {other}", made)


def noticed(mutant: Mutant, folder: Path) -> bool:
    """By those tests alone that ask for what was changed: for the alert, or for whatever stands on what is recorded."""
    groups = yaml.safe_load(mutant.rules)["groups"]
    alerts = {one["alert"] for group in groups for one in group["rules"] if "alert" in one and mutant.rule in str(one)}
    for group in groups:
        group["rules"] = [one for one in group["rules"] if "record" in one or one["alert"] in alerts]
    (folder / RULES.name).write_text(yaml.safe_dump({"groups": [group for group in groups if group["rules"]]}))
    return any(promtool("test", "rules", one, at=folder).returncode for one in narrowed(alerts, folder))


def narrowed(alerts: set[str], folder: Path) -> Iterator[Path]:
    for path in (QUICK, OTHERS, SLOW):
        said: dict[str, Any] = yaml.safe_load(path.read_text())
        for test in said["tests"]:
            test["alert_rule_test"] = [one for one in test["alert_rule_test"] if one["alertname"] in alerts]
        said["tests"] = [test for test in said["tests"] if test["alert_rule_test"]]
        if said["tests"]:
            (folder / path.name).write_text(yaml.safe_dump(said))
            yield folder / path.name


@pytest.mark.loop
@pytest.mark.timeout(3600)
def test_a_rule_that_is_changed_is_noticed(tmp_path: Path, notes: Notes) -> None:
    every = list(mutants(RULES.read_text()))
    left = [one.what for one in every if not noticed(one, tmp_path)]
    print("\n".join(left))
    notes.check("M3", "rules that were changed and not noticed", len(left) / len(every), trials=len(every), high=0.05)


def test_rules_as_they_are_pass_their_tests_one_by_one(tmp_path: Path) -> None:
    """Or every change would be noticed, whatever the tests say."""
    assert not noticed(Mutant("MatineeDiskNearlyFull", "nothing", RULES.read_text()), tmp_path)


def test_all_that_can_be_changed_is_found() -> None:
    text = RULES.read_text()
    found = list(mutants(text))
    assert len({one.what for one in found}) == len(found) > 100
    assert {one.rule for one in found} == {one.group(2) for one in RULE.finditer(text)}
    assert sum(one.what.endswith("-> 0s") for one in found) == text.count("for: ")
    assert sum(one.what.endswith(("-> <", "-> >", "-> !=")) for one in found) > 20
