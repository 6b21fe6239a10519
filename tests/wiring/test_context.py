from pathlib import Path

import threadpoolctl

from matinee.wiring.context import Context, open_context
from matinee.wiring.settings import Settings
from tests.fixtures.movielens import write_100k, zipped


def blas_threads() -> set[int]:
    return {pool["num_threads"] for pool in threadpoolctl.threadpool_info() if pool["user_api"] == "blas"}


def test_a_context_holds_the_settings_of_the_process(bare: Path) -> None:
    assert open_context().settings == Settings()


def test_a_fit_takes_its_seed_from_the_settings_unless_one_is_named(bare: Path) -> None:
    context = Context(Settings(seed=5, threads=3))

    assert context.fit_context().seed == 5
    assert context.fit_context(seed=0).seed == 0
    assert context.fit_context().threads == 3


def test_arithmetic_is_held_to_the_threads_of_the_settings_and_freed_again(bare: Path) -> None:
    before = blas_threads()

    with Context(Settings(threads=1)).limited_threads():
        assert blas_threads() == {1}

    assert blas_threads() == before


def test_without_a_limit_the_libraries_choose(bare: Path) -> None:
    before = blas_threads()

    with Context(Settings()).limited_threads():
        assert blas_threads() == before


def test_data_sets_go_to_the_folder_of_the_settings(bare: Path) -> None:
    assert Context(Settings()).downloads == Path("data")
    assert Context(Settings(data=bare)).downloads == bare


def test_a_release_is_taken_from_a_file_without_any_network(bare: Path) -> None:
    source = zipped(write_100k(bare / "ml-100k"), bare / "mine.zip")

    fetched = Context(Settings(data=bare / "sets")).fetch_release("ml-100k", source=source)

    assert fetched.path == bare / "sets" / "ml-100k.zip"
    assert fetched.path.read_bytes() == source.read_bytes()


def test_only_a_fit_that_may_be_gone_on_with_leaves_how_far_it_came(bare: Path) -> None:
    context = Context(Settings(cache=bare))

    assert context.fit_context().checkpoints is None
    assert context.fit_context(resumable=True, device="cuda").checkpoints == bare / "fits"
    assert context.fit_context(device="cuda").device == "cuda"
    assert context.studies == bare / "studies"
