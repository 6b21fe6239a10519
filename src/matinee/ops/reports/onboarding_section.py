"""The part of the page of results that tells how somebody new is served, with its picture."""

from collections.abc import Sequence
from typing import Any

from matinee.kit.extras import needs
from matinee.ops.reports.pictures import ACCENT, QUIET, SECOND
from matinee.ops.reports.results_pictures import FLOOR, Picture
from matinee.ops.runs.onboarding import ASKER, ASKING_MODEL
from matinee.ops.runs.onboarding_file import GRID, POPULAR, RANDOM, WHOLE, OnboardingFile, Point, Way

HEAD = """## The first answers

Somebody new is shown page after page of 24 titles and says of each whether they know it and like it. Replayed on the
test people of a split: who has a title in their history knows it, and has not seen it otherwise. All points of a table
are of the same people and rank the same titles, since the whole history is left out of every list. `answers` reads all
that was said, titles not seen included; a model reads the titles that were known. Asked by: `grid`, the titles that
teach most; `popular`, the most popular ones in order; `random`, titles drawn from the history, which nobody could ask
for, since it takes knowing the history."""
WAYS: tuple[tuple[Way, str, str, str], ...] = (
    (GRID, ASKER, "grid", ACCENT),
    (RANDOM, ASKING_MODEL, "random titles of the history", SECOND),
    (POPULAR, ASKER, "popular titles", "#1f9170"),
)
"""What the picture shows: way, answered by, name, colour."""
OTHERS = "#b8559a"


def section(results: Sequence[OnboardingFile], *, folder: str = "pictures") -> str:
    """Markdown, nothing where there are no results. folder: where the pictures of `named` lie, seen from the page."""
    parts = [HEAD] if results else []
    for result in sorted(results, key=lambda one: one.split.name):
        parts += [_part(result, folder)]
    return "\n\n".join(parts) + ("\n" if parts else "")


def named(results: Sequence[OnboardingFile]) -> list[tuple[str, Picture]]:
    """Every picture with the name of its file."""
    return [(_file(result), picture_of(result)) for result in sorted(results, key=lambda one: one.split.name)]


def picture_of(result: OnboardingFile) -> Picture:
    """The curves over the number of answers."""
    return Picture("onboarding", _about(result), _chart(result))


def _about(result: OnboardingFile) -> str:
    return (
        f"ndcg@10 over the number of answers on {result.split.name}, {result.people:,} people; bars are 95 % intervals "
        "over people, the dashed line the best that any model makes of whole histories."
    )


def _part(result: OnboardingFile, folder: str) -> str:
    best = max((point for point in result.points if point.way == WHOLE), key=lambda point: point.mean or 0.0)
    lines = [
        f"### {result.split.name}",
        "",
        f"- Made by: `{result.command}`, version {result.version}, seed {result.seed}; {result.people:,} people.",
        f"- The best of whole histories is `{best.by}`, {_figure(best)}; shares are of that.",
        "",
        f"![{_about(result)}]({folder}/{_file(result)})",
        "",
        "| answers | asked by | answered by | ndcg@10 | of whole | titles shown, mean | median | gave as many |",
        "|--:|---|---|--:|--:|--:|--:|--:|",
        *(_row(point) for point in sorted(result.points, key=_place) if _tells(point)),
        "",
        "The grid answered from all that was said, less the other ways, paired over people (p: t-test, after Holm):",
        "",
        "| answers | less | difference | p |",
        "|--:|---|--:|--:|",
        *(
            f"| {gap.answers} | {gap.against}, `{gap.by}` | {gap.mean:+.4f} ({gap.low:+.3f} to {gap.high:+.3f}) "
            f"| {'< 0.001' if (gap.p_holm or 0) < 0.001 else f'{gap.p_holm:.3f}'} |"
            for gap in result.gaps
        ),
    ]
    return "\n".join(lines)


def _tells(point: Point) -> bool:
    """Popular titles are the same whatever was said, so that one row of them is enough."""
    return point.by != FLOOR or point.way == WHOLE


def _place(point: Point) -> tuple[int, int, int]:
    ways = (GRID, RANDOM, POPULAR, WHOLE)
    return (point.answers is None, point.answers or 0, ways.index(point.way))


def _row(point: Point) -> str:
    answers = "all" if point.answers is None else str(point.answers)
    share = "" if point.of_whole is None else f"{point.of_whole:.0%}"
    shown = ["" if value is None else f"{value:.0f}" for value in (point.shown_mean, point.shown_median)]
    reached = "" if point.reached is None else f"{point.reached:.0%}"
    cells = [answers, point.way, f"`{point.by}`", _figure(point), share, *shown, reached]
    return f"| {' | '.join(cells)} |"


def _figure(point: Point) -> str:
    return f"{point.mean:.4f} ({point.low:.3f} to {point.high:.3f})"


def _file(result: OnboardingFile) -> str:
    return f"onboarding-{result.split.name}.png"


def _chart(result: OnboardingFile) -> Any:
    alt = needs("altair")
    rest = [by for by in dict.fromkeys(point.by for point in result.points) if by not in {ASKER, ASKING_MODEL}]
    shown = [*WAYS, *((RANDOM, by, f"random titles, {by}", OTHERS) for by in rest[:1])]
    rows = [
        {"x": str(point.answers), "y": point.mean, "low": point.low, "high": point.high, "name": name}
        for way, by, name, _ in shown
        for point in result.points
        if point.way == way and point.by == by and point.answers is not None
    ]
    counts = sorted({point.answers for point in result.points if point.answers is not None})
    whole = max(point.mean or 0.0 for point in result.points if point.way == WHOLE)
    scale = alt.Scale(domain=[name for *_, name, _ in shown], range=[colour for *_, colour in shown])
    base = alt.Chart(alt.Data(values=rows))
    across = alt.X("x:N", sort=[str(count) for count in counts], title="answers", axis=alt.Axis(labelAngle=0))
    colour = alt.Color(
        "name:N", scale=scale, legend=alt.Legend(title=None, orient="top", labelLimit=260, symbolOpacity=1)
    )
    upwards = alt.Y("y:Q", title="ndcg@10", scale=alt.Scale(zero=False))
    line = base.mark_line(strokeWidth=2, point={"size": 40}).encode(x=across, y=upwards, color=colour)
    bars = base.mark_rule(opacity=0.45).encode(x=across, y="low:Q", y2="high:Q", color=colour)
    rule = alt.Chart(alt.Data(values=[{"y": whole}])).mark_rule(color=QUIET, strokeDash=[5, 4]).encode(y="y:Q")
    return alt.layer(rule, bars, line).properties(width=620, height=320)
