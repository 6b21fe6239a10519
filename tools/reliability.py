"""Writes the page of reliability from benchmarks/results/reliability.json, and from load.json there, which `make load`
writes and which has the figures of R9.

The same files give the same page, byte for byte. What a row promises and how it is tried stands in
tools/reliability_rows.toml, with the bars that it is held against; a row without figures is shown as not run.
"""

import json
import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from matinee.kit.files import write_text
from reliability_bars import Held, bars_of, held

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results" / "reliability.json"
LOAD = ROOT / "benchmarks" / "results" / "load.json"
ROWS = ROOT / "tools" / "reliability_rows.toml"
PAGE = ROOT / "docs" / "operations" / "reliability.md"
NOT_RUN = "Not run."
SHORT_HEAD = 3


def main() -> int:
    rows = tomllib.loads(ROWS.read_text(encoding="utf-8"))
    try:
        write_text(PAGE, page(rows, all_found()))
    except KeyError as missing:
        print(f"error: {RESULTS.name}: no {missing}. Run that part anew", file=sys.stderr)
        return 2
    print(PAGE.relative_to(ROOT))
    return 0


def page(rows: Mapping[str, Any], found: Mapping[str, Mapping[str, Any]]) -> str:
    """rows: by their ids, in the order in which they are shown, with the `intro` before them. KeyError where figures
    miss what a row says of them."""
    parts = [_part(name, row, found.get(name, {})) for name, row in rows["row"].items()]
    return "\n\n".join([rows["intro"].strip(), _short(rows, found), *parts]) + "\n"


def all_found() -> dict[str, dict[str, Any]]:
    kept, load = (json.loads(one.read_text(encoding="utf-8")) if one.is_file() else {} for one in (RESULTS, LOAD))
    return kept | overloaded(load)


def overloaded(load: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """R9, of a run of `make load`; nothing where it was not among what was run."""
    seen, about = load.get("overload"), load.get("about", {})
    if not seen:
        return {}
    told = {
        "peak": seen["peak_per_second"],
        "asked": seen["asked_per_second"],
        "seconds": seen["seconds"],
        "goodput": seen["goodput"],
        "slower": round(seen["admitted_p99_ms"] / seen["usual_p99_ms"], 2),
        "refused": seen["refused"],
        "refused_ms": seen["refusal_p99_ms"],
        "failed": seen["failed"],
        "memory": seen["memory_grown"],
        "again": seen["back_after_seconds"],
        "looks": seen["health_well"] / max(1, seen["health_asked"]),
        "logins": seen["login_well"] / max(1, seen["login_asked"]),
        "on": about["on"],
        "machine": "{cores} cores, {system}, Python {python}".format_map(about["machine"]),
    }
    return {"R9": {"the large world": told}}


def _short(rows: Mapping[str, Any], found: Mapping[str, Mapping[str, Any]]) -> str:
    """What does not reach its bar, all together."""
    lines = ["## What falls short", rows.get("short", "").strip(), ""]
    for name, row in rows["row"].items():
        asked = bars_of(row)
        if asked and not found.get(name):
            lines.append(f"- {name}: not run ({'; '.join(one.said for one in asked)})")
        for variant, figures in sorted(found.get(name, {}).items()):
            short = [one for one in held(row, variant, figures) if not one.met]
            if short:
                lines.append(f"- {name}, {variant}: {'; '.join(_said(one) for one in short)}")
    return "\n".join(lines if len(lines) > SHORT_HEAD else [*lines, "Nothing."])


def _said(one: Held) -> str:
    return f"{one.bar.said} ({'not measured' if one.met is None else one.figure})"


def _part(name: str, row: Mapping[str, Any], found: Mapping[str, Mapping[str, Any]]) -> str:
    lines = [f"## {name}: {row['title']}", row["how"].strip()]
    if row.get("mutant"):
        lines.append(f"Caught when broken on purpose: {row['mutant'].strip()}")
    lines.append("\n".join(_figures(row, found)))
    if row.get("open"):
        lines.append(f"Not covered: {row['open'].strip()}")
    return "\n\n".join(lines)


def _figures(row: Mapping[str, Any], found: Mapping[str, Mapping[str, Any]]) -> Sequence[str]:
    """One line for each variant that was run."""
    if not found:
        return [row.get("none", NOT_RUN)]
    said = row["says"]
    return [
        f"- {variant}: {_template(said, variant).format_map(figures)}{_certainty(row, figures)} "
        f"({figures['on']}, {figures['machine']}){_judged(row, variant, figures)}"
        for variant, figures in sorted(found.items())
    ]


def _judged(row: Mapping[str, Any], variant: str, figures: Mapping[str, Any]) -> str:
    """The bars beside the figures: those that are missed first."""
    asked = list(held(row, variant, figures))
    groups = (
        ("**Missed", "**", [_said(one) for one in asked if one.met is False]),
        ("**Not measured", "**", [one.bar.said for one in asked if one.met is None]),
        ("Met", "", [one.bar.said for one in asked if one.met]),
    )
    return "".join(f"\n  {head}: {'; '.join(said)}.{tail}" for head, tail, said in groups if said)


def _certainty(row: Mapping[str, Any], figures: Mapping[str, Any]) -> str:
    """How often what was seen in none of so many trials might happen, with a certainty of 95 %."""
    zero = row.get("zero")
    if zero is None or figures[zero["count"]]:
        return ""
    return f"; so at most {1 - 0.05 ** (1 / figures[zero['of']]):.2%} of {zero['said']}"


def _template(said: str | Mapping[str, str], variant: str) -> str:
    return said if isinstance(said, str) else said[variant]


if __name__ == "__main__":
    sys.exit(main())
