"""The alert rules of Prometheus and their tests, read as what they are."""

import os
import subprocess
from pathlib import Path
from typing import Any

import yaml

from tests.fixtures.processes import program

MONITORING = Path(__file__).resolve().parents[2] / "deploy" / "monitoring"
FOLDER = MONITORING / "prometheus"
RULES = FOLDER / "matinee.rules.yml"
QUICK, OTHERS, SLOW = (FOLDER / f"matinee.{name}rules.test.yml" for name in ("", "others.", "slow."))


def alerts() -> dict[str, dict[str, Any]]:
    groups = yaml.safe_load(RULES.read_text())["groups"]
    return {rule["alert"]: rule for group in groups for rule in group["rules"] if "alert" in rule}


def cases(path: Path) -> list[dict[str, Any]]:
    return yaml.safe_load(path.read_text())["tests"]


def promtool(*arguments: object, given: str = "", at: Path = FOLDER) -> subprocess.CompletedProcess[str]:
    tool = program("promtool", package="prometheus")
    quick = {**os.environ, "GOGC": "400", "GOMAXPROCS": "2"}
    asked = [str(tool), *map(str, arguments)]
    return subprocess.run(asked, input=given, cwd=at, env=quick, capture_output=True, text=True, check=False)
