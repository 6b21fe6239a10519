"""The machine a timing was taken on."""

import os
import platform

import threadpoolctl

from matinee.kit.memory import MIB
from matinee.ops.runs.result_files import Machine


def describe_machine(threads: int = 0) -> Machine:
    """threads: as asked for, 0 where the libraries chose."""
    return Machine(
        cores=usable_cores(),
        threads=threads or usable_cores(),
        memory_mib=round(memory_mib()),
        python=platform.python_version(),
        system=f"{platform.system()} {platform.machine()}",
        blas=", ".join(sorted(blas_libraries())),
    )


def usable_cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def memory_mib() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / MIB


def blas_libraries() -> set[str]:
    """Name and version of each BLAS that is loaded."""
    pools = threadpoolctl.threadpool_info()
    return {f"{pool['internal_api']} {pool['version']}" for pool in pools if pool["user_api"] == "blas"}
