"""Answers that are the same for everybody, with what lets browsers and proxies keep them."""

import hashlib
from typing import Any

import orjson
from fastapi import Request, Response
from pydantic import BaseModel

MINUTE = 60
CATALOGUE = f"public, max-age={5 * MINUTE}, stale-while-revalidate={60 * MINUTE}"
SEARCH = f"public, max-age={MINUTE}"
PICTURE = f"public, max-age={7 * 24 * 60 * MINUTE}"
NOT_CHANGED: dict[int | str, dict[str, Any]] = {304: {"description": "What the caller has is still right."}}


def answered(request: Request, answer: BaseModel, *, keep: str = CATALOGUE) -> Response:
    """As JSON. 304 without a body where the caller holds the same already."""
    return answered_bytes(request, orjson.dumps(answer.model_dump()), media="application/json", keep=keep)


def answered_bytes(request: Request, body: bytes, *, media: str, keep: str) -> Response:
    tag = f'"{hashlib.blake2b(body, digest_size=16).hexdigest()}"'
    headers = {"ETag": tag, "Cache-Control": keep}
    if _holds(request.headers.get("If-None-Match", ""), tag):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=media, headers=headers)


def _holds(said: str, tag: str) -> bool:
    """Weak or strong: proxies that compress make one of the other."""
    return any(one.strip().removeprefix("W/") in {tag, "*"} for one in said.split(","))
