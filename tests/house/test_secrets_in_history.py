"""S15: no secret stands in any version of any file, or in any message, that git still has."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Secret:
    """starts: one of these stands in it, which is quickly found or not found in a large file."""

    starts: tuple[bytes, ...]
    looks: re.Pattern[bytes]

    def __contains__(self, content: bytes) -> bool:
        return any(start in content for start in self.starts) and self.looks.search(content) is not None


def secret(looks: bytes, *starts: bytes) -> Secret:
    return Secret(starts, re.compile(looks))


SECRETS = {
    "a private key": secret(rb"PRIVATE KEY(?: BLOCK)?-----\s+[A-Za-z0-9+/=]{16}", b"PRIVATE KEY"),
    "a token of ours": secret(rb"(?<![\w-])mt[sai]_[\w-]{43}(?![\w-])", b"mts_", b"mta_", b"mti_"),
    "a key of AWS": secret(rb"(?<!\w)A[KS]IA[0-9A-Z]{16}(?!\w)", b"AKIA", b"ASIA"),
    "a token of GitHub": secret(
        rb"(?<!\w)(?:gh[pousr]_\w{36}|github_pat_\w{60})", b"ghp_", b"gho_", b"ghu_", b"ghs_", b"ghr_", b"github_pat_"
    ),
    "a token of GitLab": secret(rb"(?<!\w)glpat-[\w-]{20}", b"glpat-"),
    "a token of Slack": secret(rb"(?<!\w)xox[abeprs]-[\w-]{20}", b"xox"),
    "a key of Google": secret(rb"(?<!\w)AIza[\w-]{35}(?![\w-])", b"AIza"),
    "a key of a model provider": secret(rb"(?<![\w-])sk-(?:[a-z]+-)*\w{32}", b"sk-"),
    "a token of Hugging Face": secret(rb"(?<!\w)hf_[A-Za-z]{34}(?!\w)", b"hf_"),
    "a token of a package index": secret(rb"(?<!\w)(?:pypi-AgEI[\w-]{50}|npm_\w{36}(?!\w))", b"pypi-AgEI", b"npm_"),
    "a key of Stripe": secret(rb"(?<!\w)[rs]k_live_\w{24}", b"k_live_"),
    "a signed token": secret(rb"(?<!\w)eyJ[\w-]{15,}\.eyJ[\w-]{15,}\.[\w-]{20,}", b"eyJ"),
    "a password in an address": secret(
        rb"://[\w.%-]{1,64}:(?!(?:password|pw|hidden)@)[^\s:/@\"'{}<>$*]{1,64}@[\w.-]", b"://"
    ),
}
"""By kind. What stands for a password in addresses of examples is named: it opens nothing."""


@dataclass(frozen=True)
class Stored:
    """What git keeps under a name of its own: a version of a file, or a commit or tag with its message."""

    name: str
    content: bytes


def git(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    return subprocess.run(["git", *arguments], cwd=root, input=given, capture_output=True, check=True).stdout


def history(root: Path) -> Iterator[Stored]:
    """Everything that can be reached from any branch or tag, each once."""
    listed = git(root, "rev-list", "--all", "--objects", "--no-object-names", "HEAD")
    told = git(root, "cat-file", "--batch", "--buffer", given=listed)
    place = 0
    while place < len(told):
        end = told.index(b"\n", place)
        name, kind, size = told[place:end].split()
        start, place = end + 1, end + 1 + int(size) + 1
        if kind != b"tree":
            yield Stored(name.decode(), told[start : start + int(size)])


def secrets_in(root: Path) -> tuple[list[str], int]:
    """What was found, without repeating it, and in how many objects it was looked for."""
    found, looked = [], 0
    for stored in history(root):
        looked += 1
        found += [f"{what} in {stored.name}" for what, one in SECRETS.items() if stored.content in one]
    return found, looked


def checkout(project: Path) -> Path:
    try:
        git(project, "rev-parse", "--git-dir")
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this is not a git checkout: there is no history to look through")
    return project


def test_no_secret_is_in_the_history_that_is_here(project: Path) -> None:
    found, looked = secrets_in(checkout(project))
    assert found == []
    assert looked > 100


def test_the_history_that_is_here_is_all_of_it(project: Path) -> None:
    """The reason of the skip tells how far the test above could look."""
    if git(checkout(project), "rev-parse", "--is-shallow-repository").strip() == b"true":
        commits = int(git(project, "rev-list", "--all", "--count", "HEAD"))
        pytest.skip(f"a shallow checkout: only the {commits} latest commits were searched for secrets")


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    """A history in which a file was added, and taken out again."""
    git(tmp_path, "init", "--quiet")
    return tmp_path


def commit(root: Path, message: str) -> None:
    identity = ("-c", "user.name=Matinee", "-c", "user.email=nobody@example.org", "-c", "commit.gpgsign=false")
    git(root, "add", "--all")
    git(root, *identity, "commit", "--quiet", "--allow-empty", "--message", message)


LETTERS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
EXAMPLES = {
    "a private key": "-----BEGIN OPENSSH " + "PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA",
    "a token of ours": "mts_" + LETTERS[:43],
    "a key of AWS": "AKIA" + "ABCDEFGHIJKLMNOP",
    "a token of GitHub": "ghp_" + LETTERS[:36],
    "a token of GitLab": "glpat-" + LETTERS[:20],
    "a token of Slack": "xoxb-" + LETTERS[:24],
    "a key of Google": "AIza" + LETTERS[:35],
    "a key of a model provider": "sk-proj-" + LETTERS[:40],
    "a token of Hugging Face": "hf_" + LETTERS[10:44],
    "a token of a package index": "npm_" + LETTERS[:36],
    "a key of Stripe": "sk_live_" + LETTERS[:24],
    "a signed token": ".".join(["eyJ" + LETTERS[:20], "eyJ" + LETTERS[:30], LETTERS[:43]]),
    "a password in an address": "postgresql://" + "matinee:s3cr3t.of.somebody" + "@db/films",
}
"""One of each, put together here so that this file holds none."""


def test_every_kind_of_secret_is_found_even_after_it_was_taken_out(planted: Path) -> None:
    (planted / "notes.txt").write_text("".join(f"key = '{secret}'\n" for secret in EXAMPLES.values()))
    commit(planted, "Add")
    (planted / "notes.txt").unlink()
    commit(planted, "Take out")
    found, looked = secrets_in(planted)
    assert {what.partition(" in ")[0].strip() for what in found} >= set(EXAMPLES) - {"a password in an address"}
    assert len(found) == len(SECRETS) == len(EXAMPLES)
    assert looked == 3
    assert not any(secret in "".join(found) for secret in EXAMPLES.values())


def test_a_secret_in_a_message_is_found(planted: Path) -> None:
    commit(planted, f"Use {EXAMPLES['a token of ours']}")
    assert secrets_in(planted)[0] != []


def test_examples_and_innocent_texts_are_let_through(planted: Path) -> None:
    innocent = [
        "postgresql://user:password@host/name and redis://127.0.0.1:6379/0",
        "https://example.org:8000/a@b, postgresql://{user}:{word}@{host}/x",
        "mts_chosen_by_somebody_else and mts_ alone",
        "-----BEGIN PUBLIC KEY-----",
        "a" * 64,
        "task-" + "abc" * 12,
    ]
    (planted / "notes.txt").write_text("\n".join(innocent))
    commit(planted, "Add")
    assert secrets_in(planted)[0] == []
