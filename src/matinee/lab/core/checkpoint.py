"""How far a fit has come, on disk, so that one that was killed goes on where it stopped."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from safetensors import SafetensorError, safe_open
from safetensors.numpy import save_file

from matinee.kit.files import written_whole
from matinee.lab.core.state import State


@dataclass(frozen=True)
class Checkpoint:
    """One file. Its name is made of what decides the outcome of the fit, so that no other fit takes it for its own."""

    path: Path

    @classmethod
    def of(cls, folder: Path, *, model: str, key: str) -> "Checkpoint":
        return cls(folder / f"{model}-{key}.safetensors")

    def save(self, arrays: State, facts: dict[str, Any]) -> None:
        """Takes the place of what was put down before, all at once."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with written_whole(self.path) as temporary:
            save_file(arrays, temporary, metadata={"facts": json.dumps(facts)})

    def load(self) -> tuple[State, dict[str, Any]] | None:
        """What was put down last; None where there is nothing, or nothing that can be read."""
        try:
            with safe_open(self.path, framework="numpy") as held:
                facts = json.loads((held.metadata() or {})["facts"])
                return {name: held.get_tensor(name) for name in held.keys()}, facts  # noqa: SIM118  no mapping
        except (OSError, SafetensorError, KeyError, ValueError):
            return None

    def clear(self) -> None:
        """Once the fit has ended well."""
        self.path.unlink(missing_ok=True)
        if not self.path.parent.is_dir():
            return
        with os.scandir(self.path.parent) as others:
            alone = not any(others)
        if alone:
            self.path.parent.rmdir()
