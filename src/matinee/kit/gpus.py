"""How busy the graphics cards of this machine are, where there are any."""

import shutil
import subprocess  # nosec B404

PATIENCE = 5.0
PROGRAM = "nvidia-smi"


def gpu_utilization() -> list[float]:
    """The share of the last moments in which each card worked, 0 to 1. Empty where there is none, or none says."""
    program = shutil.which(PROGRAM)
    if program is None:
        return []
    asked = [program, "--query-gpu=utilization.gpu", "--format=csv,noheader,nounits"]
    try:
        said = subprocess.run(asked, capture_output=True, text=True, timeout=PATIENCE, check=True)  # noqa: S603  # nosec B603
    except (OSError, subprocess.SubprocessError):
        return []
    return [int(line) / 100 for line in said.stdout.split() if line.isdigit()]
