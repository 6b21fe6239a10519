"""What a row of reliability is asked for, and whether figures reach it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Bar:
    """One line of `bars` in tools/reliability_rows.toml.

    said: what is asked for, in few words. of: the figure that is looked at; span: one in its place that reads
    "57 to 58", of which the difference counts. most, least: what it may be; times: a figure that they are multiples of.
    variant: how the names of those variants begin that it is asked of. shown: how the figure is written.
    """

    said: str
    of: str = ""
    span: str = ""
    most: float | None = None
    least: float | None = None
    times: str = ""
    variant: str = ""
    shown: str = ""

    def __post_init__(self) -> None:
        if (self.most is None) == (self.least is None) or bool(self.of) == bool(self.span):
            raise ValueError(f"the bar {self.said!r} needs one figure, and either the most or the least it may be")


@dataclass(frozen=True)
class Held:
    """met: None where the figure was not measured."""

    bar: Bar
    met: bool | None
    figure: str


def bars_of(row: Mapping[str, Any]) -> list[Bar]:
    return [Bar(**one) for one in row.get("bars", ())]


def held(row: Mapping[str, Any], variant: str, figures: Mapping[str, Any]) -> Iterator[Held]:
    """The figures of a variant against each bar that is asked of it."""
    for bar in bars_of(row):
        if variant.startswith(bar.variant):
            yield _against(bar, figures)


def _against(bar: Bar, figures: Mapping[str, Any]) -> Held:
    if any(name not in figures for name in (bar.of or bar.span, bar.times) if name):
        return Held(bar, None, "")
    value = _value(bar, figures)
    unit = figures[bar.times] if bar.times else 1
    met = value <= bar.most * unit if bar.most is not None else value >= (bar.least or 0) * unit
    return Held(bar, bool(met), format(value, bar.shown))


def _value(bar: Bar, figures: Mapping[str, Any]) -> float:
    if bar.of:
        return figures[bar.of]
    low, high = (float(one) for one in figures[bar.span].split(" to "))
    return high - low
