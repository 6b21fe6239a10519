"""Writes the tables of docs/operations/performance.md from the result file, and from nothing else."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from matinee.kit.files import write_text

PAGE = Path(__file__).resolve().parents[2] / "docs" / "operations" / "performance.md"
OPEN, CLOSE = "<!-- load: written by benchmarks/load/run.py -->", "<!-- end of load -->"
AIMS: dict[str, tuple[str, str]] = {
    "constant": ("a constant JSON answer of FastAPI, for comparison", "none"),
    "fresh": ("fresh personalised recommendations", "1,000/s, p50 8 ms, p99 25 ms"),
    "kept": ("kept recommendations", "3,000/s, p99 20 ms"),
    "usual": ("four of five kept, one made anew with a filter", "300/s, p50 15 ms, p99 60 ms"),
    "rating": ("durable ratings", "2,000/s, p99 100 ms"),
    "search": ("search", "p99 20 ms at 100/s"),
    "mixed": ("90 recommendations, 8 ratings, 2 searches of a hundred", "none"),
}
"""What each is, and what it is meant to reach."""


def write_page(results: Mapping[str, Any]) -> None:
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(OPEN)
    write_text(PAGE, f"{before}{OPEN}\n\n{tables(results)}\n\n{CLOSE}{rest.partition(CLOSE)[2]}")


def tables(results: Mapping[str, Any]) -> str:
    parts = [_about(results), "### What is held", _held(results), *_single(results)]
    if "overload" in results:
        parts += ["### Three times too much", _overload(results["overload"])]
    if "beside" in results:
        parts += ["### Beside a training and an import", _beside(results["beside"])]
    parts.append("### Rate and time")
    parts += [_curve(name, results[name]) for name in AIMS if name in results]
    return "\n\n".join(parts)


def _about(results: Mapping[str, Any]) -> str:
    about, machine = results["about"], results["about"]["machine"]
    placed = "one core for the server, another for the generator" if about["pinned"] else "cores shared by all"
    return (
        f"Matinee {about['version']}, Python {machine['python']}, {machine['system']}, {machine['cores']} cores: "
        f"{placed}. The {about['world']} world: {about['titles']:,} titles, {about['people']:,} people, "
        f"{about['ratings']:,} ratings; {about['database']}. Points of {about['seconds_of_a_point']:.0f} s, held for "
        f"{about['seconds_held']:.0f} s. Load of the machine by other work when it began: {about['other_load']:.1f} "
        "(0 for none; above 1 the figures are those of a busy machine, and too low)."
    )


def _held(results: Mapping[str, Any]) -> str:
    lines = [
        "| what | held a second | p50 ms | p99 ms | errors | of the constant rate | aim |",
        "|---|--:|--:|--:|--:|--:|---|",
    ]
    base = results.get("constant", {}).get("flooded_per_second")
    for name, (what, aim) in AIMS.items():
        if name not in results:
            lines.append(f"| {what} | not run | | | | | {aim} |")
            continue
        held, flooded = results[name]["held"], results[name]["flooded_per_second"]
        share = f"{100 * flooded / base:.0f} %" if base else ""
        if held is None:
            lines.append(f"| {what} | none of the rates asked; flooded {flooded:,.0f} | | | | {share} | {aim} |")
            continue
        times = held["milliseconds"]
        lines.append(
            f"| {what} | {held['answered_per_second']:,.0f} | {times['p50']:.1f} | {times['p99']:.1f} "
            f"| {held['errors']} | {share} | {aim} |"
        )
    said = (
        "A rate is held when every request was answered, 97 % of them within the time in which they were asked, p99 "
        "stayed below the bar of its kind, and the generator itself was at most 5 ms late (p99). The share of the "
        "constant rate compares what each answers when far more is asked than can be answered."
    )
    return "\n".join([*lines, "", said])


def _single(results: Mapping[str, Any]) -> list[str]:
    lines = []
    if "freshness" in results:
        times = results["freshness"]["milliseconds"]
        lines.append(
            f"- From a rating to an answer that knows of it, {results['freshness']['people']} people one after the "
            f"other: p50 {times['p50']:.1f} ms, p95 {times['p95']:.1f} ms (aim: p95 below 200 ms)."
        )
    if "ready_seconds" in results:
        lines.append(
            f"- From the start of the process to the first answer: {results['ready_seconds']:.1f} s (aim: below 5 s)."
        )
    if "resident_mib" in results:
        lines.append(f"- Resident memory after all of it: {results['resident_mib']:,} MiB (aim: below 600 MiB).")
    if "stalls" in results:
        seen = results["stalls"]
        verdict = "seen" if seen["seen"] else "NOT SEEN: do not believe the figures"
        lines.append(
            f"- The generator's own test, a server that stands still for {seen['seconds']:.0f} s twice in 8 s: p99 of "
            f"{seen['seen_p99_ms']:,.0f} ms ({verdict})."
        )
    if "fresh" in results:
        made, all_of_them = _personalised(results["fresh"])
        lines.append(
            f"- Of {all_of_them:,} fresh answers {100 * made / max(all_of_them, 1):.2f} % were personalised and "
            "newly made."
        )
    return ["\n".join(lines)] if lines else []


def _overload(found: Mapping[str, Any]) -> str:
    """Row R9, with its bars."""
    slower = found["admitted_p99_ms"] / found["usual_p99_ms"]
    good = found["goodput"] >= 0.8, slower <= 2, found["refusal_p99_ms"] <= 50
    rows = [
        ("of what can be answered, answered", f"{found['goodput']:.0%}", "80 %", good[0]),
        (
            "p99 of what was let in",
            f"{found['admitted_p99_ms']:.0f} ms, {slower:.1f} times the usual",
            "2 times",
            good[1],
        ),
        ("refusals with 503", f"{found['refused']:,}, p99 {found['refusal_p99_ms']:.0f} ms", "50 ms", good[2]),
        ("neither answered nor refused", f"{found['failed']:,}", "0", found["failed"] == 0),
        ("`health/live`", _well(found, "health"), "all", found["health_well"] == found["health_asked"]),
        ("logins", _well(found, "login"), "all", found["login_well"] == found["login_asked"]),
        ("memory more", f"{found['memory_grown']:.1%}", "20 %", found["memory_grown"] <= 0.2),
        ("seconds until all is as usual", f"{found['back_after_seconds']:.0f}", "5", found["back_after_seconds"] <= 5),
    ]
    told = (
        f"For {found['seconds']:.0f} s the mix was asked {found['asked_per_second']:,.0f} times a second, where "
        f"{found['peak_per_second']:,.0f} can be answered; the usual is half of that."
    )
    lines = [told, "", "| what | seen | bar | |", "|---|---|---|---|"]
    return "\n".join([*lines, *(f"| {a} | {b} | {c} | {'met' if met else '**missed**'} |" for a, b, c, met in rows)])


def _beside(found: Mapping[str, Any]) -> str:
    """Row P5, and the memory of row P8, with their bars."""
    slower = found["beside_p99_ms"] / found["idle_p99_ms"]
    rows = [
        ("p99", f"{found['beside_p99_ms']:.0f} ms, {slower:.1f} times that before", "2 times", 0 < slower <= 2),
        ("`health/live`, p99", f"{found['beside_live_p99_ms']:.0f} ms", "20 ms", 0 < found["beside_live_p99_ms"] <= 20),
        ("errors", f"{found['beside_errors']:,}", "0", found["beside_errors"] == 0),
        ("memory of the training", f"{found['trainer_mib']:,} MiB", "2,048 MiB", found["trainer_mib"] <= 2048),
        (
            "what went wrong",
            "; ".join(found["faults"]) or "nothing",
            "nothing",
            found["trained"] and not found["faults"],
        ),
    ]
    told = (
        f"The mix is asked {found['asked_per_second']:,.0f} times a second, a quarter of what can be answered, for "
        f"{found['seconds']:.0f} s, while a worker on the core of the server trains anew and {found['lines']:,} lines "
        f"of files are imported, 50,000 a file. Before it, with neither: p50 {found['idle_p50_ms']:.0f} ms, p99 "
        f"{found['idle_p99_ms']:.0f} ms. `health/live` asks no database: it takes as long as the event loop is late."
    )
    lines = [told, "", "| what | seen | bar | |", "|---|---|---|---|"]
    return "\n".join([*lines, *(f"| {a} | {b} | {c} | {'met' if met else '**missed**'} |" for a, b, c, met in rows)])


def _well(found: Mapping[str, Any], kind: str) -> str:
    return f"{found[f'{kind}_well']} of {found[f'{kind}_asked']}, p99 {found[f'{kind}_p99_ms']:.0f} ms"


def _personalised(swept: Mapping[str, Any]) -> tuple[int, int]:
    points = [*swept["curve"], *([swept["held"]] if swept["held"] else [])]
    made = sum(point["seen"].get("recommendations: personalised, made", 0) for point in points)
    return made, sum(sum(point["seen"].values()) for point in points)


def _curve(name: str, swept: Mapping[str, Any]) -> str:
    lines = [f"{AIMS[name][0].capitalize()}:", "", "| asked a second | answered | p50 ms | p90 ms | p99 ms | errors |"]
    lines.append("|--:|--:|--:|--:|--:|--:|")
    for point in swept["curve"]:
        times = [f"{time:,.1f}" if time >= 0 else "no answer" for time in list(point["milliseconds"].values())[:3]]
        trusted = "" if point["generator_lag_p99_ms"] <= 5 else " (generator late)"
        lines.append(
            f"| {point['asked_per_second']:,.0f} | {point['answered_per_second']:,.0f} | {' | '.join(times)} "
            f"| {point['errors']}{trusted} |"
        )
    return "\n".join(lines)
