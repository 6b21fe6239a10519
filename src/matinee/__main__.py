"""The program `matinee`, also as python -m matinee.

The command line is loaded inside `main`: loading numpy, scipy and polars takes a moment, and whoever presses Ctrl-C in
it should see the same quiet end as afterwards.
"""

from importlib import import_module

from matinee.doors.cli.interrupts import ending_quietly


def main() -> None:
    with ending_quietly():
        door = import_module("matinee.doors.cli.app")
    door.main()


if __name__ == "__main__":
    main()
