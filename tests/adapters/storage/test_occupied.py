import subprocess
import sys
from pathlib import Path

import pytest

from matinee.adapters.storage.occupied import alone_in, using
from matinee.domain.errors import Conflict


def test_many_use_a_home_together_and_one_alone(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with using(home), using(home), pytest.raises(Conflict, match="uses this home"), alone_in(home):
        pass
    with alone_in(home):
        with pytest.raises(Conflict, match="being restored"), using(home):
            pass
        with pytest.raises(Conflict, match="uses this home"), alone_in(home):
            pass
    assert (home / "in-use").stat().st_mode & 0o777 == 0o600


def test_whoever_was_killed_uses_it_no_more(tmp_path: Path) -> None:
    code = "import os, pathlib\nfrom matinee.adapters.storage.occupied import using\n"
    code += f"with using(pathlib.Path({str(tmp_path)!r})):\n    print('in', flush=True)\n    input()\n"
    held = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert held.stdout is not None
    assert held.stdin is not None
    assert held.stdout.readline() == "in\n"
    with pytest.raises(Conflict), alone_in(tmp_path):
        pass
    held.kill()
    held.wait()
    held.stdin.close()
    held.stdout.close()
    with alone_in(tmp_path):
        pass
