"""Two result files of the same split, model by model."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from matinee.domain.errors import BadInput, UnknownName
from matinee.lab.evaluation.comparisons import Comparison, Scored, asked_together, compare
from matinee.ops.runs.result_files import ResultFile, read_result


@dataclass(frozen=True, eq=False)
class FilesCompared:
    """Comparisons of the first file's models with the second file's, their p_holm and verdicts over all the questions
    asked, over models and metrics. only_first, only_second: models without a counterpart."""

    first: ResultFile
    second: ResultFile
    comparisons: list[Comparison]
    only_first: list[str]
    only_second: list[str]


def compare_files(first: Path, second: Path, *, models: tuple[str, str] | None = None) -> FilesCompared:
    """Refused are files of different splits, of different people, or without what each person got.

    models: one label of each file; without it every label that both have is compared with itself.
    """
    one, other = read_result(first), read_result(second)
    _check_comparable(one, other, where=f"{first} and {second}")
    pairs = [models] if models else [(label, label) for label in _judged(one) if label in _judged(other)]
    if not pairs:
        raise BadInput(
            "the two files have no model in common",
            where=f"{first} and {second}",
            remedy="Name one of each with --models ONE,OTHER",
        )
    made = [
        compare(
            _scored(one, mine, called=mine if models else f"{mine} (first)", where=first),
            _scored(other, theirs, called=theirs if models else f"{theirs} (second)", where=second),
        )
        for mine, theirs in pairs
    ]
    named = {mine for mine, _ in pairs}, {theirs for _, theirs in pairs}
    return FilesCompared(
        first=one,
        second=other,
        comparisons=asked_together(made),
        only_first=[label for label in _judged(one) if label not in named[0]],
        only_second=[label for label in _judged(other) if label not in named[1]],
    )


def _check_comparable(one: ResultFile, other: ResultFile, *, where: str) -> None:
    if one.split.fingerprint != other.split.fingerprint:
        raise BadInput(
            f"one was judged on {one.split.name} ({one.split.fingerprint}), the other on "
            f"{other.split.name} ({other.split.fingerprint})",
            where=where,
            remedy="Judge both on the same split",
        )


def _judged(result: ResultFile) -> list[str]:
    return [label for label, model in result.models.items() if not model.failed]


def _scored(result: ResultFile, label: str, *, called: str, where: Path) -> Scored:
    model = result.models.get(label)
    if model is None or model.failed:
        raise UnknownName(
            f"there is no result of a model called '{label}'",
            where=str(where),
            remedy=f"There are: {', '.join(_judged(result)) or 'none'}",
        )
    if not result.people or not model.per_person:
        raise BadInput(
            "the file does not hold what each person got", where=str(where), remedy="Write it without --summary"
        )
    values = {metric: np.array(found, dtype=np.float64) for metric, found in model.per_person.items()}
    return Scored(called, result.split.fingerprint, np.array(result.people), values)
