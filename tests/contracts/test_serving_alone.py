"""What serving loads, and what works where nothing is installed to serve with."""

import subprocess
import sys

HEAVY = ("torch", "mlflow", "optuna", "wandb", "tensorboard")
SERVER = (
    "alembic",
    "asyncpg",
    "fastapi",
    "prometheus_client",
    "pwdlib",
    "redis",
    "sqlalchemy",
    "starlette",
    "structlog",
)

SERVE = """
import asyncio, sys, tempfile
from functools import partial
from pathlib import Path
import httpx
from matinee.doors.api.app import create_app
from matinee.wiring.serving import open_service
from matinee.wiring.settings import Settings

async def main():
    settings = Settings(home=Path(tempfile.mkdtemp()) / "home")
    app = create_app(settings, opening=partial(open_service, settings))
    async with app.router.lifespan_context(app):
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://t") as client:
            assert (await client.get("/api/v1/health/ready")).status_code == 200
            assert (await client.get("/api/v1/openapi.json")).status_code == 200

asyncio.run(main())
print("loaded:", *sorted(set(sys.modules) & set(sys.argv[1:])))
"""

BARE = """
import sys

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in sys.argv[1].split(","):
            raise ModuleNotFoundError(f"No module named '{name}'", name=name)

sys.meta_path.insert(0, Missing())
import importlib.util
find = importlib.util.find_spec
def find_spec(name, package=None):
    return None if name.partition(".")[0] in sys.argv[1].split(",") else find(name, package)
importlib.util.find_spec = find_spec
from typer.testing import CliRunner
from matinee.doors.cli.app import app
for arguments in (["--help"], ["models", "list"], ["serve", "--help"]):
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 0, (arguments, done.output)
done = CliRunner().invoke(app, ["serve"])
print(done.exit_code, done.output)
"""


def python(script: str, *arguments: str) -> str:
    command = [sys.executable, "-c", script, *arguments]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    return made.stdout


def test_serving_loads_nothing_that_trains_or_tracks() -> None:
    """sqlalchemy is there, which shows that the look at what was loaded sees something."""
    assert python(SERVE, *HEAVY, "sqlalchemy").splitlines()[-1] == "loaded: sqlalchemy"


def test_a_plain_install_works_and_says_what_serving_needs() -> None:
    said = python(BARE, ",".join(SERVER))
    assert said.startswith("2 ")
    assert "pip install 'matinee[server]'" in said
