"""matinee experiment: from a plan to a verdict, from the machine that the service runs on."""

import asyncio
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from matinee.domain.errors import BadInput
from matinee.domain.trials import StopRule, Trial, TrialState
from matinee.doors.cli.examples import examples
from matinee.doors.cli.options import DataDir, Json
from matinee.doors.cli.server_rooms import homed, serving, trials
from matinee.doors.cli.terminal import Terminal, terminal_of
from matinee.kit.clock import DAY, iso
from matinee.services.trials import keep
from matinee.services.trials.designs import read_design
from matinee.services.trials.results import results_of
from matinee.services.trials.sizes import Asked, Baseline, Size, size_of, sized
from matinee.wiring.settings import Settings

app = typer.Typer(no_args_is_help=True, help="Ask people whether a change helps them: plan, start, read, stop.")
Key = Annotated[str, typer.Argument(metavar="KEY", help="Of the experiment, as its plan calls it.")]


@app.command("list", epilog=examples("matinee experiment list", "matinee experiment list --state running"))
def list_experiments(
    ctx: typer.Context,
    *,
    state: Annotated[TrialState | None, typer.Option(help="Those alone that are so far.")] = None,
    as_json: Json = False,
    data_dir: DataDir = None,
) -> None:
    """List the experiments of the house, the newest first."""
    terminal = terminal_of(ctx)
    found = _read(terminal, data_dir, lambda tx: keep.list_trials(tx.trials, state=state))
    if as_json:
        terminal.json([_as_json(one) for one in found])
        return
    if not found:
        terminal.say("There is no experiment. Write a plan, and: matinee experiment new plan.toml")
        return
    rows = [(one.key, one.state, (one.results or {}).get("outcome", ""), one.design["question"]) for one in found]
    terminal.table(("key", "state", "verdict", "question"), rows, words=4, spare=("question",))


@app.command(epilog=examples("matinee experiment new plan.toml"))
def new(
    ctx: typer.Context,
    plan: Annotated[Path, typer.Argument(metavar="PLAN.toml", help="What is asked, how, and when it ends.")],
    *,
    data_dir: DataDir = None,
) -> None:
    """Write down the plan of an experiment. Nobody is in it before it is started.

    A plan of the same key that was never started is replaced.
    """
    terminal = terminal_of(ctx)
    design = read_design(_table_in(plan))

    def write(tx: Any) -> str:
        if tx.trials.trials.keyed(design.key) is None:
            keep.add_trial(tx.trials, design)
            return "planned"
        keep.change_trial(tx.trials, design.key, design)
        return "planned anew"

    done = _write(terminal, data_dir, write)
    terminal.say(f"'{design.key}' is {done}: {design.question}")
    terminal.say(f"Start it with: matinee experiment start {design.key}")


@app.command(epilog=examples("matinee experiment start newer-first"))
def start(ctx: typer.Context, key: Key, *, data_dir: DataDir = None) -> None:
    """Have people come to its arms, in a running service within seconds. Its plan cannot be changed any more."""
    terminal = terminal_of(ctx)
    begun = _with_service(terminal, data_dir, lambda service: trials().start_trial(service, key))
    arms = ", ".join(begun.design["arms"])
    terminal.say(f"'{key}' runs, with the arms {arms}. Its plan is frozen: {begun.digest}")


@app.command(epilog=examples("matinee experiment stop newer-first --why 'it is decided'"))
def stop(
    ctx: typer.Context,
    key: Key,
    *,
    why: Annotated[str, typer.Option(help="What is kept as the reason.")] = "stopped by hand",
    data_dir: DataDir = None,
) -> None:
    """Have everybody answered as usual again, in a running service within seconds, and keep what it has shown."""
    terminal = terminal_of(ctx)

    async def end(service: Any) -> Mapping[str, Any]:
        def work(tx: Any) -> Trial:
            tx.accounts.audit.note("stopped an experiment", tx.now)
            return keep.stop_trial(tx.trials, key, why=why)

        stopped = await service.storage.write(work)
        results = await service.storage.read(lambda tx: results_of(tx.trials, stopped), long=True)
        await service.storage.write(lambda tx: keep.keep_results(tx.trials, key, results))
        return results

    results = _with_service(terminal, data_dir, end)
    terminal.say(f"'{key}' is stopped.")
    _tell(terminal, results)


@app.command(epilog=examples("matinee experiment report newer-first", "matinee experiment report newer-first --json"))
def report(ctx: typer.Context, key: Key, *, as_json: Json = False, data_dir: DataDir = None) -> None:
    """Tell what it shows now, by its plan, and what that means; of one that has ended, what it showed then."""
    terminal = terminal_of(ctx)
    results = _read(terminal, data_dir, lambda tx: results_of(tx.trials, keep.trial_of(tx.trials, key)))
    if as_json:
        terminal.json({**results, "at": iso(results["at"])})
        return
    _tell(terminal, results)


@app.command(
    epilog=examples(
        "matinee experiment power likes --effect 0.5 --days 7",
        "matinee experiment power clicked --people 400 --days 7",
        "matinee experiment power likes --effect 0.5 --mean 3 --variance 9",
    )
)
def power(
    ctx: typer.Context,
    metric: Annotated[str, typer.Argument(metavar="METRIC", help="Such as clicks_per_slate, clicked or likes.")],
    *,
    effect: Annotated[float | None, typer.Option(help="The effect that is to be found, absolute.")] = None,
    people: Annotated[int | None, typer.Option(help="In place of it: what so many people can show.")] = None,
    days: Annotated[float, typer.Option(help="Of the window.")] = 7.0,
    stop: Annotated[StopRule, typer.Option(help="Looked at whenever one likes, or once at the end.")] = "always",
    alpha: Annotated[float, typer.Option(help="False alarms allowed.")] = 0.05,
    power: Annotated[float, typer.Option(help="How surely the effect is to be found.")] = 0.8,
    share: Annotated[float, typer.Option(help="Of all people, that may be in it.")] = 1.0,
    mean: Annotated[float | None, typer.Option(help="Of one person, where this house cannot tell yet.")] = None,
    variance: Annotated[float | None, typer.Option(help="Of one person, the same.")] = None,
    as_json: Json = False,
    data_dir: DataDir = None,
) -> None:
    """Tell how many people an experiment needs, or what so many can show, by what people here did lately."""
    terminal = terminal_of(ctx)
    if (effect is None) == (people is None):
        raise BadInput("give --effect or --people", remedy="One of the two")
    asked = Asked(
        metric, round(days * DAY), effect=effect, people=people, stop=stop, alpha=alpha, power=power, share=share
    )
    if variance is not None:
        size = sized(Baseline(0, mean or 0.0, variance), asked)
    else:
        size = _read(terminal, data_dir, lambda tx: size_of(tx.trials, asked))
    if as_json:
        terminal.json({"effect": size.effect, "people": size.people, "days": size.days, "metric": metric})
        return
    terminal.say(_sized_in_words(metric, size, power))


def _sized_in_words(metric: str, size: Size, power: float) -> str:
    known = size.baseline
    base = f"{metric} of one person: {known.mean:.4g}, variance {known.variance:.4g}"
    base += f" ({known.people:,} people of this house)." if known.people else "."
    said = f"{size.people:,} people in two arms find an effect of {size.effect:.4g} with a chance of {power:.0%}"
    return f"{base}\n{said}{'.' if size.days is None else f'; as many come in about {size.days:,.0f} days.'}"


def _tell(terminal: Terminal, results: Mapping[str, Any]) -> None:
    terminal.say(": ".join(part for part in (results["outcome"], results["arm"]) if part))
    for words in results["words"]:
        terminal.say(words)
    rows = [(arm, f"{results['came'][arm]:,}", f"{count:,}") for arm, count in results["people"].items()]
    terminal.table(("arm", "came", "complete"), rows)
    if results["findings"]:
        terminal.table(
            ("metric", "arm", "control", "arm's", "low", "high", "p"),
            [
                (
                    one["metric"],
                    one["arm"],
                    *(_number(one[name]) for name in ("control_mean", "mean", "low", "high", "p_family")),
                )
                for one in results["findings"]
            ],
            words=2,
        )


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.4g}"


def _as_json(trial: Trial) -> dict[str, Any]:
    moments = {name: getattr(trial, name) for name in ("made_at", "begun_at", "ended_at")}
    told = {name: None if at is None else iso(at) for name, at in moments.items()}
    return {
        "key": trial.key,
        "state": trial.state,
        "plan": dict(trial.design),
        "digest": trial.digest,
        "why": trial.why,
    } | told


def _table_in(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadInput(f"cannot be read ({error.strerror})", where=str(path), remedy="Check the path") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput(
            f"this is not TOML ({error})", where=str(path), remedy="See docs/operations/experiments.md"
        ) from error


def _read(terminal: Terminal, data_dir: Path | None, work: Callable[[Any], Any]) -> Any:
    async def read(service: Any) -> Any:
        return await service.storage.read(work, long=True)

    return _with_service(terminal, data_dir, read)


def _write(terminal: Terminal, data_dir: Path | None, work: Callable[[Any], Any]) -> Any:
    async def write(service: Any) -> Any:
        return await service.storage.write(work)

    return _with_service(terminal, data_dir, write)


def _with_service(terminal: Terminal, data_dir: Path | None, work: Callable[[Any], Any]) -> Any:
    async def opened(settings: Settings) -> Any:
        async with serving().open_service(settings, warn=terminal.warn) as service:
            return await work(service)

    return asyncio.run(opened(homed(terminal.context.settings, data_dir)))
