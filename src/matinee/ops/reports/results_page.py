"""A page of results in Markdown, made from result files and from nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from matinee.kit.text import counted
from matinee.lab.data.splits.split import PROTOCOLS
from matinee.ops.reports.folds_table import folds_table
from matinee.ops.reports.peers_table import Race, at_a_glance, peers_table, race_of
from matinee.ops.reports.published import PublishedFigure, published_section
from matinee.ops.runs.best import ALPHA, BEST, LEVEL, in_order, marks_of
from matinee.ops.runs.result_files import ModelResult, ResultFile, SplitFacts, Value

HEAD = """# Results

Written by a command from result files; do not edit it by hand. Every figure is of one split, one seed and the version
named beside it. Ranges are 95 % intervals over people, by the bootstrap: they say how much the figure would
move with other people, not with another seed. Times are of one machine and one run: compare them within a table only.
"""
PROTOCOL_WORDS = {
    "time": "by time: everything up to a moment is known, what came after is to be found",
    "last": "leave last out: the newest like of each person is to be found",
    "strong": "strong: people the model has never seen, part of their history given",
    "weak": "weak: a random part of each person's likes is to be found",
    "rating": "rating: held-out stars are to be predicted",
}
RANKING = ("ndcg@10", "ndcg@100", "recall@20", "recall@50", "coverage@10")
RATING = ("rmse", "mae")


@dataclass(frozen=True)
class Shown:
    """A picture of the page. path: as the page is to name it."""

    path: str
    about: str


@dataclass(frozen=True)
class Beside:
    """What stands on the page beside the results themselves. pictures: by heading, see `headed`. peers: the same models
    of other libraries, by split. published: figures known only from papers."""

    pictures: Mapping[str, Sequence[Shown]] = field(default_factory=dict)
    peers: Mapping[str, Race] = field(default_factory=dict)
    published: Sequence[PublishedFigure] = ()


def results_page(results: Sequence[ResultFile], beside: Beside | None = None) -> str:
    """The best of each split at a glance, then one section a result, in the order of split name and command."""
    beside = beside or Beside()
    in_turn = headed(results)
    glance = at_a_glance(in_turn, beside.peers) if len(in_turn) > 1 else []
    named = [result.split.name for _, result in in_turn]
    sections = [
        _section(result, heading, beside, raced=named.index(result.split.name) == place)
        for place, (heading, result) in enumerate(in_turn)
    ]
    return "\n".join([HEAD, *glance, *sections, *published_section(beside.published)])


def headed(results: Sequence[ResultFile]) -> list[tuple[str, ResultFile]]:
    """Each result under its heading, in the order of the page."""
    in_turn = sorted(results, key=lambda one: (PROTOCOLS.index(one.split.protocol), one.split.name, one.command))
    return list(zip(_headings([result.split for result in in_turn]), in_turn, strict=True))


def _headings(splits: Sequence[SplitFacts]) -> list[str]:
    """Each name once, so that each can be linked to. Where a name comes again its sections are told apart by the seed
    that drew them, or by their number where the same one did."""
    names = [split.name for split in splits]
    seeds = {name: [split.seed for split in splits if split.name == name] for name in names}
    made = []
    for place, (name, split) in enumerate(zip(names, splits, strict=True)):
        many = len(seeds[name])
        drawn = None not in seeds[name] and len(set(seeds[name])) == many
        run = f"seed {split.seed}" if drawn else f"run {names[: place + 1].count(name)} of {many}"
        made.append(f"{name}, {run}" if many > 1 else name)
    return made


def _section(result: ResultFile, heading: str, beside: Beside, *, raced: bool) -> str:
    """raced: whether the race with other libraries is told here, once a split."""
    lines = [f"## {heading}", "", *_facts(result), "", *_table(result), ""]
    for shown in beside.pictures.get(heading, ()):
        lines += [f"![{shown.about}]({shown.path})", ""]
    lines += folds_table(result)
    lines += _comparisons(result)
    lines += peers_table(race_of(result, beside.peers)) if raced else []
    lines += [f"- `{label}` failed: {model.failed}" for label, model in result.models.items() if model.failed]
    lines += ["<details><summary>Settings</summary>", "", *_settings(result), "", "</details>", ""]
    return "\n".join(lines)


def _facts(result: ResultFile) -> list[str]:
    split, counts, machine = result.split, result.split.counts, result.machine
    fold = "" if split.fold is None else f", fold {split.fold}"
    left_out = counts["people_left_out"]
    unasked = f"; {left_out:,} people without a history are not judged" if left_out else ""
    outside = counts["targets_outside_catalogue"]
    lacking = f"; {outside:,} targets outside the catalogue count as not found" if outside else ""
    model_seeds = ", ".join(sorted({str(model.seed) for model in result.models.values()}))
    learned = (
        f"learned from {counts['train_events']:,} events of {counts['train_people']:,} people with "
        f"{counts['train_titles']:,} titles"
    )
    judged = f"judged on {counts['people']:,} people with {counts['targets']:,} targets{unasked}{lacking}"
    facts = {
        "Protocol": PROTOCOL_WORDS[split.protocol],
        "Split": f"`{split.fingerprint}`, seed {_or_none(split.seed)}{fold}; {learned}; {judged}",
        "Made by": f"`{result.command}`, version {result.version}, seed of the models {model_seeds}",
        "Timed by": "the processor, all cores together" if _counted(result) else "the clock",
        "Timed on": (
            f"{machine.cores} cores, {machine.threads} threads, {machine.memory_mib:,} MiB, {machine.system}, "
            f"Python {machine.python}, {machine.blas}"
        ),
    }
    lines = [f"- {name}: {fact}." for name, fact in facts.items()]
    return [*lines, *(f"- Warning: {warning}." for warning in result.warnings)]


def _counted(result: ResultFile) -> bool:
    """Whether the processor's time was counted."""
    return any(model.fit_processor_seconds is not None for model in result.models.values())


def _table(result: ResultFile) -> list[str]:
    metrics = RATING if result.split.protocol == "rating" else RANKING
    heads = ["model", "family", *metrics, "fit s", "answer s", "peak MiB"]
    lines = [f"| {' | '.join(heads)} |", f"|---|---|{'--:|' * (len(heads) - 2)}"]
    marks = marks_of(result)
    for label in in_order(result):
        model = result.models[label]
        figures = [_figure(model.metrics.get(metric)) for metric in metrics]
        if marks[label] == BEST:
            figures[0] = f"**{figures[0]}**"
        elif marks[label] == LEVEL:
            figures[0] = f"{figures[0]} ="
        costs = [_decimals(model.fit_cost, 2), _decimals(model.predict_cost, 2), _decimals(model.peak_mib, 0)]
        lines.append(f"| {' | '.join([f'`{label}`', model.family, *figures, *costs])} |")
    return lines


def _comparisons(result: ResultFile) -> list[str]:
    """Each model against the best, in sentences that can be checked."""
    if not result.comparisons:
        return []
    metric, best = result.comparisons[0].metric, result.comparisons[0].a
    asked = counted(len(result.comparisons), "comparison")
    lines = [
        f"`{best}` less each other model in {metric}, paired over people. p: t-test, Holm over {asked}.",
        f"In the table above = marks those that are not shown to differ at {ALPHA:.0%}.",
        "",
        "| model | difference | p | p by randomisation, alone | detectable with 80 % power |",
        "|---|--:|--:|--:|--:|",
    ]
    lines += [
        f"| `{one.b}` | {_figure(Value(mean=one.difference, low=one.low, high=one.high))} | {_p(one.p_holm)} "
        f"| {_p(one.p_randomisation)} | {_decimals(one.smallest_detectable, 4)} |"
        for one in result.comparisons
    ]
    return [*lines, ""]


def _settings(result: ResultFile) -> list[str]:
    lines = ["| model | settings | chosen by |", "|---|---|---|"]
    for label, model in result.models.items():
        said = (f"{key} = {'none' if value is None else value}" for key, value in sorted(model.config.items()))
        settings = ", ".join(said) or "nothing to set"
        lines.append(f"| `{label}` | {settings} | {_chosen_by(model)} |")
    return lines


def _chosen_by(model: ModelResult) -> str:
    found = model.tuning
    if found is None:
        return "recipe, request or default"
    tried = f"{found.tried} settings" if found.of is None else f"{found.tried} of {found.of} settings"
    return f"{tried} tried on the tuning part ({found.metric} {_decimals(found.value, 4)})"


def _figure(value: Value | None) -> str:
    if value is None or value.mean is None:
        return ""
    if value.low is None or value.high is None:
        return f"{value.mean:.4f}"
    return f"{value.mean:.4f} ({value.low:.3f} to {value.high:.3f})"


def _p(value: float | None) -> str:
    if value is None:
        return ""
    return "< 0.001" if value < 0.001 else f"{value:.3f}"


def _decimals(value: float | None, count: int) -> str:
    return "" if value is None else f"{value:,.{count}f}"


def _or_none(seed: int | None) -> str:
    return "none (nothing is drawn)" if seed is None else str(seed)
