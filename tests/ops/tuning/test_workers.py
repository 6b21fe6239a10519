import subprocess
import sys
import time
from pathlib import Path

from matinee.ops.tuning.workers import is_at_work, signed_on

WAITS = """
import sys, time
from pathlib import Path
from matinee.ops.tuning.workers import signed_on
with signed_on(Path(sys.argv[1])) as name:
    print(name, flush=True)
    time.sleep(60)
"""


def test_a_process_is_at_work_until_it_signs_off(tmp_path: Path) -> None:
    with signed_on(tmp_path / "s.db") as name:
        assert is_at_work(tmp_path / "s.db", name)

    assert not is_at_work(tmp_path / "s.db", name)
    assert list(tmp_path.iterdir()) == []


def test_a_process_that_was_killed_is_at_work_no_more(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", WAITS, tmp_path / "s.db"], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        name = other.stdout.readline().strip()
        assert is_at_work(tmp_path / "s.db", name)
        other.kill()
        other.wait()
    time.sleep(0.05)

    assert not is_at_work(tmp_path / "s.db", name)


def test_nobody_of_a_name_that_was_never_given_is_at_work(tmp_path: Path) -> None:
    assert not is_at_work(tmp_path / "s.db", "nobody")
