"""RecBole's networks, and the loops that its trainers run, without its text files and data loaders.

RecBole's title 0 is padding, so that titles are counted from 1 here. A newcomer's history takes the place of a training
row where the model reads histories (the autoencoders); the others know only people of the training part.
"""

from collections.abc import Callable, Iterator

import numpy as np
import torch
from measure import Contender, Job, NotOffered, Request, best_in_batches
from recbole.model.general_recommender.lightgcn import LightGCN
from recbole.model.general_recommender.multivae import MultiVAE
from recbole.model.general_recommender.neumf import NeuMF
from recbole.model.general_recommender.recvae import RecVAE
from scipy import sparse

FIELDS = {"USER_ID_FIELD": "person", "ITEM_ID_FIELD": "title", "NEG_PREFIX": "neg_", "LABEL_FIELD": "label"}
TRAINING = ("epochs", "batch", "rate")
"""Settings of a loop; all others are the model's own."""
ANSWERED_AT_ONCE = 512

Batch = dict[str, torch.Tensor]


class Data:
    """As much of RecBole's data set as its networks ask for."""

    def __init__(self, job: Job) -> None:
        self._matrix = sparse.hstack([sparse.csr_matrix((job.n_people, 1)), job.train_matrix]).tocsr()

    def num(self, field: str) -> int:
        return self._matrix.shape[0] if field == "person" else self._matrix.shape[1]

    def inter_matrix(self, form: str) -> sparse.spmatrix:
        return self._matrix.asformat(form)

    def history_item_matrix(self) -> tuple[torch.Tensor, torch.Tensor, None]:
        return *padded_rows(self._matrix), None


class Settings(dict):
    """RecBole reads a missing key as None and the device as an attribute."""

    device = torch.device("cpu")

    def __missing__(self, key: str) -> None:
        return None


def padded_rows(matrix: sparse.csr_matrix) -> tuple[torch.Tensor, torch.Tensor]:
    """Titles and values of each row, at one length, filled up with title 0 at value 0."""
    lengths = np.diff(matrix.indptr)
    titles = np.zeros((len(lengths), max(int(lengths.max(initial=1)), 1)), dtype=np.int64)
    inside = np.arange(titles.shape[1]) < lengths[:, None]
    titles[inside] = matrix.indices
    return torch.from_numpy(titles), torch.from_numpy(inside.astype(np.float32))


def made(kind: Callable[..., torch.nn.Module], job: Job, request: Request) -> torch.nn.Module:
    torch.manual_seed(request.seed)
    torch.set_num_threads(request.threads)
    own = {name: value for name, value in request.settings.items() if name not in TRAINING}
    return kind(Settings(**FIELDS, **own, device=Settings.device), Data(job))


def batches(count: int, size: int) -> Iterator[torch.Tensor]:
    return iter(torch.randperm(count).split(size))


def learn(parameters: Iterator[torch.nn.Parameter], rate: float) -> Callable[[torch.Tensor], None]:
    optimiser = torch.optim.Adam(parameters, lr=rate)

    def step(loss: torch.Tensor) -> None:
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()

    return step


def scores(model: torch.nn.Module, rows: np.ndarray) -> np.ndarray:
    with torch.no_grad():
        return model.full_sort_predict({"person": torch.from_numpy(rows)}).numpy().reshape(len(rows), -1)[:, 1:]


def autoencoder(job: Job, model: torch.nn.Module, fit: Callable[[], None]) -> Contender:
    def answer() -> np.ndarray:
        model.eval()
        if isinstance(model, RecVAE):
            model.dropout_prob = 0.0  # its own answer would drop half of the history
        shifted = sparse.hstack([sparse.csr_matrix((len(job), 1)), job.history_matrix]).tocsr()
        model.history_item_id, model.history_item_value = padded_rows(shifted)
        return best_in_batches(
            lambda batch: scores(model, np.arange(batch.start, batch.stop)), job.history_matrix, size=ANSWERED_AT_ONCE
        )

    return Contender(fit, answer)


def mult_vae(job: Job, request: Request) -> Contender:
    model, plan = made(MultiVAE, job, request), request.settings

    def fit() -> None:
        step = learn(model.parameters(), plan["rate"])
        for _ in range(plan["epochs"]):
            for people in batches(job.n_people, plan["batch"]):
                step(model.calculate_loss({"person": people}))

    return autoencoder(job, model, fit)


def recvae(job: Job, request: Request) -> Contender:
    model, plan = made(RecVAE, job, request), request.settings

    def fit() -> None:
        encode, decode = (learn(part.parameters(), plan["rate"]) for part in (model.encoder, model.decoder))
        for _ in range(plan["epochs"]):
            for _ in range(3):
                for people in batches(job.n_people, plan["batch"]):
                    encode(model.calculate_loss({"person": people}, encoder_flag=True))
            model.update_prior()
            for people in batches(job.n_people, plan["batch"]):
                decode(model.calculate_loss({"person": people}, encoder_flag=False))

    return autoencoder(job, model, fit)


def of_known_people(job: Job, model: torch.nn.Module, fit: Callable[[], None], score: Callable) -> Contender:
    if not job.all_known:
        raise NotOffered("answers only for people of the training part")

    def answer() -> np.ndarray:
        model.eval()
        return best_in_batches(lambda batch: score(job.known[batch]), job.history_matrix, size=ANSWERED_AT_ONCE)

    return Contender(fit, answer)


def pairs(job: Job, size: int) -> Iterator[Batch]:
    """Each like with a title drawn evenly from those that the person has not."""
    people, titles = torch.from_numpy(job.people.astype(np.int64)), torch.from_numpy(job.titles.astype(np.int64))
    had = torch.from_numpy(np.sort(job.people.astype(np.int64) * job.n_titles + job.titles))
    for chosen in batches(len(people), size):
        who, drawn = people[chosen], torch.randint(job.n_titles, (len(chosen),))
        while True:
            keys = who * job.n_titles + drawn
            place = torch.searchsorted(had, keys).clamp(max=len(had) - 1)
            again = had[place] == keys
            if not again.any():
                break
            drawn[again] = torch.randint(job.n_titles, (int(again.sum()),))
        yield {"person": who, "title": titles[chosen] + 1, "neg_title": drawn + 1}


def lightgcn(job: Job, request: Request) -> Contender:
    model, plan = made(LightGCN, job, request), request.settings

    def fit() -> None:
        step = learn(model.parameters(), plan["rate"])
        for _ in range(plan["epochs"]):
            for batch in pairs(job, plan["batch"]):
                step(model.calculate_loss(batch))

    return of_known_people(job, model, fit, lambda rows: scores(model, rows))


def ncf(job: Job, request: Request) -> Contender:
    model, plan = made(NeuMF, job, request), request.settings

    def fit() -> None:
        step = learn(model.parameters(), plan["rate"])
        for _ in range(plan["epochs"]):
            for batch in pairs(job, plan["batch"]):
                titles = torch.cat([batch["title"], batch["neg_title"]])
                label = torch.cat([torch.ones(len(batch["title"])), torch.zeros(len(batch["title"]))])
                step(model.calculate_loss({"person": batch["person"].repeat(2), "title": titles, "label": label}))

    def score(rows: np.ndarray) -> np.ndarray:
        everything = torch.arange(1, job.n_titles + 1)
        asked = {
            "person": torch.from_numpy(rows).repeat_interleave(job.n_titles),
            "title": everything.repeat(len(rows)),
        }
        with torch.no_grad():
            return model.predict(asked).numpy().reshape(len(rows), job.n_titles)

    return of_known_people(job, model, fit, score)


MAKERS = {"lightgcn": lightgcn, "mult_vae": mult_vae, "ncf": ncf, "recvae": recvae}
