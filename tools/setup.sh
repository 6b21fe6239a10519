#!/bin/sh
# Finds a Python that is new enough and lets it make .venv. PYTHON names another one; --to-run: see setup.py.
set -eu
cd "$(dirname "$0")/.."

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

if [ -n "${PYTHON:-}" ]; then
    if ! new_enough "$PYTHON"; then
        echo "error: PYTHON=$PYTHON is not a Python 3.11 or newer. Name another one, or leave PYTHON out." >&2
        exit 2
    fi
    exec "$PYTHON" tools/setup.py --this-python "$@"
fi

# The environment's own Python first: it is the quickest answer when nothing changed.
for candidate in .venv/bin/python python3 python3.13 python3.12 python3.11 python; do
    if new_enough "$candidate"; then
        exec "$candidate" tools/setup.py "$@"
    fi
done

echo "error: no Python 3.11 or newer was found. Install one, or name it: make setup PYTHON=/path/to/python3" >&2
exit 2
