"""One person's way through the whole house, as they would go it: a demo that was started, and curl."""

import re
import subprocess
from pathlib import Path

from sqlalchemy import URL

from matinee.adapters.storage.open import Place
from tests.fixtures.processes import program
from tests.fixtures.running import running_demo

JOURNEY = Path(__file__).with_name("journey.sh")


def test_a_person_comes_rates_is_recommended_to_and_leaves_nothing_behind(place: Place, tmp_path: Path) -> None:
    home = tmp_path / "home"
    database = {} if isinstance(place, Path) else {"database": place.render_as_string(hide_password=False)}
    program("curl", package="curl")
    with running_demo(home, **database) as server:
        made = subprocess.run(
            ["sh", JOURNEY, server.url, home], capture_output=True, text=True, timeout=120, check=False
        )
        assert made.returncode == 0, made.stdout + made.stderr
        found = re.search(r"logged in as\s+(\S+)", made.stdout)
        assert found is not None
        if isinstance(place, URL):
            assert found.group(1) not in dumped(place)


def dumped(place: URL) -> str:
    url = place.set(drivername="postgresql").render_as_string(hide_password=False)
    command = [program("pg_dump", package="postgresql"), "--dbname", url]
    made = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "CREATE TABLE public.accounts" in made.stdout
    return made.stdout
