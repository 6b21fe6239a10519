"""Everything that is checked before a model is trained. Each check is described in docs/splits.md."""

import time

from matinee.domain.errors import BadData
from matinee.lab.data.checking.behaviour import check_people, check_titles
from matinee.lab.data.checking.drift import check_drift
from matinee.lab.data.checking.events import check_repeats, check_shape, check_values
from matinee.lab.data.checking.findings import CheckReport, Finding
from matinee.lab.data.checking.times import check_times
from matinee.lab.data.dataset import Dataset

__all__ = ["CheckReport", "Finding", "check_dataset", "refuse_bad"]


def check_dataset(data: Dataset, *, previous: Dataset | None = None, now: float | None = None) -> CheckReport:
    """What is wrong or odd about a data set, the worst first.

    previous: the snapshot before, to look for drift. now: seconds since 1970, the clock's if None.
    """
    found = list(check_shape(data))
    if found:
        return CheckReport.of(found)
    found += check_values(data)
    found += check_repeats(data)
    found += check_times(data, now=time.time() if now is None else now)
    found += check_people(data)
    found += check_titles(data)
    if previous is not None and not any(finding.name == "not a number" for finding in found):
        found += check_drift(data, previous)
    return CheckReport.of(found)


def refuse_bad(report: CheckReport) -> None:
    """BadData that names the finding, if there is one that training refuses."""
    if not report.refused:
        return
    first = report.refused[0]
    more = len(report.refused) - 1
    others = f" (and {more} more)" if more else ""
    example = f", starting with {first.example}" if first.example else ""
    raise BadData(
        f"the data is refused: {first.what}{others}",
        where=f"check '{first.name}'",
        remedy=f"Correct it{example}; `matinee data check` lists every finding",
    )
