"""python -m matinee"""

from matinee.doors.cli.app import main

if __name__ == "__main__":
    main()
