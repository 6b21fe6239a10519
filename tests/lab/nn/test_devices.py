import pytest
import torch

from matinee.domain.errors import BadConfig
from matinee.lab.nn import devices


def test_the_processor_is_always_there() -> None:
    assert devices.chosen("cpu").type == "cpu"
    assert devices.chosen("auto").type == ("cuda" if torch.cuda.is_available() else "cpu")


def test_an_unknown_device_is_refused() -> None:
    with pytest.raises(BadConfig, match="there is no device 'tpu'"):
        devices.chosen("tpu")


def test_a_graphics_card_that_is_not_there_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    with pytest.raises(BadConfig, match="--device cpu"):
        devices.chosen("cuda")


def test_a_card_with_too_little_memory_is_told_as_that() -> None:
    with (
        pytest.raises(BadConfig, match=r"sasrec: the graphics card has too little memory left.*--device cpu"),
        devices.borrowed(torch.device("cpu"), label="sasrec"),
    ):
        raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB")
