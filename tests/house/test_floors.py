"""The contracts of import-linter hold, and each one catches the fault it is there for."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

FAULTS = {
    "floors": ("matinee/kit/seeds.py", "from matinee.domain import errors"),
    "lab-floors": ("matinee/lab/data/vocabulary.py", "from matinee.lab.core import answers"),
    "services-floors": ("matinee/services/context.py", "from matinee.services.accounts import names"),
    "web-at-its-door": ("matinee/wiring/serving.py", "import fastapi"),
    "drivers-in-adapters": ("matinee/services/accounts/login.py", "import sqlalchemy"),
    "services-plain": ("matinee/services/accounts/login.py", "from matinee.adapters.storage import stores"),
    "services-without-shapes": ("matinee/services/accounts/login.py", "import pydantic"),
    "blind-referee": ("matinee/lab/evaluation/ranking.py", "from matinee.lab.models import popular"),
    "models-apart": ("matinee/lab/models/ease.py", "from matinee.lab.models import popular"),
    "no-circles": ("matinee/lab/data/interactions.py", "from matinee.lab.data import histories"),
    "lab-alone": ("matinee/lab/core/context.py", "import rich"),
    "settings-in-wiring": ("matinee/ops/runs/__init__.py", "import pydantic_settings"),
    "terminal-at-the-door": ("matinee/wiring/settings.py", "import typer"),
    "plain-words": ("matinee/domain/reasons.py", "import numpy"),
    "kept-out": ("matinee/lab/data/titles.py", "import pandas"),
    "public-door": ("matinee/lab/core/artifact.py", "from matinee import Dataset"),
}
"""Contract -> a file, and a line that breaks the contract when it stands there."""

UPWARDS = {
    "domain reads the lab": ("matinee/domain/feedback.py", "from matinee.lab.data import vocabulary"),
    "a service reads wiring": ("matinee/services/context.py", "from matinee.wiring import settings"),
    "ops reads a service": ("matinee/ops/runs/__init__.py", "from matinee.services import context"),
    "storage reads a service": ("matinee/adapters/storage/records.py", "from matinee.services import context"),
    "the lab reads an adapter": ("matinee/lab/data/dataset.py", "from matinee.adapters import providers"),
    "an adapter reads the lab": ("matinee/adapters/providers/__init__.py", "from matinee.lab.data import vocabulary"),
    "ops reads wiring": ("matinee/ops/runs/__init__.py", "from matinee.wiring import settings"),
    "wiring reads a door": ("matinee/wiring/settings.py", "from matinee.doors import cli"),
    "the version reads a room": ("matinee/version.py", "from matinee.kit import seeds"),
}
"""Each arrow between two floors that points up."""


def broken_contracts(source: Path, config: Path) -> set[str]:
    """Ids of the contracts that the package under `source` breaks."""
    contracts = tomllib.loads(config.read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    command = [Path(sys.executable).with_name("lint-imports"), "--config", config, "--no-cache", "--no-logo"]
    made = subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)
    assert "Contracts:" in made.stdout, made.stdout + made.stderr
    return {contract["id"] for contract in contracts if f"{contract['name']} BROKEN" in made.stdout}


def plant(source: Path, file: str, line: str) -> None:
    """Puts the line behind everything, so that no docstring or order of imports is disturbed."""
    path = source / file
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")


def test_the_package_keeps_every_contract(project: Path) -> None:
    assert broken_contracts(project / "src", project / "pyproject.toml") == set()


def test_every_contract_has_a_fault_that_shows_it_at_work(project: Path) -> None:
    config = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    assert {contract["id"] for contract in config["tool"]["importlinter"]["contracts"]} == set(FAULTS)


@pytest.mark.parametrize("contract", FAULTS)
def test_a_contract_catches_its_fault(copy: Path, contract: str) -> None:
    plant(copy / "src", *FAULTS[contract])
    assert contract in broken_contracts(copy / "src", copy / "pyproject.toml")


@pytest.mark.parametrize("arrow", UPWARDS)
def test_an_arrow_that_points_up_is_caught(copy: Path, arrow: str) -> None:
    plant(copy / "src", *UPWARDS[arrow])
    assert "floors" in broken_contracts(copy / "src", copy / "pyproject.toml")


@pytest.mark.parametrize(
    ("room", "contract"),
    [
        ("matinee/attic", "floors"),
        ("matinee/lab/attic", "lab-floors"),
        ("matinee/services/attic", "services-floors"),
    ],
)
def test_a_new_room_without_a_floor_is_caught(copy: Path, room: str, contract: str) -> None:
    (copy / "src" / room).mkdir()
    (copy / "src" / room / "__init__.py").touch()
    assert broken_contracts(copy / "src", copy / "pyproject.toml") == {contract}


@pytest.mark.parametrize("server", ["fastapi", "httpx", "redis", "sqlalchemy", "typer"])
def test_the_lab_may_import_no_server_store_or_terminal(copy: Path, server: str) -> None:
    plant(copy / "src", "matinee/lab/data/dataset.py", f"import {server}")
    assert "lab-alone" in broken_contracts(copy / "src", copy / "pyproject.toml")


def test_the_lab_may_not_reach_a_server_through_another_room(copy: Path) -> None:
    plant(copy / "src", "matinee/kit/seeds.py", "import httpx")
    assert broken_contracts(copy / "src", copy / "pyproject.toml") == {"lab-alone"}
