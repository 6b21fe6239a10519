"""A run, day by day."""

import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np

from matinee.doors.cli.simulate import harms
from matinee.doors.cli.simulate.asking import Asking, password_of
from matinee.doors.cli.simulate.clock import LATER, Clocks
from matinee.doors.cli.simulate.harms import Harming
from matinee.doors.cli.simulate.house import make_house, running, twin_of
from matinee.doors.cli.simulate.learning import School
from matinee.doors.cli.simulate.people import Company
from matinee.doors.cli.simulate.place import Place
from matinee.doors.cli.terminal import Terminal
from matinee.kit.clock import SECOND
from matinee.kit.hashing import fingerprint
from matinee.lab.world.audience import DRIFTS, Audience, Terms, gather, moment_of
from matinee.lab.world.world import World
from matinee.ops.simulation.figures import Day, Decided, Harm, Run, Visit, complaints, day_of, figures_of


@dataclass
class Diary:
    days: list[Day] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    decisions: list[Decided] = field(default_factory=list)
    harms: list[Harm] = field(default_factory=list)

    def note(self, decided: Decided) -> Decided:
        self.decisions.append(decided)
        return decided


def simulate_here(terminal: Terminal, terms: Terms, *, train_every: int, harmful: bool) -> Run:
    """At a house of its own, beside a twin that the same people use in another life, and that is never asked to
    learn."""
    world, audience = gather(terms)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="matinee-simulation-")))
        made = make_house(terminal, folder, world, audience, origin=origin_of(terms))
        frozen = twin_of(made, folder / "twin")
        settings = terminal.context.settings
        houses = [stack.enter_context(running(one, settings)) for one in (made, frozen)]
        clocks = Clocks([one.clock for one in houses])
        clocks.put_forward(moment_of(0) * SECOND)
        asked = [Asking(one.url, one.clock.go_on) for one in houses]
        for one in asked:
            stack.callback(one.close)
        token = asked[0].enter(made.name, made.password)
        terminal.note(f"the house opens at {houses[0].url}")
        # the twin has the same titles by the same ids
        places = [Place.of(one, made.ids, terms.size.titles, prefix="sim", new=True) for one in asked]
        company = Company.of(audience, places, founding_counts(world, audience))
        stack.callback(company.close)
        school = School(houses[0], asked[0], token, company)
        diary = Diary()
        for day in range(terms.days):
            clocks.put_forward(moment_of(day) * SECOND)
            for one in houses:
                one.work()
            if day and day % train_every == 0:
                _say(terminal, diary.note(school.train(day, moment_of(day))))
            for name in harms.harms_of(day, terms.days) if harmful else []:
                harming = Harming(school, day, moment_of(day), diary.note)
                diary.harms.append(harms.do(name, harming))
                terminal.note(f"day {day}: {name}: {diary.harms[-1].how}")
            _live(terminal, diary, company, day, clocks)
        return _run(terms, diary, asked)


def simulate_at(terminal: Terminal, terms: Terms, url: str) -> Run:
    """At a house that runs, in its own time: each day is over once everybody has come."""
    world, audience = gather(terms)
    with ExitStack() as stack:
        asking = Asking(url, waits=terminal.note)
        stack.callback(asking.close)
        prefix = f"sim{terms.seed}"
        token = asking.enter(f"{prefix}-0", password_of(f"{prefix}-0"))
        place = Place.at(asking, origin_of(terms), terms.size.titles, token, prefix=prefix, progress=terminal.progress)
        company = Company.of(audience, [place], founding_counts(world, audience))
        stack.callback(company.close)
        diary = Diary()
        for day in range(terms.days):
            _live(terminal, diary, company, day, Clocks())
        return _run(terms, diary, [asking])


def origin_of(terms: Terms) -> str:
    """By which a house knows the titles of the world."""
    return f"world-{terms.size.name}-{terms.world_seed}"


def founding_counts(world: World, audience: Audience) -> np.ndarray:
    """Ratings of each title by the founders."""
    counts = np.zeros(len(audience.response.titles), dtype=np.int64)
    for part in (world.history, world.lately):
        if part is not None:
            known = (part.person < audience.terms.founders) & (part.rating > 0)
            counts += np.bincount(part.title[known], minlength=len(counts))
    counts[audience.premieres] = 0
    return counts


def settled(terms: Terms) -> dict[str, object]:
    """The terms as the report shows them."""
    told = asdict(terms)
    return told | {"size": terms.size.name, "titles": terms.size.titles, "drift_of_60_days": DRIFTS[terms.drift]}


def _live(terminal: Terminal, diary: Diary, company: Company, day: int, clocks: Clocks) -> None:
    """One day of everybody."""
    audience = company.audience
    for person in np.flatnonzero(audience.joins == day).tolist():
        clocks.go_on(LATER)
        company.join(person, moment_of(day))
    for person in np.flatnonzero(audience.leaves == day).tolist():
        if company.here(person):
            company.leave(person)
    visits: list[Visit] = []
    for moment, person in audience.visits(day):
        clocks.put_forward(moment * SECOND)
        clocks.next_visit()
        made = company.visit(person, moment, day=day)
        visits += [made] if made is not None else []
    diary.visits += visits
    diary.days.append(day_of(day, visits, people=len(company), version=company.house.version))
    last = diary.days[-1]
    terminal.note(
        f"day {day}: {last.visits} visits; "
        + ", ".join(_figure(last, one) for one in ("house", "frozen", "popular", "oracle"))
    )


def _run(terms: Terms, diary: Diary, asked: Sequence[Asking]) -> Run:
    told = settled(terms)
    run = Run(
        terms=told,
        settled=fingerprint([told]),
        days=diary.days,
        visits=diary.visits,
        decisions=diary.decisions,
        harms=diary.harms,
        requests=sum(one.requests for one in asked),
        failed=sum(one.failed for one in asked),
        faults=[fault for one in asked for fault in one.faults],
    )
    return run.model_copy(update={"figures": figures_of(run), "unhappy": complaints(run)})


def _say(terminal: Terminal, decided: Decided) -> None:
    lift = "" if decided.truth is None else f"; truly {decided.truth.lift:+.1%}"
    terminal.note(f"day {decided.day}: training {decided.training} {decided.state} ({decided.reason}){lift}")


def _figure(day: Day, rule: str) -> str:
    value = getattr(day, rule)
    return f"{rule} {value:.3f}" if value is not None else f"{rule} -"
