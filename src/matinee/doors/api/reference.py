"""The page that names every operation of the API, written from its own description."""

from collections.abc import Iterator, Mapping
from typing import Any

HEAD = """# Every operation

Written by `matinee openapi --reference` from the program itself; do not edit it by hand. `/docs` of a running service
shows the same with all shapes, and lets you try it. Who: anyone; a person, by session or token; an account, by the
session of somebody who logged in; an admin, by theirs.
"""


def reference_of(document: Mapping[str, Any]) -> str:
    """Markdown, a section a subject, in the order of the description."""
    parts = [HEAD]
    sections: dict[str, list[str]] = {}
    for path, method, operation in operations_of(document):
        subject = (operation.get("tags") or ["other"])[0]
        sections.setdefault(subject, []).append(_operation(document, path, method, operation))
    for subject, found in sections.items():
        parts += [f"## {subject}\n", *found]
    return "\n".join(parts)


def operations_of(document: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def _operation(document: Mapping[str, Any], path: str, method: str, operation: Mapping[str, Any]) -> str:
    short = path.removeprefix("/api/v1/")
    prose = " ".join(operation.get("description", "").split())
    lines = [f"### {method.upper()} {short}\n", f"{prose} *{operation['x-access']}*\n"]
    rows = [*_parameters(operation), *_body(document, operation)]
    if rows:
        lines += ["| | | |", "|---|---|---|", *rows, ""]
    return "\n".join(lines)


def _parameters(operation: Mapping[str, Any]) -> Iterator[str]:
    for one in operation.get("parameters", ()):
        if one["in"] != "header":
            yield _row(one["name"], one["in"], one["schema"], required=one.get("required", False))


def _body(document: Mapping[str, Any], operation: Mapping[str, Any]) -> Iterator[str]:
    content = operation.get("requestBody", {}).get("content", {})
    for kind, said in content.items():
        shape = _resolved(document, said.get("schema", {}))
        if "properties" not in shape:
            yield f"| body | {kind} | |"
        for name, schema in shape.get("properties", {}).items():
            yield _row(name, "body", schema, required=name in shape.get("required", ()))


def _row(name: str, place: str, schema: Mapping[str, Any], *, required: bool) -> str:
    told = " ".join(str(schema.get("description", "")).split()).replace("|", "\\|")
    needed = "needed" if required and place != "path" else ""
    return f"| `{name}` | {', '.join(filter(None, (place, needed)))} | {told} |"


def _resolved(document: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    if "$ref" in schema:
        return document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    for one in schema.get("anyOf", ()):
        if "$ref" in one:
            return _resolved(document, one)
    return schema
