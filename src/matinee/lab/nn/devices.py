"""Where a network is trained."""

from typing import Any

from matinee.domain.errors import BadConfig
from matinee.kit.extras import needs

CHOICES = ("auto", "cpu", "cuda")


def chosen(name: str) -> Any:
    """The torch.device of a name; `auto` is the graphics card where there is one that torch can use."""
    torch = needs("torch")
    kind = name.partition(":")[0]
    if kind not in CHOICES:
        raise BadConfig(f"there is no device '{name}'", remedy=f"Use one of {', '.join(CHOICES)}")
    if kind == "auto":
        name = "cuda" if torch.cuda.is_available() else "cpu"
    elif kind == "cuda" and not torch.cuda.is_available():
        raise BadConfig(
            "torch finds no graphics card that it can use", where="device 'cuda'", remedy="Use --device cpu, or auto"
        )
    return torch.device(name)
