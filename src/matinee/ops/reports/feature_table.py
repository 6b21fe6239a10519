"""The features of a person as a table in Markdown, from their registry."""

from collections.abc import Sequence

from matinee.lab.features.registry import Feature


def feature_table(features: Sequence[Feature]) -> str:
    """One row a feature: name, unit, meaning, what it needs, what stands there where nothing can be said."""
    lines = ["| feature | unit | meaning | needs | otherwise |", "|---|---|---|---|--:|"]
    lines += [
        f"| `{one.name}` | {one.unit} | {one.meaning} | {', '.join(sorted(one.needs))} | {one.otherwise:.4g} |"
        for one in features
    ]
    return "\n".join(lines)
