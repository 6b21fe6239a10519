"""Lists that are the same for everybody, titles like a title, and the first taps of somebody new."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Depends, Path, Query, Request, Response

from matinee.doors.api.access import Guard, TheService
from matinee.doors.api.bodies import JSON
from matinee.doors.api.caching import NOT_CHANGED, SEARCH, answered_bytes
from matinee.doors.api.discover_shapes import AfterTaps, GridPage, SimilarTitles, Taps, TitleList
from matinee.doors.api.wish_shapes import Wishes
from matinee.kit.clock import iso
from matinee.lab.onboarding.answers import Answer as Said
from matinee.services.recommending import lists
from matinee.services.recommending.onboard import Grid, next_grid, suggestions
from matinee.services.recommending.similar import similar_to
from matinee.services.recommending.standing import Standing

router = APIRouter(tags=["discover"])
LIGHT = [Depends(Guard("anyone"))]
TitleId = Annotated[int, Path(ge=1, lt=2**63, examples=[42])]
Ids = Annotated[list[Annotated[int, Query(ge=1, lt=2**63)]], Query(max_length=200)]


@router.get("/titles/{title_id}/similar", dependencies=LIGHT, response_model=SimilarTitles, responses=NOT_CHANGED)
async def list_similar(
    title_id: TitleId, request: Request, service: TheService, *, k: Annotated[int, Query(ge=1, le=50)] = 12
) -> Response:
    """Titles like this one."""
    standing = await service.recommending.models.standing()
    found = similar_to(standing, title_id, k=k, now=service.clock())
    items = [standing.index.cards[row] for row in found.rows]
    return _listed(request, standing, {"items": items, "next": None, "by": found.by})


@router.get("/discover/trending", dependencies=LIGHT, response_model=TitleList, responses=NOT_CHANGED)
async def list_trending(asked: Wishes, request: Request, service: TheService) -> Response:
    """What people like more now than usual: in this house where enough of them agreed to be counted, else as of the
    data of the release. Sliders do not move it."""
    standing = await service.recommending.models.standing()
    return _ranked(request, standing, lists.trending(standing, asked.wish(), now=service.clock()))


@router.get("/discover/hidden-gems", dependencies=LIGHT, response_model=TitleList, responses=NOT_CHANGED)
async def list_hidden_gems(asked: Wishes, request: Request, service: TheService) -> Response:
    """The best rated of the titles that few people know. Sliders do not move it."""
    standing = await service.recommending.models.standing()
    return _ranked(request, standing, lists.hidden_gems(standing, asked.wish(), now=service.clock()))


@router.get("/onboarding/grid", dependencies=LIGHT, response_model=GridPage)
async def read_grid(
    service: TheService,
    *,
    count: Annotated[int, Query(ge=1, le=60)] = 24,
    loved: Ids = [],  # noqa: B006  never changed
    fine: Ids = [],  # noqa: B006
    not_for_me: Ids = [],  # noqa: B006
    not_seen: Ids = [],  # noqa: B006
) -> Response:
    """Titles to put before somebody new: those whose answers would teach most, after the answers so far."""
    answers = dict.fromkeys(not_seen, Said.NOT_SEEN) | dict.fromkeys(not_for_me, Said.NOT_FOR_ME)
    answers |= dict.fromkeys(fine, Said.FINE) | dict.fromkeys(loved, Said.LOVED)
    standing = await service.recommending.models.standing()
    grid = next_grid(standing, answers, count=count, now=service.clock())
    return Response(orjson.dumps(_page(standing, grid)), media_type=JSON)


@router.post("/onboarding/answers", dependencies=[Depends(Guard("anyone", weight="write"))], response_model=AfterTaps)
async def take_taps(asked: Taps, service: TheService) -> Response:
    """The next titles to ask about, and recommendations from the answers so far. Nothing of it is kept: rate the titles
    to keep it."""
    standing, now = await service.recommending.models.standing(), service.clock()
    answers = {one.title_id: Said(one.answer.replace("_", " ")) for one in asked.answers}
    grid = next_grid(standing, answers, count=asked.count, now=now)
    found = suggestions(standing, answers, k=asked.k, now=now)
    return Response(orjson.dumps(_page(standing, grid) | {"recommendations": found}), media_type=JSON)


def _page(standing: Standing, grid: Grid) -> dict[str, Any]:
    return {
        "items": [standing.index.cards[row] for row in grid.rows],
        "next": None,
        "progress": grid.progress,
        "known": grid.known,
        "model_version": _version(standing),
    }


def _ranked(request: Request, standing: Standing, found: lists.Listed) -> Response:
    items: Sequence[Mapping[str, Any]] = [
        {"rank": place + 1, **standing.index.cards[row], "figure": figure}
        for place, (row, figure) in enumerate(zip(found.rows, found.figures, strict=True))
    ]
    counted_at = None if found.counted_at is None else iso(found.counted_at)
    return _listed(request, standing, {"items": items, "next": None, "by": found.by, "counted_at": counted_at})


def _listed(request: Request, standing: Standing, said: Mapping[str, Any]) -> Response:
    body = orjson.dumps({**said, "model_version": _version(standing)})
    return answered_bytes(request, body, media=JSON, keep=SEARCH)


def _version(standing: Standing) -> str | None:
    return None if standing.bound is None else standing.bound.release.version
