"""Whether reasons and confidence can be believed, as a section of a page, from the files of audits and nothing else."""

from collections.abc import Mapping, Sequence
from typing import Any

from matinee.kit.extras import needs
from matinee.lab.evaluation.fidelity import CONTROL, RANDOM_CITED, STRONGEST, UNCHECKED
from matinee.ops.reports.results_pictures import FAMILIES, Picture
from matinee.ops.runs.audit_files import AuditFile, ConfidenceFacts, ModelAudit
from matinee.ops.runs.result_files import Value

ERROR_AT_MOST, CITED_AT_LEAST, CONTROL_AT_MOST = 0.05, 0.95, 0.5
NINETY, HOLDS = 0.9, (0.88, 0.92)
TENTHS = 10
SIZE = 300
HEAD = """## Can the reasons be believed?

Written by `matinee fidelity`; what is measured stands in [Reasons](reasons.md). Of each person some recommended titles
are taken with their reasons; then one title is taken out of the history and the model is asked again. *Falls* is the
share of cases in which the score, or the standing among the other titles, is lower than before. A reason cites only
titles that passed this very test, so the columns of cited titles tell that nothing goes wrong between the check and the
answer; the last two tell what the largest share is worth unchecked. Ranges are 95 % intervals over people.
"""
FIDELITY_HEADS = (
    "model",
    "shares by",
    "reasons that cite",
    "strongest cited: score falls",
    "standing falls",
    "any cited: standing",
    "uncited: score",
    "uncited: standing",
    "largest share unchecked: score",
    "standing",
)
CONFIDENCE_HEADS = (
    "model",
    "cases",
    "calibration error",
    "Brier score",
    "of the usual share of likes",
    "90 % intervals hold",
    "width in stars",
)


def section(audits: Sequence[AuditFile], pictures: Mapping[str, str] | None = None) -> str:
    """Markdown: a part for each split that was audited.

    pictures: by the name of a split the path of the `reliability_picture` of `by_split`, as the page is to name it.
    """
    lines = [HEAD]
    for audit in by_split(audits):
        made_by = [one for one in _in_turn(audits) if one.split.fingerprint == audit.split.fingerprint]
        lines += [f"### {audit.split.name}", "", *(f"- {_made_by(one)}" for one in made_by), "", *_tables(audit)]
        path = (pictures or {}).get(audit.split.name)
        if path and _judged(audit):
            lines += [f"![{_about(audit)}]({path})", ""]
    return "\n".join(lines)


def by_split(audits: Sequence[AuditFile]) -> list[AuditFile]:
    """One for each split, with the models of all its audits, in the order of split and command."""
    made: dict[str, AuditFile] = {}
    for audit in _in_turn(audits):
        before = made.get(audit.split.fingerprint)
        models = {**before.models, **audit.models} if before else audit.models
        made[audit.split.fingerprint] = (before or audit).model_copy(update={"models": models})
    return list(made.values())


def missed(audit: AuditFile) -> list[str]:
    """In words, what an audit found outside the targets."""
    found = []
    for label, model in audit.models.items():
        strongest, control = (model.fidelity.taken.get(which) for which in (STRONGEST, CONTROL))
        if strongest and min(_mean(strongest.score), _mean(strongest.standing)) < CITED_AT_LEAST:
            worse = min(strongest.score, strongest.standing, key=_mean)
            found.append(f"`{label}`: without the cited title it falls in {_figure(worse)}, not {CITED_AT_LEAST:.0%}")
        if control and _mean(control.standing) > CONTROL_AT_MOST:
            falls = _figure(control.standing)
            found.append(f"`{label}`: without an uncited title it falls in {falls}, not at most {CONTROL_AT_MOST:.0%}")
        if model.fidelity.astray:
            found.append(f"`{label}`: {model.fidelity.astray} reasons do not add up")
        confidence = model.confidence
        if confidence and confidence.error > ERROR_AT_MOST:
            found.append(f"`{label}`: the calibration error is {confidence.error:.4f}, not at most {ERROR_AT_MOST:g}")
        held = _held(confidence) if confidence else None
        if held and not HOLDS[0] <= _mean(held[0]) <= HOLDS[1]:
            wanted = f"{HOLDS[0]:.0%} to {HOLDS[1]:.0%}"
            found.append(f"`{label}`: the 90 % intervals hold {_figure(held[0])}, not {wanted}")
    return found


def reliability_picture(audit: AuditFile) -> Picture | None:
    """Said against come true, a line a model; None where nothing was said."""
    rows: list[dict[str, Any]] = [
        {"label": label, "family": model.family, "said": bin_.said, "true": bin_.came_true, "cases": bin_.cases}
        for label, model in audit.models.items()
        if model.confidence
        for bin_ in model.confidence.bins
    ]
    if not rows:
        return None
    alt = needs("altair")
    axis = alt.Axis(format="%", tickCount=5)
    scale = alt.Scale(domain=[0, 1], nice=False)
    ideal = alt.Chart(alt.Data(values=[{"said": 0, "true": 0}, {"said": 1, "true": 1}]))
    said, true = "how likely a like was said to be", "how often it was one"
    across, upwards = (
        alt.X("said:Q", title=said, scale=scale, axis=axis),
        alt.Y("true:Q", title=true, scale=scale, axis=axis),
    )
    colours = alt.Scale(domain=list(FAMILIES), range=list(FAMILIES.values()))
    drawn = alt.Chart(alt.Data(values=rows))
    chart = alt.layer(
        ideal.mark_line(strokeDash=[4, 4], color="#8a8f98", strokeWidth=1).encode(x=across, y=upwards),
        drawn.mark_line(strokeWidth=1.5, point={"size": 30}).encode(
            x=across,
            y=upwards,
            detail="label:N",
            color=alt.Color("family:N", scale=colours, legend=alt.Legend(title=None, orient="top")),
        ),
    ).properties(width=SIZE, height=SIZE)
    about = (
        f"How often titles were liked against how likely that was said to be, a line a model, on {audit.split.name}."
    )
    return Picture("reliability", about, chart)


def _in_turn(audits: Sequence[AuditFile]) -> list[AuditFile]:
    return sorted(audits, key=lambda one: (one.split.name, one.command))


def _made_by(audit: AuditFile) -> str:
    people = max((model.fidelity.people for model in audit.models.values()), default=0)
    asked = f"{people:,} people of the test, the {audit.top} best titles of each"
    return f"`{audit.command}`, version {audit.version}, seed {audit.seed}; {asked}."


def _tables(audit: AuditFile) -> list[str]:
    lines = [*_fidelity_table(audit), ""]
    if _judged(audit):
        lines += ['"Will like" and intervals, learned on the tuning part and judged on the ratings of the test:', ""]
        lines += [*_confidence_table(audit), "", *_bins(audit)]
    failings = missed(audit)
    return [*lines, *(f"- Outside the targets: {one}." for one in failings), *([""] if failings else [])]


def _fidelity_table(audit: AuditFile) -> list[str]:
    lines = _heads(FIDELITY_HEADS, words=2)
    for label, model in audit.models.items():
        cells = [_figure(model.fidelity.citing)]
        for which, figures in (
            (STRONGEST, ("score", "standing")),
            (RANDOM_CITED, ("standing",)),
            (CONTROL, ("score", "standing")),
            (UNCHECKED, ("score", "standing")),
        ):
            tally = model.fidelity.taken.get(which)
            cells += [_figure(getattr(tally, figure)) if tally else "" for figure in figures]
        lines.append(f"| `{label}` | {_by(model)} | {' | '.join(cells)} |")
    return lines


def _confidence_table(audit: AuditFile) -> list[str]:
    lines = _heads(CONFIDENCE_HEADS, words=1)
    for label, one in _judged(audit).items():
        held = _held(one)
        intervals = [_figure(held[0]), f"{held[1]:.2f}"] if held else ["", ""]
        figures = [f"{one.cases:,}", f"{one.error:.4f}", f"{one.brier:.4f}", f"{one.base:.4f}", *intervals]
        lines.append(f"| `{label}` | {' | '.join(figures)} |")
    return lines


def _bins(audit: AuditFile) -> list[str]:
    """Of each model how often a like came true where it was said with so many tenths of certainty."""
    lines = _heads(("model", *(f"{10 * tenth} to {10 * tenth + 10} %" for tenth in range(TENTHS))), words=1)
    for label, confidence in _judged(audit).items():
        cells = [""] * TENTHS
        for one in confidence.bins:
            cells[min(int(one.said * TENTHS), TENTHS - 1)] = f"{one.came_true:.1%}"
        lines.append(f"| `{label}` | {' | '.join(cells)} |")
    return ["How often a title was liked, by how likely that was said to be:", "", *lines, ""]


def _heads(names: Sequence[str], *, words: int) -> list[str]:
    return [f"| {' | '.join(names)} |", f"|{'---|' * words}{'--:|' * (len(names) - words)}"]


def _judged(audit: AuditFile) -> dict[str, ConfidenceFacts]:
    """The confidence of the models of which it was judged."""
    return {label: model.confidence for label, model in audit.models.items() if model.confidence}


def _about(audit: AuditFile) -> str:
    return f"How often titles were liked against how likely that was said to be, a line a model, on {audit.split.name}."


def _held(confidence: ConfidenceFacts) -> tuple[Value, float] | None:
    return next(((one.share, one.width) for one in confidence.held if one.level == NINETY), None)


def _by(model: ModelAudit) -> str:
    return "arithmetic" if model.explains else "removal"


def _mean(value: Value) -> float:
    return value.mean if value.mean is not None else 0.0


def _figure(value: Value) -> str:
    if value.mean is None:
        return ""
    if value.low is None or value.high is None:
        return f"{value.mean:.1%}"
    return f"{value.mean:.1%} ({value.low:.0%} to {value.high:.0%})"
