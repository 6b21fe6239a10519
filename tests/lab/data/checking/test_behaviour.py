from dataclasses import replace

import numpy as np
import polars as pl

from matinee.domain.feedback import WATCHES
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.titles import TitleTable
from matinee.lab.data.vocabulary import Vocabulary
from tests.lab.data.checking.spoiled import changed, checked, clean, only, with_log


def test_a_person_who_tells_nothing_apart_is_noted() -> None:
    data = clean()
    found = only(with_log(data, values=changed(data.log.values, data.log.people == 4, 3.0)), "always the same rating")
    assert (found.level, found.count, found.example) == ("note", 1, "person 5")


def test_a_few_equal_ratings_say_nothing_of_a_person() -> None:
    data = clean(each=19)
    assert checked(with_log(data, values=changed(data.log.values, data.log.people == 4, 3.0))).findings == ()


def test_a_title_that_everybody_rates_alike_is_warned_of() -> None:
    data = clean()
    found = only(with_log(data, values=changed(data.log.values, data.log.titles == 0, 5.0)), "always rated the same")
    assert (found.level, found.count, found.example) == ("warn", 1, "title 1")


def test_watches_are_all_alike_by_nature() -> None:
    data = replace(with_log(clean(), values=np.ones(len(clean().log))), feedback=WATCHES)
    assert checked(data).findings == ()


def test_a_person_with_a_twentieth_of_all_events_is_warned_of() -> None:
    data = clean()
    people = changed(data.log.people, slice(0, 300), 0)
    titles = changed(data.log.titles, slice(0, 300), np.arange(300))
    grown = replace(
        with_log(data, people=people, titles=titles),
        titles=Vocabulary.of(range(1, 301)),
        title_table=TitleTable.empty(),
    )
    found = checked(grown).findings[0]
    assert (found.name, found.level, found.count) == ("one for many", "warn", 1)
    assert found.example == "person 1, 300 events"


def test_in_a_household_everybody_has_much_of_all() -> None:
    assert {finding.level for finding in checked(clean(people=3)).findings} <= {"note"}


def test_people_and_titles_without_events_are_noted() -> None:
    data = clean()
    grown = replace(data, people=Vocabulary.of(range(1, 203)))
    found = only(grown, "people without events")
    assert (found.level, found.count, found.example) == ("note", 2, "person 201")
    found = checked(replace(data, titles=Vocabulary.of(range(1, 64)))).findings
    assert {(finding.name, finding.count) for finding in found} == {("titles without events", 3)}


def test_titles_that_the_table_lacks_are_warned_of() -> None:
    data = clean()
    found = only(data.with_titles(TitleTable(data.title_table.frame.filter(pl.col("id") > 2))), "orphan titles")
    assert (found.level, found.count, found.example) == ("warn", 2, "title 1")


def test_titles_of_the_table_that_nobody_had_are_noted() -> None:
    data = clean()
    smaller: Dataset = data.only(data.log.titles != 7)
    found = only(smaller, "unused titles")
    assert (found.level, found.count) == ("note", 1)


def test_without_a_table_no_title_is_an_orphan() -> None:
    assert checked(clean().with_titles(TitleTable.empty())).findings == ()
