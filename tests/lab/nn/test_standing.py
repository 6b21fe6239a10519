from pathlib import Path

import torch

from matinee.lab.core.checkpoint import Checkpoint
from matinee.lab.core.context import FitContext
from matinee.lab.nn.standing import Standing, put_down, taken_up


def test_a_fit_without_a_place_puts_nothing_down_and_begins_at_the_beginning() -> None:
    tensors = {"a": torch.ones(2, requires_grad=True)}
    optimiser = torch.optim.Adam(tensors.values())
    put_down(FitContext(), Standing(epoch=3), tensors, optimiser)
    assert taken_up(FitContext(), tensors, optimiser).epoch == 0


def test_everything_that_was_put_down_is_taken_up(tmp_path: Path) -> None:
    context = FitContext(checkpoint=Checkpoint(tmp_path / "fit.safetensors"))
    tensors = {"a": torch.ones(2, requires_grad=True)}
    optimiser = torch.optim.Adam(tensors.values(), lr=0.1)
    tensors["a"].sum().backward()
    optimiser.step()
    context.point("loss", 1, 0.5)
    put_down(context, Standing(4, {"a": tensors["a"].detach().numpy() + 1}, 0.25, 2), tensors, optimiser)

    fresh = {"a": torch.zeros(2, requires_grad=True)}
    other = torch.optim.Adam(fresh.values(), lr=0.1)
    later = FitContext(checkpoint=context.checkpoint)
    done = taken_up(later, fresh, other)
    assert (done.epoch, done.value, done.since) == (4, 0.25, 2)
    assert done.best is not None
    assert torch.equal(fresh["a"], tensors["a"])
    assert later.curves == {"loss": [(1, 0.5)]}
    for optimising, tensor in ((optimiser, tensors["a"]), (other, fresh["a"])):
        tensor.grad = torch.tensor([1.0, -1.0])
        optimising.step()
    assert torch.equal(fresh["a"], tensors["a"])


def test_what_another_network_put_down_is_not_taken_up(tmp_path: Path) -> None:
    context = FitContext(checkpoint=Checkpoint(tmp_path / "fit.safetensors"))
    before = {"a": torch.ones(2, requires_grad=True)}
    put_down(context, Standing(epoch=3), before, torch.optim.Adam(before.values()))

    for changed in ({"b": torch.zeros(2)}, {"a": torch.zeros(3)}):
        assert taken_up(context, changed, torch.optim.Adam(changed.values())).epoch == 0
        assert not next(iter(changed.values())).any()
