"""What a saved model tells of itself, from its manifest alone: no weights are read."""

from pathlib import Path

from matinee.doors.cli.terminal import Terminal
from matinee.doors.cli.watching import draw_curves
from matinee.kit.memory import MIB
from matinee.lab.core.artifact import Manifest, read_manifest
from matinee.ops.reports.learning_curves import curves_in_words


def show_saved(terminal: Terminal, folder: Path, *, curves: Path | None, as_json: bool) -> None:
    """Settings, what it learned from, what the fit took and how it went. curves: where to draw how it learned."""
    manifest = read_manifest(folder)
    if as_json:
        terminal.json(manifest.model_dump(mode="json"))
    else:
        for heading, rows in _facts(manifest, folder).items():
            terminal.table((heading, ""), [*rows.items()], words=2)
        if manifest.report is not None:
            for line in curves_in_words(manifest.report.curves):
                terminal.say(line)
    draw_curves(terminal, curves, manifest.report.curves if manifest.report else {}, title=f"How {folder} learned")


def _facts(manifest: Manifest, folder: Path) -> dict[str, dict[str, str]]:
    """Words under headings; a heading without words is left out."""
    size = sum((folder / name).stat().st_size for name in manifest.files if (folder / name).is_file()) / MIB
    report = manifest.report
    taken = (
        {"fitted in": f"{report.seconds:.2f} s", "peak": f"{report.peak_mib:,.0f} MiB", "seed": str(report.seed)}
        if report
        else {}
    )
    facts = {
        f"{manifest.name}": {
            "saved by": f"Matinee {manifest.version}, format {manifest.format}",
            "size": f"{size:,.1f} MiB",
            "titles": manifest.vocabulary,
            "learned from": f"{manifest.feedback.kind}s, liked at {manifest.feedback.like_at:g} or more",
            **taken,
        },
        "setting": {key: "none" if value is None else str(value) for key, value in sorted(manifest.config.items())},
        "lineage": manifest.lineage,
        "metric": {key: f"{value:.4f}" for key, value in sorted(manifest.metrics.items())},
    }
    return {heading: rows for heading, rows in facts.items() if rows}
