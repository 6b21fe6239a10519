"""Runs as event files that TensorBoard reads: one folder a run, the parts of a run inside it."""

import json
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from matinee.domain.tracking import NewRun, Run, Status
from matinee.kit.extras import needs

TEXT = 7
"""DT_STRING, as TensorFlow numbers the kinds of a tensor."""


class TensorboardTracker:
    def __init__(self, *, folder: Path) -> None:
        self._folder = folder
        self._writers = needs("tensorboard.summary.writer.event_file_writer")

    def start(self, run: NewRun, *, inside: Run | None = None) -> "TensorboardRun":
        now = datetime.now(tz=UTC).strftime("%Y-%m-%d-%H%M%S-%f")
        name = f"{now}-{run.kind}-{run.name}".replace("/", "-").replace(" ", "-")
        id_ = f"{inside.id}/{name}" if inside else name
        (self._folder / id_).mkdir(parents=True, exist_ok=True)
        made = TensorboardRun(self._writers.EventFileWriter(str(self._folder / id_)), id_)
        made.keep("settings", json.dumps(dict(run.settings), indent=1))
        made.facts(run.facts)
        return made


class TensorboardRun:
    """id: its folder, within that of all runs. figures stand at step 0. Facts and files are texts of the run, which
    TensorBoard shows under `Text`."""

    def __init__(self, writer: Any, id: str) -> None:  # noqa: A002
        self.id = id
        self._writer = writer
        self._events = needs("tensorboard.compat.proto.event_pb2")
        self._summaries = needs("tensorboard.compat.proto.summary_pb2")
        self._tensors = needs("tensorboard.compat.proto.tensor_pb2")
        self._facts: dict[str, str] = {}

    def point(self, curve: str, step: int, value: float) -> None:
        self._write(self._summaries.Summary.Value(tag=curve, simple_value=value), step)

    def figures(self, values: Mapping[str, float]) -> None:
        for name, value in values.items():
            self.point(f"figures/{name}", 0, value)

    def facts(self, values: Mapping[str, str]) -> None:
        self._facts |= values
        self.keep("facts", json.dumps(self._facts, indent=1))

    def keep(self, name: str, text: str) -> None:
        tensor = self._tensors.TensorProto(dtype=TEXT, string_val=[f"```\n{text}\n```".encode()])
        about = self._summaries.SummaryMetadata(
            plugin_data=self._summaries.SummaryMetadata.PluginData(plugin_name="text")
        )
        self._write(self._summaries.Summary.Value(tag=name, metadata=about, tensor=tensor), 0)

    def end(self, status: Status) -> None:
        self.facts({"status": status})
        self._writer.close()

    def _write(self, value: Any, step: int) -> None:
        summary = self._summaries.Summary(value=[value])
        self._writer.add_event(self._events.Event(wall_time=time.time(), step=step, summary=summary))
