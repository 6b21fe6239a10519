"""Words that may not stand in any file of the project."""

import re
from pathlib import Path

import pytest

UNSAFE_LOADING = re.compile(
    r"\bimport (?:pickle|cPickle|dill|joblib|shelve|marshal)\b|\bfrom (?:pickle|dill|joblib|shelve|marshal)\b"
    r"|(?<![\w.])(?:eval|exec)\(|\btorch\.load\(|\byaml\.(?:unsafe_)?load\(|\ballow_pickle\s*=\s*True|\bpl\.read_(?:pickle|database)|\bread_pickle\("
)
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")
OUT_OF_A_MACHINE = re.compile(r"(?<![\w.])/(?:root|home|work|Users|opt|mnt|workspace)/\w|\b[A-Z]:\\Users")
PACKAGE_INDEX = re.compile(
    r"https?://[^\s\"')]*(?:/simple\b|pythonhosted|artifactory|nexus|devpi|/pypi/)|(?:^|\s)--(?:extra-)?index-url[ =]|"
    r"(?:^|\s)--find-links[ =]|registry\.npmjs|==[\w.]+\+cpu\b",
    re.MULTILINE,
)
ONLY_CODE = (".py", ".pyi")
SPEAKS_OF_INDEXES = {
    "tools/setup.py": "passes on where the user said packages are",
    "tools/lock.py": "takes such lines out",
    "tests/tools/test_lock.py": "shows that such lines are taken out",
    "benchmarks/peers": "installs other libraries where the user said packages are",
    "LICENSE": "a fixed text",
}
"""File or folder -> why it may speak of where packages come from."""


def text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def found_in(files: list[Path], pattern: re.Pattern[str], *, root: Path) -> list[str]:
    """Place and words of each find. This file, which holds the patterns, is left out."""
    return [
        f"{path.relative_to(root).as_posix()}: {match.group().strip()}"
        for path in files
        if path != Path(__file__)
        for match in pattern.finditer(text_of(path))
    ]


def test_nothing_is_loaded_that_could_run_code(own_files: list[Path], project: Path) -> None:
    code = [path for path in own_files if path.suffix in ONLY_CODE and "tests" not in path.parts]
    assert found_in(code, UNSAFE_LOADING, root=project) == []


def test_nothing_is_left_unfinished(own_files: list[Path], project: Path) -> None:
    assert found_in(own_files, UNFINISHED, root=project) == []


def test_no_path_of_somebodys_machine_is_written_down(own_files: list[Path], project: Path) -> None:
    assert found_in(own_files, OUT_OF_A_MACHINE, root=project) == []


def test_no_package_index_is_written_down(own_files: list[Path], project: Path) -> None:
    files = [
        path
        for path in own_files
        if not any(path.relative_to(project).as_posix().startswith(place) for place in SPEAKS_OF_INDEXES)
    ]
    assert found_in(files, PACKAGE_INDEX, root=project) == []


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        (UNSAFE_LOADING, "import pickle"),
        (UNSAFE_LOADING, "from joblib import load"),
        (UNSAFE_LOADING, "weights = torch.load(path)"),
        (UNSAFE_LOADING, "found = eval(text)"),
        (UNSAFE_LOADING, "yaml.load(text)"),
        (UNSAFE_LOADING, "np.load(path, allow_pickle=True)"),
        (UNFINISHED, "# TODO: later"),
        (UNFINISHED, "FIXME"),
        (OUT_OF_A_MACHINE, "open('/home/someone/data')"),
        (OUT_OF_A_MACHINE, "DATA=/work/data"),
        (OUT_OF_A_MACHINE, "C:\\Users\\someone"),
        (PACKAGE_INDEX, "--index-url https://packages.example/simple"),
        (PACKAGE_INDEX, "--find-links wheels"),
        (PACKAGE_INDEX, "torch==2.13.0+cpu"),
        (PACKAGE_INDEX, "https://mirror.example/artifactory/api"),
    ],
)
def test_a_forbidden_word_is_caught(tmp_path: Path, pattern: re.Pattern[str], fault: str) -> None:
    (tmp_path / "planted.py").write_text(f"x = 1\n{fault}\n")
    assert len(found_in([tmp_path / "planted.py"], pattern, root=tmp_path)) >= 1


@pytest.mark.parametrize(
    ("pattern", "innocent"),
    [
        (UNSAFE_LOADING, "yaml.safe_load(text); np.load(path, allow_pickle=False); network.eval(); retrieval(x)"),
        (OUT_OF_A_MACHINE, "#!/usr/bin/env bash, docs/home/page, https://example.org/home/films, ../shared/data"),
        (PACKAGE_INDEX, "https://files.grouplens.org/datasets/movielens, UV_FIND_LINKS, similar ones"),
    ],
)
def test_an_innocent_text_is_let_through(tmp_path: Path, pattern: re.Pattern[str], innocent: str) -> None:
    (tmp_path / "planted.py").write_text(innocent)
    assert found_in([tmp_path / "planted.py"], pattern, root=tmp_path) == []


def test_the_pins_name_versions_and_nothing_else(project: Path) -> None:
    lines = (project / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.lstrip().startswith("#")]
    wrong = [line for line in pins if not re.fullmatch(r"[a-z0-9._-]+==[0-9][0-9a-z.]*(?: ; .+)?", line)]
    assert wrong == []
    assert len(pins) > 50
