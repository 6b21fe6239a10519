"""Where a network is trained."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
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


@contextmanager
def borrowed(device: Any, *, label: str) -> Iterator[None]:
    """What is done on a device. label: whose work it is.

    A card is shared with other programs, and torch keeps what it once had of it: what nothing uses any more is given
    back. One that is too small is told as what it is.
    """
    torch = needs("torch")
    try:
        yield
    except torch.OutOfMemoryError as error:
        raise BadConfig(
            "the graphics card has too little memory left",
            where=label,
            remedy="Set a smaller batch, end what else uses the card, or use --device cpu",
        ) from error
    finally:
        if device.type == "cuda":
            torch.cuda.empty_cache()


def products(device: Any) -> AbstractContextManager[None]:
    """How products are taken: on a card of bfloat16, which it has units for. Weights stay float32."""
    torch = needs("torch")
    return torch.autocast(device.type, dtype=torch.bfloat16, enabled=device.type == "cuda")
