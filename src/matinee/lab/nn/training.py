"""The one loop in which every network learns.

A network here is a dict of named arrays and a function of them: `loss` is written with torch and gets the same names as
tensors, while scoring is written with numpy and needs no torch.
"""

import math
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from matinee.domain.errors import BadConfig
from matinee.kit import seeds
from matinee.kit.extras import needs
from matinee.lab.core.context import FitContext
from matinee.lab.nn import devices
from matinee.lab.nn.standing import Standing, put_down, taken_up

Weights = dict[str, np.ndarray]
Tensors = dict[str, Any]
"""torch tensors under the names of the weights."""
Tensor = Any

SECONDS_BETWEEN_CHECKPOINTS = 10.0
VALIDATION = "validation"
LOSS = "loss"


@dataclass(frozen=True)
class Plan:
    """How to learn.

    epochs: passes over the data, at most. rate: of learning. clip: longest gradient, None for no limit. patience:
    checks without a better value before it ends; None goes on to the last epoch. check_every: epochs from one check to
    the next.
    """

    epochs: int
    rate: float = 1e-3
    optimiser: Literal["adam", "rmsprop", "sgd"] = "adam"
    weight_decay: float = 0.0
    momentum: float = 0.0
    clip: float | None = 5.0
    patience: int | None = None
    check_every: int = 1


@dataclass(frozen=True, eq=False)
class Network:
    """What learns.

    start: the first weights, and anything else that belongs to the state of training. loss: a mean over the batch.
    batches: those of an epoch, the same for the same epoch. hold: takes weights, so that the model can answer with
    them. judge: how good the model that was last held is, higher is better; None where nobody can tell. learning: the
    names that an epoch changes, all where None. before: what to do at the start of an epoch, in place.
    """

    label: str
    start: Weights
    loss: Callable[[Tensors, Any], Tensor]
    batches: Callable[[int], Iterable[Any]]
    hold: Callable[[Weights], None]
    judge: Callable[[], float] | None = None
    learning: Callable[[int], Collection[str]] | None = None
    before: Callable[[int, Tensors], None] | None = None


def train(network: Network, plan: Plan, context: FitContext) -> None:
    """Learns, and ends with the best weights held: those of the best check, or of the last epoch without a judge."""
    torch = needs("torch")
    device = devices.chosen(context.device)
    with devices.borrowed(device, label=network.label), _surroundings(torch, device, context.threads):
        _learn(network, plan, context, device)


def on_device(array: np.ndarray, like: Tensor) -> Tensor:
    """The array as a tensor beside another one."""
    return needs("torch").as_tensor(array, device=like.device)


def _learn(network: Network, plan: Plan, context: FitContext, device: Any) -> None:
    """A function of its own, so that nothing is left on the device once it ends."""
    torch = needs("torch")
    tensors = {name: torch.tensor(value, device=device) for name, value in network.start.items()}
    for tensor in tensors.values():
        tensor.requires_grad_(tensor.is_floating_point())
    optimiser = _optimiser(torch, tensors, plan)
    done = taken_up(context, tensors, optimiser)
    last = time.monotonic()
    for epoch in context.track(range(done.epoch, plan.epochs), label=network.label):
        if _over(done, plan):
            break
        torch.manual_seed(seeds.whole_number(context.seed, f"{network.label}: chance in epoch {epoch}"))
        loss = _one_epoch(network, plan, tensors, optimiser, epoch=epoch, context=context)
        context.point(LOSS, epoch + 1, loss)
        done.epoch = epoch + 1
        if network.judge is not None and (done.epoch % plan.check_every == 0 or done.epoch == plan.epochs):
            _check(network, done, _weights(tensors), context)
        if time.monotonic() - last > SECONDS_BETWEEN_CHECKPOINTS:
            put_down(context, done, tensors, optimiser)
            last = time.monotonic()
    network.hold(done.best or _weights(tensors))


def _one_epoch(
    network: Network, plan: Plan, tensors: Tensors, optimiser: Any, *, epoch: int, context: FitContext
) -> float:
    """The mean loss of the batches."""
    torch = needs("torch")
    if network.before is not None:
        with torch.no_grad():
            network.before(epoch, tensors)
    learning = set(tensors) if network.learning is None else set(network.learning(epoch))
    moving = [tensor for name, tensor in tensors.items() if name in learning and tensor.requires_grad]
    device = next(iter(tensors.values())).device
    losses = []
    for batch in network.batches(epoch):
        optimiser.zero_grad(set_to_none=True)
        with devices.products(device):
            loss = network.loss(tensors, batch)
        loss.backward()
        for name, tensor in tensors.items():
            if name not in learning:
                tensor.grad = None
        if plan.clip is not None:
            torch.nn.utils.clip_grad_norm_(moving, plan.clip)
        optimiser.step()
        losses.append(loss.detach())
        context.check_time(network.label)
    mean = float(torch.stack(losses).mean()) if losses else 0.0
    if not math.isfinite(mean):
        raise BadConfig(
            f"training left the numbers in epoch {epoch + 1}", where=network.label, remedy="Set a smaller rate"
        )
    return mean


def _check(network: Network, done: Standing, weights: Weights, context: FitContext) -> None:
    if network.judge is None:
        return
    network.hold(weights)
    value = float(network.judge())
    if done.best is None or value > done.value:
        done.best, done.value, done.since = {name: array.copy() for name, array in weights.items()}, value, 0
    else:
        done.since += 1
    context.point(VALIDATION, done.epoch, value)


def _over(done: Standing, plan: Plan) -> bool:
    return plan.patience is not None and done.since >= plan.patience


def _weights(tensors: Tensors) -> Weights:
    return {name: tensor.detach().cpu().numpy().copy() for name, tensor in tensors.items()}


def _optimiser(torch: Any, tensors: Tensors, plan: Plan) -> Any:
    moving = [tensor for tensor in tensors.values() if tensor.requires_grad]
    if plan.optimiser == "adam":
        return torch.optim.Adam(moving, lr=plan.rate, weight_decay=plan.weight_decay, fused=True)
    if plan.optimiser == "rmsprop":
        return torch.optim.RMSprop(moving, lr=plan.rate, weight_decay=plan.weight_decay, momentum=plan.momentum)
    return torch.optim.SGD(moving, lr=plan.rate, weight_decay=plan.weight_decay, momentum=plan.momentum)


@contextmanager
def _surroundings(torch: Any, device: Any, threads: int) -> Iterator[None]:
    """Leaves torch's own randomness and number of threads as they were."""
    before = torch.get_num_threads()
    with torch.random.fork_rng(devices=[device] if device.type == "cuda" else []):
        try:
            torch.set_num_threads(threads or before)
            yield
        finally:
            torch.set_num_threads(before)
