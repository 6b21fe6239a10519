import socket

from matinee.ops.runs.machine import blas_libraries, describe_machine, memory_mib, usable_cores


def test_the_machine_is_described_without_its_name() -> None:
    described = describe_machine().model_dump_json()

    assert socket.gethostname() not in described
    assert describe_machine().cores == usable_cores() >= 1
    assert memory_mib() > 100


def test_threads_are_those_asked_for_or_else_all_cores() -> None:
    assert describe_machine(3).threads == 3
    assert describe_machine().threads == usable_cores()


def test_the_library_behind_numpy_is_recognised() -> None:
    assert blas_libraries()


def test_where_the_system_cannot_say_which_cores_are_ours_all_are_counted(monkeypatch) -> None:
    monkeypatch.delattr("os.sched_getaffinity", raising=False)
    monkeypatch.setattr("os.cpu_count", lambda: 6)

    assert usable_cores() == 6
