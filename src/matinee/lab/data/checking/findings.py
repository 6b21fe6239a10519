"""What a check can say."""

from dataclasses import dataclass
from typing import Literal

Level = Literal["refuse", "warn", "note"]
LEVELS: tuple[Level, ...] = ("refuse", "warn", "note")


@dataclass(frozen=True)
class Finding:
    """name: short and fixed, to be looked up in docs/splits.md. level: refuse (nothing is trained on it), warn (look
    at it), note (good to know). what: a sentence without a full stop. count: events, people or titles concerned.
    example: one of them, in external ids; empty where there is nothing to point at."""

    name: str
    level: Level
    what: str
    count: int
    example: str = ""


@dataclass(frozen=True)
class CheckReport:
    """Findings, the worst first. An empty report is a clean one."""

    findings: tuple[Finding, ...] = ()

    @classmethod
    def of(cls, findings: list[Finding]) -> "CheckReport":
        return cls(tuple(sorted(findings, key=lambda finding: LEVELS.index(finding.level))))

    @property
    def refused(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.level == "refuse")
