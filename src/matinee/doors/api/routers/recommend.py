"""Recommendations for ratings that are sent along, by whoever it may be."""

import asyncio
from time import perf_counter
from typing import Any

import orjson
from fastapi import APIRouter, Depends, Response
from pydantic import ValidationError

from matinee.domain.errors import BadConfig, BadInput, MatineeError
from matinee.doors.api.access import Guard, TheService
from matinee.doors.api.bodies import JSON
from matinee.doors.api.field_words import faults_of
from matinee.doors.api.recommendation_shapes import (
    Batch,
    BatchAnswer,
    Comparison,
    Demanded,
    OnDemand,
    ToCompare,
)
from matinee.services.recommending.compare import compare
from matinee.services.recommending.on_demand import recommend_from
from matinee.services.recommending.standing import Standing
from matinee.wiring.serving import Service

router = APIRouter(prefix="/recommend", tags=["recommendations"])
Anyone = [Depends(Guard("anyone", weight="write"))]
Many = [Depends(Guard("anyone", weight="login"))]


@router.post("", dependencies=Anyone, response_model=OnDemand)
async def recommend_on_demand(asked: Demanded, service: TheService) -> Response:
    """Recommend by 1 to 1,000 ratings, with any model of the release, or a blend whose members you weigh. Nothing of it
    is kept."""
    standing = await service.recommending.models.standing()
    made = await asyncio.to_thread(_answered, service, standing, asked)
    return Response(orjson.dumps(made), media_type=JSON)


@router.post("/batch", dependencies=Many, response_model=BatchAnswer)
async def recommend_to_many(asked: Batch, service: TheService) -> Response:
    """The same for up to 100 people at once. One that cannot be answered fails alone."""
    begun = perf_counter()
    standing = await service.recommending.models.standing()
    found = [await asyncio.to_thread(_one, service, standing, one) for one in asked.people]
    body = {
        "items": found,
        "next": None,
        "failed": sum(one["problem"] is not None for one in found),
        "processing_time_ms": round((perf_counter() - begun) * 1000, 2),
    }
    return Response(orjson.dumps(body), media_type=JSON)


@router.post("/compare", dependencies=Anyone, response_model=Comparison)
async def compare_on_demand(asked: ToCompare, service: TheService) -> Response:
    """What several models would show to somebody with these ratings, side by side."""
    house = service.recommending
    standing = await house.models.standing()
    made = await asyncio.to_thread(
        compare, standing, asked.demand(), asked.models, now=service.clock(), warn=house.warn
    )
    return Response(orjson.dumps(made), media_type=JSON)


def _answered(service: Service, standing: Standing, asked: Demanded) -> dict[str, Any]:
    begun = perf_counter()
    try:
        made = recommend_from(standing, asked.demand(), now=service.clock(), warn=service.recommending.warn)
    except BadConfig as error:
        # What the lab calls the settings of a blend is here what the caller sent.
        raise BadInput(error.what, where="weights", remedy=error.remedy) from error
    return made | {"processing_time_ms": round((perf_counter() - begun) * 1000, 2)}


def _one(service: Service, standing: Standing, said: dict[str, Any]) -> dict[str, Any]:
    try:
        return {"answer": _answered(service, standing, Demanded.model_validate(said)), "problem": None}
    except ValidationError as error:
        fields = faults_of(error.errors())
        title = "something of this person cannot be used"
        return {"answer": None, "problem": {"code": BadInput.code, "title": title, "errors": fields}}
    except MatineeError as error:
        fields = [{"field": error.where, "message": error.what}] if error.where else []
        return {"answer": None, "problem": {"code": error.code, "title": error.what, "errors": fields}}
