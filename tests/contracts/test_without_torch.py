"""Models answer in a program that cannot import torch at all."""

import subprocess
import sys
from pathlib import Path

from matinee.lab.core import artifact, registry
from tests.contracts.fitting import WORLD, fitted

ANSWER = """
import sys

sys.modules["torch"] = None  # an import of it fails
import matinee
from matinee.lab.data.histories import Histories

for folder in sys.argv[2:]:
    model = matinee.load_model(folder)
    model.recommend(Histories.from_lists([[0, 1], []], n_titles=int(sys.argv[1])), 3)
print(len(sys.argv) - 2, sys.modules["torch"])
"""


def test_every_saved_model_is_loaded_and_answers_without_torch(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in registry.names()]
    for folder in folders:
        artifact.save(fitted(registry.find(folder.name)), folder)
    made = subprocess.run(
        [sys.executable, "-c", ANSWER, str(WORLD.data.n_titles), *map(str, folders)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    assert made.stdout.split() == [str(len(folders)), "None"]
