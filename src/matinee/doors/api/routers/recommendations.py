"""Recommendations for whoever is signed in."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from matinee.domain.accounts import Visitor
from matinee.doors.api.access import Guard, TheService
from matinee.doors.api.bodies import JSON
from matinee.doors.api.recommendation_shapes import Recommendations, Wishes
from matinee.services.recommending import serve

router = APIRouter(prefix="/recommendations", tags=["recommendations"])
Reader = Annotated[Visitor, Depends(Guard("person"))]


@router.get("", response_model=Recommendations)
async def recommend(asked: Wishes, visitor: Reader, service: TheService) -> Response:
    """Titles for you, with reasons. A rating changes the next answer; until something changes, the same question has
    the same answer."""
    body = await serve.recommend(service.recommending, visitor.account.id, asked.wish())
    return Response(body, media_type=JSON)
