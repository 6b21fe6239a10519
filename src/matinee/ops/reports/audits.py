"""The end of the page of results: what audits found of reasons, first answers, sliders and blends."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from matinee.ops.reports import ablation_section, onboarding_section, reasons_section, sliders_section
from matinee.ops.reports.results_pictures import Picture
from matinee.ops.runs.ablation import Ablation, read_ablation
from matinee.ops.runs.audit_files import AuditFile, read_audit
from matinee.ops.runs.onboarding_file import OnboardingFile, read_onboarding
from matinee.ops.runs.sliders_file import SlidersFile, read_sliders

KINDS = ("ablation", "onboarding", "reasons", "sliders")
"""First words of the names of files, and of pictures."""

Read = TypeVar("Read")


@dataclass(frozen=True)
class Audits:
    """What the files of a folder hold, by what was audited."""

    ablations: tuple[Ablation, ...] = ()
    onboarding: tuple[OnboardingFile, ...] = ()
    reasons: tuple[AuditFile, ...] = ()
    sliders: tuple[SlidersFile, ...] = ()


def read_audits(folder: Path) -> Audits:
    """Every file of the folder by the first word of its name; BadData where one is no such file."""
    return Audits(
        ablations=_all(folder, "ablation", read_ablation),
        onboarding=_all(folder, "onboarding", read_onboarding),
        reasons=_all(folder, "reasons", read_audit),
        sliders=_all(folder, "sliders", read_sliders),
    )


def audits_part(audits: Audits, *, folder: str = "pictures") -> str:
    """Markdown, nothing where nothing was audited. folder: where the pictures of `named` lie, seen from the page."""
    drawn = {split: f"{folder}/{file}" for split, file, _ in _of_reasons(audits)}
    parts = [
        ablation_section.section(audits.ablations) if audits.ablations else "",
        onboarding_section.section(audits.onboarding, folder=folder),
        reasons_section.section(audits.reasons, drawn) if audits.reasons else "",
        sliders_section.section(audits.sliders, folder=folder),
    ]
    return "\n".join(part.strip("\n") + "\n" for part in parts if part)


def named(audits: Audits) -> list[tuple[str, Picture]]:
    """Every picture with the name of its file."""
    return [
        *onboarding_section.named(audits.onboarding),
        *((file, picture) for _, file, picture in _of_reasons(audits)),
        *sliders_section.named(audits.sliders),
    ]


def _all(folder: Path, kind: str, read: Callable[[Path], Read]) -> tuple[Read, ...]:
    return tuple(read(path) for path in sorted(folder.glob(f"{kind}-*.json")))


def _of_reasons(audits: Audits) -> list[tuple[str, str, Picture]]:
    """Split, file and picture."""
    by_split = reasons_section.by_split(audits.reasons)
    drawn = ((audit.split.name, reasons_section.reliability_picture(audit)) for audit in by_split)
    return [(split, f"reasons-{split}.png", picture) for split, picture in drawn if picture is not None]
