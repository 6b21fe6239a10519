"""What people can name is named in docs/: models, errors, commands, settings, pages."""

import re
from collections.abc import Iterable
from pathlib import Path

import typer.main
import yaml
from typer.core import TyperGroup

from matinee.domain import errors
from matinee.doors.cli.app import app
from matinee.kit.extras import MissingExtra
from matinee.lab.core import registry
from matinee.wiring.settings import Settings

LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")


def commands(group: TyperGroup, *, before: str = "matinee") -> list[str]:
    """Every command as one types it."""
    found = []
    for name, command in group.commands.items():
        if command.hidden:
            continue
        full = f"{before} {name}"
        found += commands(command, before=full) if isinstance(command, TyperGroup) else [full]
    return found


def error_names() -> set[str]:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)]
    return {kind.__name__ for kind in [*kinds, MissingExtra]}


def broken_links(docs: Path) -> list[str]:
    """Relative links of Markdown pages that lead nowhere."""
    found = []
    for page in sorted(docs.rglob("*.md")):
        for target in LINK.findall(page.read_text(encoding="utf-8")):
            place = target.partition("#")[0]
            if place and "://" not in place and not place.startswith("mailto:") and not (page.parent / place).exists():
                found.append(f"{page.relative_to(docs).as_posix()} -> {target}")
    return found


def pages_of(nav: list) -> list[str]:
    """The pages of a navigation, however deep."""
    found: list[str] = []
    for entry in nav:
        value = next(iter(entry.values())) if isinstance(entry, dict) else entry
        found += pages_of(value) if isinstance(value, list) else [value]
    return found


def undocumented_models(names: Iterable[str], folder: Path) -> list[str]:
    """Models without a page that says something."""
    return [name for name in names if len(read(folder / f"{name}.md")) < 200]


def undocumented_commands(listed: Iterable[str], page: Path) -> list[str]:
    """Commands without a section of their own."""
    return [command for command in listed if f"\n## {command}\n" not in read(page)]


def undocumented_settings(fields: Iterable[str], page: Path) -> list[str]:
    return [field for field in fields if not re.search(rf"\bMATINEE_{field.upper()}\b", read(page))]


def names_in_table(page: Path) -> set[str]:
    """What stands in backquotes in the first column of a page's tables."""
    return set(re.findall(r"^\| `(\w+)` \|", read(page), flags=re.MULTILINE))


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8") if page.is_file() else ""


def test_every_model_has_a_page(project: Path) -> None:
    assert undocumented_models(registry.names(), project / "docs/models") == []


def test_every_page_of_a_model_has_its_model(project: Path) -> None:
    assert {page.stem for page in (project / "docs/models").glob("*.md")} - {"index"} == set(registry.names())


def test_every_error_is_explained_and_no_other(project: Path) -> None:
    assert names_in_table(project / "docs/errors.md") == error_names()


def test_every_command_is_explained(project: Path) -> None:
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    listed = commands(group)
    assert "matinee data get" in listed
    assert undocumented_commands(listed, project / "docs/commands.md") == []


def test_every_setting_is_explained(project: Path) -> None:
    assert undocumented_settings(Settings.model_fields, project / "docs/settings.md") == []


def test_what_is_not_documented_is_caught(tmp_path: Path) -> None:
    (tmp_path / "ease.md").write_text("# EASE\n" + "It reproduces histories. " * 20)
    (tmp_path / "slim.md").write_text("# SLIM\n")
    assert undocumented_models(["ease", "slim", "svd"], tmp_path) == ["slim", "svd"]
    page = tmp_path / "page.md"
    page.write_text(
        "# Page\n\n## matinee data get\n\n`MATINEE_DATA`\n\n| `BadData` | broken |\n| also `BadInput` | |\n"
    )
    assert undocumented_commands(["matinee data get", "matinee data", "matinee tour"], page) == [
        "matinee data",
        "matinee tour",
    ]
    assert undocumented_settings(["data", "dat", "seed"], page) == ["dat", "seed"]
    assert names_in_table(page) == {"BadData"}


def test_every_link_between_pages_leads_somewhere(project: Path) -> None:
    assert broken_links(project / "docs") == []


def test_a_link_that_leads_nowhere_is_caught(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("[b](b.md#part) and [c](c.md), [web](https://example.org), [here](#top)")
    (tmp_path / "b.md").write_text("")
    assert broken_links(tmp_path) == ["a.md -> c.md"]


def test_the_navigation_leads_to_every_page(project: Path) -> None:
    """Single models and decisions are reached from their index, so that a new model is one page and nothing else."""
    nav = yaml.safe_load((project / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]
    pages = [page.relative_to(project / "docs").as_posix() for page in (project / "docs").rglob("*.md")]
    wanted = [page for page in pages if page.endswith("index.md") or page.split("/")[0] not in {"models", "decisions"}]
    assert sorted(pages_of(nav)) == sorted(wanted)


def test_the_list_of_decisions_is_complete(project: Path) -> None:
    folder = project / "docs/decisions"
    listed = re.findall(r"\((\d{4}-[\w-]+\.md)\)", (folder / "index.md").read_text(encoding="utf-8"))
    assert listed == sorted(page.name for page in folder.glob("[0-9]*.md"))


def test_decisions_are_numbered_without_gaps_and_have_the_four_parts(project: Path) -> None:
    pages = sorted((project / "docs/decisions").glob("[0-9]*.md"))
    assert [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1))
    for page in pages:
        text = page.read_text(encoding="utf-8")
        parts = [
            part for part in ("Context", "Decision", "Consequences", "Alternatives") if f"\n## {part}\n" not in text
        ]
        assert parts == [], f"{page.name} lacks {parts}"
