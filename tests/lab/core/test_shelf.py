from dataclasses import replace

import numpy as np

from matinee.lab.core import registry
from matinee.lab.core.context import FitContext
from matinee.lab.core.shelf import Shelf
from tests.worlds.two_tastes import two_tastes

DATA = two_tastes().data


def test_what_is_wanted_is_kept_and_the_rest_is_let_go() -> None:
    shelf = Shelf({"ease"})
    shelf.put("ease", "a", 1)
    shelf.put("slim", "a", 2)
    assert shelf.take("ease", "a") == 1
    assert shelf.take("ease", "b") is None
    assert shelf.take("slim", "a") is None
    assert len(shelf) == 1


def test_the_same_fit_is_made_once_and_another_config_or_seed_or_data_anew() -> None:
    context = FitContext(shelf=Shelf({"ease"}))
    first = registry.make("ease").fit_once(DATA, context)

    assert registry.make("ease").fit_once(DATA, context) is first
    assert registry.make("ease", {"l2": 3.0}).fit_once(DATA, context) is not first
    assert registry.make("ease").fit_once(DATA, replace(context, seed=1)) is not first
    other = DATA.only(np.arange(len(DATA.log)) > 3)
    assert registry.make("ease").fit_once(other, context) is not first


def test_a_fit_in_which_somebody_else_has_a_say_is_not_shared() -> None:
    context = FitContext(shelf=Shelf({"ease"}), validate=lambda _: 0.0)
    first = registry.make("ease").fit_once(DATA, context)

    assert registry.make("ease").fit_once(DATA, context) is not first


def test_what_comes_off_the_shelf_still_costs_what_it_took_and_its_curves_are_told() -> None:
    context = FitContext(shelf=Shelf({"ease"}))
    first = registry.make("ease").fit_once(DATA, context)
    assert first.report is not None
    first.report = replace(first.report, seconds=7.0, peak_mib=9.0, curves={"loss": [(1, 0.5)]})
    heard: list[tuple[str, int, float]] = []

    class Ear:
        def point(self, curve: str, step: int, value: float) -> None:
            heard.append((curve, step, value))

    registry.make("ease").fit_once(DATA, replace(context, listener=Ear()))
    blend = registry.make("weighted", {"members": ["ease"], "weights": {"ease": 1.0}}).fit(DATA, context)

    assert heard == [("loss", 1, 0.5)]
    assert blend.report is not None
    assert blend.report.seconds > 7.0
    assert blend.report.peak_mib >= 9.0
