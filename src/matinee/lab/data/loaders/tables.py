"""Tables of ratings, watches or clicks from anywhere: text, Parquet, or one JSON object a line."""

from pathlib import PurePosixPath

import numpy as np

from matinee.domain.feedback import Feedback
from matinee.domain.releases import UNKNOWN_LICENCE
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.interactions import Interactions
from matinee.lab.data.loaders.detect import FoundTable
from matinee.lab.data.loaders.events import EventLog, without_repeats
from matinee.lab.data.loaders.faults import Faults
from matinee.lab.data.loaders.mapping import ColumnMapping, recognised
from matinee.lab.data.loaders.options import Loaded, LoadOptions
from matinee.lab.data.loaders.scales import off_scale, scale_of
from matinee.lab.data.loaders.sources import Source
from matinee.lab.data.loaders.table_files import open_table
from matinee.lab.data.loaders.title_tables import named_by_ids, titles_in
from matinee.lab.data.titles import TitleTable


def load_table(source: Source, found: FoundTable, options: LoadOptions) -> Loaded:
    """A table of events, with the table of titles beside it where there is one.

    Events without values count 1 each. Ratings on an unknown scale are read first and the scale told from them; rows
    that are not on it are bad.
    """
    faults = Faults(options.skip_bad)
    mapping = options.mapping or ColumnMapping()
    table = open_table(found.events, delimiter=mapping.delimiter)
    must_rate = table.stem in ("ratings", "rating")
    columns = recognised(table.names, table.first, mapping, file=table.label, must_rate=must_rate)
    log = EventLog(
        table.label,
        whole_people=columns.column("person").kind == "whole",
        whole_titles=columns.column("title").kind == "whole",
        with_values=columns.has("value"),
        with_times=columns.has("time"),
    )
    for batch in table.batches(columns.columns, faults, progress=options.progress):
        log.add(batch)
    events = log.finish()
    feedback = columns.feedback or scale_of(events.log.values, file=table.label)
    kept = _cleaned(events.log, feedback, log, faults)
    if found.titles is not None:
        titles = titles_in(found.titles, faults)
    elif columns.column("title").kind == "text":
        titles = named_by_ids(events.titles)
    else:
        titles = TitleTable.empty()
    name = PurePosixPath(found.folder).name or source.stem
    dataset = Dataset(kept, events.titles, events.people, feedback, titles, name=name)
    if len(kept) < len(events.log):
        dataset = dataset.only(np.arange(len(kept)))
    return Loaded(dataset, "table", faults.count, tuple(faults.kept), UNKNOWN_LICENCE)


def _cleaned(events: Interactions, feedback: Feedback, log: EventLog, faults: Faults) -> Interactions:
    """The log without rows off the scale and without repeated rows, or BadData where none may be dropped."""
    off = np.flatnonzero(off_scale(events.values, feedback))
    for row in off.tolist():
        what = f"the value {events.values[row]:g} is not on the scale of the others"
        faults.add(log.file, log.lines.of(row), what)
    faults.settle()
    rows = None
    if len(off):
        rows = np.delete(np.arange(len(events)), off)
        events = events.where(rows)
    # Without times nothing tells a second watch or click from a row written twice.
    if feedback.kind == "rating" or events.times is not None:
        events = without_repeats(events, log.lines, file=log.file, faults=faults, rows=rows)
        faults.settle()
    return events
