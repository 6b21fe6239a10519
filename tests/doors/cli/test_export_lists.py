"""matinee export-lists, beside the service that goes on."""

import asyncio
import csv
import json
from pathlib import Path
from typing import Any

import pytest

from matinee.domain.errors import Unreachable
from matinee.services.recommending import hand_over
from tests.doors.cli.conftest import Door
from tests.fixtures.databases import sqlite_place, sqlite_template
from tests.fixtures.recommending import Cinema, cinema
from tests.fixtures.releases import made_release
from tests.fixtures.service import serve, sqlite_house

__all__ = ["cinema", "made_release", "serve", "sqlite_house", "sqlite_place", "sqlite_template"]


async def agreeing(cinema: Cinema, name: str) -> str:
    client = await cinema.house.program(name)
    await client.put("/me/consents", json={"lists": True})
    await cinema.rate(client, *range(1, 7))
    return (await client.get("/auth/me")).json()["id"]


async def test_lists_are_written_as_lines_and_as_a_table(cinema: Cinema, matinee: Door, tmp_path: Path) -> None:
    people = [await agreeing(cinema, name) for name in ("ana", "ben")]
    for name in ("lists.jsonl", "lists.csv"):
        done = await asyncio.to_thread(
            matinee, "export-lists", "--out", tmp_path / name, "--k", 3, "--data-dir", cinema.house.home
        )
        assert (done.exit_code, done.stdout) == (0, f"{tmp_path / name}: lists of 2 people\n"), done.output
    lines = [json.loads(line) for line in (tmp_path / "lists.jsonl").read_text().splitlines()]
    assert [(one["account"], one["source"], len(one["items"])) for one in lines] == [
        (one, "personalised", 3) for one in people
    ]
    assert set(lines[0]) == {"account", "at", "model", "model_version", "recipe", "source", "items"}
    with (tmp_path / "lists.csv").open(newline="") as file:
        table = list(csv.DictReader(file))
    assert [(row["account"], row["rank"], int(row["id"])) for row in table] == [
        (one["account"], str(item["rank"]), item["id"]) for one in lines for item in one["items"]
    ]
    assert {row["recipe"] for row in table} == {lines[0]["recipe"]}
    assert table[0]["genres"] == "|".join(lines[0]["items"][0]["genres"])


async def test_a_list_that_fails_leaves_the_file_of_before(
    cinema: Cinema, matinee: Door, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await agreeing(cinema, "ana")
    await agreeing(cinema, "ben")
    (tmp_path / "lists.jsonl").write_text("of yesterday\n")
    made, whole = [], hand_over._list_of

    def breaks(*asked: Any) -> Any:
        if made:
            raise Unreachable("the disk went away")
        made.append(1)
        return whole(*asked)

    monkeypatch.setattr(hand_over, "_list_of", breaks)
    words = ("export-lists", "--out", tmp_path / "lists.jsonl", "--data-dir", cinema.house.home)
    done = await asyncio.to_thread(matinee, *words)
    assert (done.exit_code, made) == (3, [1])
    assert (tmp_path / "lists.jsonl").read_text() == "of yesterday\n"
    assert sorted(path.name for path in tmp_path.iterdir() if "lists" in path.name) == ["lists.jsonl"]


@pytest.mark.parametrize(("name", "why"), [("lists.xml", "end it with"), ("home/lists.csv", "forgets whoever")])
def test_a_file_of_another_kind_or_in_the_home_is_refused(matinee: Door, tmp_path: Path, name: str, why: str) -> None:
    (tmp_path / "home").mkdir()
    done = matinee("export-lists", "--out", tmp_path / name, "--data-dir", tmp_path / "home")
    assert done.exit_code == 2
    assert why in done.output.lower()
    assert list((tmp_path / "home").iterdir()) == []
