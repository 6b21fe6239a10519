"""The report on a simulated house: one page that needs nothing beside it."""

from collections.abc import Iterator
from typing import Any

from matinee.kit.extras import needs
from matinee.ops.reports.pages import page_of, section, table
from matinee.ops.reports.pictures import ACCENT, INK, QUIET, SECOND, WIDTH, drawn
from matinee.ops.simulation.figures import MARGIN, Run, figures_of
from matinee.version import __version__

NAMES = {"house": "this house", "frozen": "the first model, frozen", "popular": "popularity", "oracle": "an oracle"}
SHADES = {"house": ACCENT, "frozen": SECOND, "popular": QUIET, "oracle": INK}


def simulation_report(run: Run) -> str:
    found = figures_of(run)
    verdict = "; ".join(run.unhappy) or "passed"
    return page_of(
        "A simulated house",
        subtitle=f"{len(run.days)} days, {run.terms['people']} people, seed {run.terms['seed']}, "
        f"drift {run.terms['drift']}: {verdict}.",
        tiles=[
            (_said(found["house"]), f"true satisfaction, last {found['last_days']} days"),
            (_said(found["frozen"]), "of the first model, frozen"),
            (_said(found["popular"]), "of popularity"),
            (_said(found["oracle"]), "of an oracle"),
            (f"{found['promoted']} / {found['kept_out']}", "models put live / kept out"),
            (f"{found['caught']} of {found['harms']}", "harms caught in time"),
            (f"{found['failed']:,}", f"of {found['requests']:,} requests failed"),
        ],
        sections=_sections(run, found),
        footer=f"Made by Matinee {__version__}. Terms of the world, settled before the run: {run.settled}.",
    )


def _sections(run: Run, found: dict[str, Any]) -> Iterator[str]:
    yield section(
        "True satisfaction by day",
        "Stars beyond a wasted evening that showing a slate is truly expected to bring, the mean of a day's visits. "
        "All four slates are for the same person at the same moment, each in a life of its own: the same visits and "
        "the same luck, but seen and rated is what that rule led to.",
        _picture(run),
    )
    yield section(
        "Against the first model",
        f"In the last {found['last_days']} days, per person: {_said(found['over_frozen'])} more than the frozen model "
        f"(chance of so much by luck {_said(found['p_frozen'])}), {_said(found['over_popular'])} more than popularity "
        f"({_said(found['p_popular'])}); {_share(found['way_to_oracle'])} of the way from popularity to the oracle. "
        f"Over all days: {_said(found['over_frozen_all_days'])} more than the frozen model "
        f"({_said(found['p_frozen_all_days'])}). Who is shown the best first has less of it left in the end.",
    )
    yield section(
        "What the loop decided, beside the truth",
        "The true lift is what the candidate's ranking is worth against the champion's, to the same people had they "
        "never been shown anything: neither is then news to them. "
        f"Right is: not worse by more than {MARGIN:.0%} where it was put live, not better by more than that where it "
        "was kept out.",
        table("Decisions", ("day", "state", "reason", "version", "true lift", "right", "harm"), _decisions(run)),
    )
    yield section(
        "Harms that were injected",
        "Each with the days within which it was to be caught.",
        table(
            "Harms",
            ("day", "harm", "caught after", "within", "how"),
            [
                (
                    str(one.day),
                    one.name,
                    "not at all" if one.caught is None else f"{one.caught} days",
                    f"{one.within} days",
                    one.how,
                )
                for one in run.harms
            ],
        ),
    )
    yield section(
        "Terms of the world",
        "Settled before the first day; nothing of them was changed in the run.",
        table("Terms", ("name", "value"), [(name, str(value)) for name, value in run.terms.items()]),
    )
    if run.faults:
        yield section(
            "Requests that failed", "The first of them.", table("Faults", ("what",), [(one,) for one in run.faults])
        )


def _decisions(run: Run) -> Iterator[tuple[str, ...]]:
    for one in run.decisions:
        lift = "" if one.truth is None else f"{one.truth.lift:+.1%}"
        right = {None: "", True: "yes", False: "no"}[one.right]
        yield str(one.day), one.state, one.reason or one.words, one.version or "", lift, right, one.harm or ""


def _picture(run: Run) -> str:
    alt = needs("altair")
    values = [
        {"x": day.day, "y": value, "rule": NAMES[rule]}
        for day in run.days
        for rule in NAMES
        if (value := getattr(day, rule)) is not None
    ]
    there = [rule for rule in NAMES if any(one["rule"] == NAMES[rule] for one in values)]
    scale = alt.Scale(domain=[NAMES[rule] for rule in there], range=[SHADES[rule] for rule in there])
    lines = (
        alt.Chart(alt.Data(values=values))
        .mark_line(strokeWidth=2.2)
        .encode(
            x=alt.X("x:Q", title="day", axis=alt.Axis(tickMinStep=1)),
            y=alt.Y("y:Q", title="true satisfaction"),
            color=alt.Color("rule:N", scale=scale, legend=alt.Legend(title=None, orient="top")),
        )
    )
    put_live = [{"x": one.day} for one in run.decisions if one.state == "promoted"]
    marks = alt.Chart(alt.Data(values=put_live)).mark_rule(color=QUIET, strokeDash=[4, 4]).encode(x="x:Q")
    about = "True satisfaction by day of this house and of its baselines; dashed: a model was put live"
    return drawn((lines + marks).properties(width=WIDTH, height=260), about)


def _said(value: float | None) -> str:
    return "not known" if value is None else f"{value:.3g}"


def _share(value: float | None) -> str:
    return "an unknown part" if value is None else f"{value:.0%}"
