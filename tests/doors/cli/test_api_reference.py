from pathlib import Path

from matinee.doors.api.reference import operations_of, reference_of
from tests.doors.cli.conftest import Door

PAGE = Path(__file__).resolve().parents[3] / "docs/api/reference.md"


def test_the_page_of_operations_is_that_of_the_program(matinee: Door, tmp_path: Path) -> None:
    """After a change: matinee openapi --reference docs/api/reference.md"""
    made = matinee("openapi", "--reference", tmp_path / "page.md")
    assert made.exit_code == 0
    assert (tmp_path / "page.md").read_text() == PAGE.read_text()


def test_an_operation_is_told_with_what_it_takes_and_who_may_ask() -> None:
    document = {
        "paths": {
            "/api/v1/films/{id}": {
                "put": {
                    "tags": ["films"],
                    "description": "Change\na film.",
                    "x-access": "admin",
                    "parameters": [
                        {"name": "id", "in": "path", "required": True, "schema": {}},
                        {"name": "X-Key", "in": "header", "schema": {}},
                    ],
                    "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Film"}}}},
                }
            }
        },
        "components": {
            "schemas": {"Film": {"properties": {"name": {"description": "What | it is"}}, "required": ["name"]}}
        },
    }
    assert [one[:2] for one in operations_of(document)] == [("/api/v1/films/{id}", "put")]
    page = reference_of(document)
    assert "## films\n\n### PUT films/{id}\n\nChange a film. *admin*\n" in page
    assert "| `id` | path |  |\n| `name` | body, needed | What \\| it is |" in page
    assert "X-Key" not in page
