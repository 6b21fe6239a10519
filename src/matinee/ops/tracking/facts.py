"""What is put down of data, splits and settings, so that a run can be made again."""

import json
from collections.abc import Mapping
from typing import Any

from matinee.domain.tracking import Plain
from matinee.lab.core.context import FitContext
from matinee.lab.data.dataset import Dataset
from matinee.ops.tracking.code import code_facts

MAIN = "main"
"""The fact that names the figure by which runs of a kind are told apart."""


def surroundings(context: FitContext, machine: Mapping[str, Any]) -> dict[str, str]:
    """Of every run: code, seed, device and machine."""
    told = {f"machine.{name}": str(value) for name, value in machine.items()}
    return code_facts() | told | {"seed": str(context.seed), "device": context.device}


def data_facts(data: Dataset) -> dict[str, str]:
    return {
        "data": data.name,
        "data.fingerprint": data.fingerprint,
        "data.events": str(len(data.log)),
        "data.people": str(data.n_people),
        "data.titles": str(data.n_titles),
    }


def plain(settings: Mapping[str, Any]) -> dict[str, Plain]:
    """Lists and the like as their JSON."""
    return {
        key: value if value is None or isinstance(value, str | int | float | bool) else json.dumps(value)
        for key, value in settings.items()
    }
