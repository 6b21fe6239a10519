"""Ratings, watches and clicks from anywhere."""

import json
from pathlib import Path

import polars as pl
import pytest

from matinee.domain.errors import BadData
from matinee.domain.feedback import CLICKS, HALF_STARS, WATCHES, WHOLE_STARS
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.loaders.load import Loaded, LoadOptions, load
from matinee.lab.data.loaders.mapping import ColumnMapping

START = 880_000_000
ROWS = [
    {"user": "ann", "movie": 10, "rating": 4.0, "timestamp": START},
    {"user": "bob", "movie": 10, "rating": 2.5, "timestamp": START + 60},
    {"user": "ann", "movie": 7, "rating": 5.0, "timestamp": START + 120},
]


def write(rows: list[dict[str, object]], path: Path) -> Path:
    frame = pl.DataFrame(rows)
    if path.suffix == ".parquet":
        frame.write_parquet(path)
    elif path.suffix == ".jsonl":
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    else:
        frame.write_csv(path, separator={".tsv": "\t", ".txt": ";"}.get(path.suffix, ","))
    return path


def text(path: Path, content: str) -> Path:
    path.write_text(content, encoding="utf-8")
    return path


def events(data: Dataset) -> list[tuple[object, ...]]:
    times = data.log.times
    who, which = data.people.ids[data.log.people].tolist(), data.titles.ids[data.log.titles].tolist()
    when = [None] * len(data.log) if times is None else times.tolist()
    return list(zip(who, which, data.log.values.tolist(), when, strict=True))


@pytest.mark.parametrize("ending", ["csv", "tsv", "txt", "parquet", "jsonl"])
def test_every_format_gives_the_same_events(ending: str, tmp_path: Path) -> None:
    loaded = load(write(ROWS, tmp_path / f"ratings.{ending}"))
    assert events(loaded.dataset) == [tuple(row.values()) for row in ROWS]
    assert loaded.dataset.feedback == HALF_STARS
    assert (loaded.release, loaded.dataset.name, loaded.skipped) == ("table", "ratings", 0)
    assert "ask" in loaded.licence


def test_a_folder_with_titles_beside_the_ratings_knows_their_names(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    write(ROWS, folder / "ratings.parquet")
    text(folder / "titles.csv", "id,name,year\n7,Lantern,1940\n10,Garden,\n")
    data = load(folder).dataset
    assert data.name == "mine"
    assert data.facts.names == ["Lantern", "Garden"]
    assert data.facts.years.tolist() == [1940, 0]


def test_names_can_be_ids(tmp_path: Path) -> None:
    path = text(tmp_path / "r.csv", 'user,title,stars\n1,"Lantern, The (1940)",5\n2,Garden (1995),3\n')
    data = load(path).dataset
    assert data.titles.ids.tolist() == ["Garden (1995)", "Lantern, The (1940)"]
    assert data.facts.names == ["Garden", "The Lantern"]
    assert data.facts.years.tolist() == [1995, 1940]


def test_times_are_read_in_every_form(tmp_path: Path) -> None:
    written = ("1997-11-20T04:26:40Z", "1997-11-20 04:26:40", "1997-11-20 05:26:40+01:00", "880000000000", "880000000")
    for form in written:
        data = load(text(tmp_path / "r.csv", f"user,movie,rating,time\n1,2,3,{form}\n")).dataset
        assert data.log.times is not None
        assert data.log.times.tolist() == [START]


def test_events_without_values_are_watches_unless_they_are_called_clicks(tmp_path: Path) -> None:
    path = text(tmp_path / "history.csv", "user,movie,time\n1,2,880000000\n1,3,880000001\n")
    assert load(path).dataset.feedback == WATCHES
    assert load(path).dataset.log.values.tolist() == [1.0, 1.0]
    clicks = load(path, options=LoadOptions(mapping=ColumnMapping(kind="click"))).dataset
    assert clicks.feedback == CLICKS
    assert len(clicks.likes_only().log) == 2


def test_counts_are_watches(tmp_path: Path) -> None:
    data = load(text(tmp_path / "w.csv", "user,movie,plays\n1,2,12\n1,3,1\n")).dataset
    assert (data.feedback, data.log.values.tolist()) == (WATCHES, [12.0, 1.0])


def test_watches_without_times_may_repeat_and_ratings_may_not(tmp_path: Path) -> None:
    path = text(tmp_path / "w.csv", "user,movie\n1,2\n1,2\n")
    assert len(load(path).dataset.log) == 2
    with pytest.raises(BadData, match="line 3: 1 bad row: the same event as line 2"):
        load(text(tmp_path / "r.csv", "user,movie,rating\n1,2,3\n1,2,3\n"))
    with pytest.raises(BadData, match="the same event as line 2"):
        load(text(tmp_path / "t.csv", "user,movie,time\n1,2,5\n1,2,5\n"))


def outlier(folder: Path, *, more: str = "") -> Path:
    good = "".join(f"{n},{n % 7},{n % 5 + 1}\n" for n in range(200))
    return text(folder / "r.csv", f"user,movie,rating\n{good}900,901,50\n{more}")


def test_a_value_off_the_scale_of_the_others_is_a_bad_row(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="line 202: 1 bad row: the value 50 is not on the scale of the others"):
        load(outlier(tmp_path))


def test_dropped_rows_leave_no_person_or_title_behind(tmp_path: Path) -> None:
    loaded: Loaded = load(outlier(tmp_path, more="3,3,4\n"), options=LoadOptions(skip_bad=True))
    assert (loaded.skipped, len(loaded.dataset.log)) == (2, 200)
    assert [fault.line for fault in loaded.faults] == [202, 203]
    assert loaded.faults[1].what == "the same event as line 5"
    assert loaded.dataset.n_people == 200
    assert 901 not in loaded.dataset.titles.ids
    assert loaded.dataset.feedback == WHOLE_STARS


def test_watches_off_the_scale_are_dropped_without_looking_for_repeats(tmp_path: Path) -> None:
    rows = "".join(f"{n},1,1\n" for n in range(200))
    path = text(tmp_path / "w.csv", f"user,movie,plays\n{rows}5,1,1\n7,1,-3\n")
    with pytest.raises(BadData, match="plays -3 is below 0"):
        load(path)
    assert len(load(path, options=LoadOptions(skip_bad=True)).dataset.log) == 201


def test_a_told_scale_is_held_to(tmp_path: Path) -> None:
    path = text(tmp_path / "r.csv", "user,movie,rating\n1,2,3\n1,3,3.5\n")
    with pytest.raises(BadData, match=r"line 3: 1 bad row: rating 3\.5 is no multiple of 1"):
        load(path, options=LoadOptions(mapping=ColumnMapping(feedback=WHOLE_STARS)))


def test_a_mapping_reads_any_table(tmp_path: Path) -> None:
    path = text(tmp_path / "odd.csv", "when::mark::what::who\n880000000::8::x::1\n880000001::10::y::1\n")
    mapping = ColumnMapping(person="who", title="what", value="mark", time="when", delimiter="::")
    data = load(path, options=LoadOptions(mapping=mapping)).dataset
    assert events(data) == [(1, "x", 8.0, START), (1, "y", 10.0, START + 1)]
    assert data.feedback.highest == 10.0


def test_progress_reaches_the_end_of_the_file(tmp_path: Path) -> None:
    seen: list[object] = []

    class Seen:
        def start(self, label: str, total: float | None) -> None:
            seen.append((label, total))

        def advance(self, amount: float = 1.0) -> None:
            seen.append(amount)

        def finish(self) -> None:
            seen.append("done")

    path = write(ROWS, tmp_path / "ratings.csv")
    size = float(path.stat().st_size)
    load(path, options=LoadOptions(progress=Seen()))
    assert seen == [("Reading ratings.csv", size), size, "done"]
