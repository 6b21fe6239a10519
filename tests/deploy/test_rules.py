"""M1, M2, M4 and M8: the rules of Prometheus, and what their own tests promise."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.deploy.rules import FOLDER, OTHERS, QUICK, RULES, SLOW, alerts, cases, promtool

PROJECT = Path(__file__).resolve().parents[2]
SEVERITIES = {"page", "ticket"}


def lacking(tests: list[dict[str, Any]], names: set[str]) -> dict[str, set[str]]:
    """By alert, which of firing, not firing and ending no test shows. Ending: it fires, and later in the same it does
    not."""
    missing = {name: {"fires", "rests", "ends"} for name in names}
    for test in tests:
        fired: set[str] = set()
        for one in sorted(test["alert_rule_test"], key=lambda case: minutes(case["eval_time"])):
            name = one["alertname"]
            if one["exp_alerts"]:
                fired.add(name)
                missing[name].discard("fires")
            else:
                missing[name].discard("rests")
                if name in fired:
                    missing[name].discard("ends")
    return {name: left for name, left in missing.items() if left}


def minutes(said: str) -> float:
    units = {"h": 60.0, "m": 1.0, "s": 1 / 60}
    return sum(float(count) * units[unit] for count, unit in re.findall(r"(\d+)([hms])", said))


def test_every_alert_says_how_grave_it_is_and_has_a_runbook() -> None:
    """M2."""
    for name, rule in alerts().items():
        assert rule["labels"]["severity"] in SEVERITIES, name
        page = PROJECT / rule["annotations"]["runbook_url"]
        assert name in page.read_text(), f"{name} is not named in {page.name}"


def test_every_runbook_is_of_an_alert_that_there_is() -> None:
    folder = PROJECT / "docs/operations/runbooks"
    named = {Path(rule["annotations"]["runbook_url"]).name for rule in alerts().values()}
    of_house = set(re.findall(r"^\| `.*\(runbooks/([\w-]+\.md)\)", (folder.parent / "monitoring.md").read_text(), re.M))
    assert {page.name for page in folder.glob("*.md")} - {"index.md"} == named | of_house
    listed = re.findall(r"\((\w[\w-]*\.md)\)", (folder / "index.md").read_text())
    assert set(listed) - {"../monitoring.md"} == named | of_house


def test_of_every_alert_it_is_tested_that_it_fires_rests_and_ends() -> None:
    """M2."""
    every = [*cases(QUICK), *cases(OTHERS), *cases(SLOW)]
    assert lacking(every, set(alerts())) == {}


def test_an_alert_that_is_not_tested_is_caught() -> None:
    fires = {"alertname": "A", "eval_time": "1h5m", "exp_alerts": [{}]}
    rests = {"alertname": "A", "eval_time": "1h", "exp_alerts": []}
    assert lacking([{"alert_rule_test": [fires, rests]}], {"A", "B"}) == {
        "A": {"ends"},
        "B": {"fires", "rests", "ends"},
    }
    ended = {**rests, "eval_time": "2h"}
    assert lacking([{"alert_rule_test": [ended, fires, rests]}], {"A"}) == {}


def test_the_rules_are_well_formed() -> None:
    """M1."""
    made = promtool("check", "rules", "--lint=all", "--lint-fatal", RULES)
    assert (made.returncode, made.stderr) == (0, "")
    assert made.stdout.split()[-4:] == ["SUCCESS:", str(RULES.read_text().count("expr:")), "rules", "found"]
    settings = promtool("check", "config", "--syntax-only", FOLDER / "prometheus.yml")
    assert settings.returncode == 0, settings.stderr


def test_a_rule_that_is_there_twice_is_found(tmp_path: Path) -> None:
    said = yaml.safe_load(RULES.read_text())
    said["groups"][0]["rules"].append(said["groups"][0]["rules"][0])
    (tmp_path / RULES.name).write_text(yaml.safe_dump(said))
    assert promtool("check", "rules", "--lint=all", "--lint-fatal", RULES.name, at=tmp_path).returncode != 0


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(OTHERS, id="others"),
        pytest.param(QUICK, id="objective", marks=pytest.mark.loop),
        pytest.param(SLOW, id="days", marks=pytest.mark.loop),
    ],
)
def test_the_rules_do_what_their_tests_say(path: Path) -> None:
    """M2, M4 and M8."""
    made = promtool("test", "rules", path)
    assert made.returncode == 0, made.stdout + made.stderr
