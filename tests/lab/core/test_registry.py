"""Models are found by the names of their files."""

import subprocess
import sys
from pathlib import Path

import pytest

from matinee.domain.errors import BadConfig, UnknownName
from matinee.lab.core import registry
from matinee.lab.core.recommender import Recommender


def test_every_file_of_the_room_is_a_model_of_that_name() -> None:
    names = registry.names()
    assert list(names) == sorted(names)
    assert {"popular", "popular_recent", "trending", "well_rated", "bias"} <= set(names)
    assert {"user_knn", "item_knn", "ease", "ials"} <= set(names)
    for name in names:
        assert issubclass(registry.find(name), Recommender)
        assert registry.find(name).name() == name


def test_a_name_nearly_right_is_suggested() -> None:
    with pytest.raises(UnknownName, match="Did you mean 'ease'"):
        registry.find("eease")


def test_a_name_quite_wrong_lists_what_there_is() -> None:
    with pytest.raises(UnknownName, match=r"There are: .*ease, .*popular"):
        registry.find("qqqq")


def test_settings_reach_the_model() -> None:
    assert registry.make("ease", {"l2": "12"}).config.model_dump()["l2"] == 12.0
    assert registry.make("ease").config == registry.find("ease").Config()


def test_wrong_settings_are_said_with_the_name_of_the_model() -> None:
    with pytest.raises(BadConfig, match="model 'ease'"):
        registry.make("ease", {"l2": -1})


def test_only_the_file_that_was_asked_for_is_imported() -> None:
    asked = "import sys; from matinee.lab.core import registry; registry.names(); registry.find('popular'); "
    counted = "print(*(name for name in sys.modules if name.startswith('matinee.lab.models.')))"
    done = subprocess.run([sys.executable, "-c", asked + counted], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["matinee.lab.models.popular"]


def test_a_file_with_two_models_is_a_fault(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    source = Path(sys.modules[registry.find("popular").__module__].__file__ or "").read_text()
    (tmp_path / "two_in_one.py").write_text(source + "\n\nclass Second(Popular):\n    pass\n")
    room = sys.modules["matinee.lab.models"]
    monkeypatch.setattr(room, "__path__", [*room.__path__, str(tmp_path)])
    monkeypatch.setattr(registry, "names", lambda: ("two_in_one",))
    with pytest.raises(AssertionError, match="exactly one model, not 2"):
        registry.find("two_in_one")
    sys.modules.pop("matinee.lab.models.two_in_one")
