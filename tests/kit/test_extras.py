import sys
import tomllib
from pathlib import Path

import pytest

from matinee.kit import extras
from matinee.kit.extras import EXTRAS, MissingExtra, needs, present

PROJECT = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))


def test_a_package_that_is_installed_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(extras.EXTRAS, "json", "reports")
    assert needs("json") is sys.modules["json"]


def test_a_missing_package_is_named_with_the_extra_that_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "altair", None)
    assert not present("altair")
    with pytest.raises(MissingExtra, match=r"altair is not installed.*pip install 'matinee\[reports\]'") as caught:
        needs("altair")
    assert caught.value.exit_code == 2


def test_a_package_that_no_extra_brings_is_a_mistake_even_where_it_is_installed() -> None:
    with pytest.raises(KeyError):
        needs("json")


@pytest.mark.parametrize("package", sorted(EXTRAS))
def test_the_extra_that_is_named_really_brings_the_package(package: str) -> None:
    listed = PROJECT["project"]["optional-dependencies"][EXTRAS[package]]
    assert any(line.replace("-", "_").startswith(package) for line in listed)


def test_a_room_on_an_optional_package_opens_where_it_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert extras.room("matinee.kit.clock", on="fastapi").__name__ == "matinee.kit.clock"
    monkeypatch.setattr(extras, "present", lambda name: name != "fastapi")
    with pytest.raises(extras.MissingExtra, match=r"pip install 'matinee\[server\]'"):
        extras.room("matinee.kit.clock", on="fastapi")
