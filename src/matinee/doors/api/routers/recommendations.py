"""Recommendations for whoever is signed in."""

import asyncio
from typing import Annotated

import orjson
from fastapi import APIRouter, Depends, Path, Response

from matinee.domain.accounts import Visitor
from matinee.doors.api.access import Guard, TheService
from matinee.doors.api.bodies import JSON
from matinee.doors.api.direct import Direct
from matinee.doors.api.recommendation_shapes import (
    Comparison,
    FeaturesOfPerson,
    LookBack,
    OneFeature,
    Predicted,
    Recommendations,
    Why,
)
from matinee.doors.api.wish_shapes import WishesOfModels, WishesOfPerson
from matinee.doors.api.wishes import wish_of
from matinee.kit.clock import iso
from matinee.lab.features.registry import FEATURES
from matinee.services.recommending import features, serve
from matinee.services.recommending.compare import compare, usual_models
from matinee.services.recommending.look_back import look_back
from matinee.services.recommending.on_demand import Demand
from matinee.services.recommending.why import predicted, why_title

router = APIRouter(tags=["recommendations"], route_class=Direct)
Reader = Annotated[Visitor, Depends(Guard("person"))]
TitleId = Annotated[int, Path(ge=1, lt=2**63, examples=[42])]


@router.get("/recommendations", response_model=Recommendations)
async def recommend(asked: WishesOfPerson, visitor: Reader, service: TheService) -> Response:
    """Titles for you, with reasons. A rating changes the next answer; until something changes, the same question has
    the same answer."""
    wish = await wish_of(service, visitor, asked)
    body = await serve.recommend(service.recommending, visitor.account.id, wish)
    return Response(body, media_type=JSON)


@router.get("/recommendations/compare", response_model=Comparison)
async def compare_models(asked: WishesOfModels, visitor: Reader, service: TheService) -> Response:
    """What several models would show you, side by side."""
    wish = await wish_of(service, visitor, asked)
    held, standing = await serve.known_of(service.recommending, visitor.account.id)
    demand = Demand({}, wish, signals=held.signals, hidden=held.hidden)
    models = asked.models or usual_models(standing)
    warn = service.recommending.warn
    made = await asyncio.to_thread(compare, standing, demand, models, now=held.now, warn=warn)
    return Response(orjson.dumps(made), media_type=JSON)


@router.get("/recommendations/{title_id}/why", response_model=Why)
async def explain(title_id: TitleId, visitor: Reader, service: TheService) -> Response:
    """Why a title would, or would not, be recommended to you: what each of your titles brought to its score."""
    held, standing = await serve.known_of(service.recommending, visitor.account.id)
    said = await asyncio.to_thread(why_title, standing, held.signals, title_id)
    return Response(orjson.dumps(said), media_type=JSON)


@router.get("/titles/{title_id}/predicted", response_model=Predicted)
async def predict(title_id: TitleId, visitor: Reader, service: TheService) -> Response:
    """What you would rate a title, and between which stars that lies."""
    held, standing = await serve.known_of(service.recommending, visitor.account.id)
    return Response(orjson.dumps(predicted(standing, held.signals, title_id)), media_type=JSON)


@router.get("/me/ratings/expected", response_model=LookBack)
async def look_back_at_ratings(visitor: Reader, service: TheService) -> Response:
    """What would have been expected of each title that you rated, from your other ratings: how well the house knows
    you. Ratings that recommendations leave out are left out here too."""
    held, standing = await serve.known_of(service.recommending, visitor.account.id)
    said = await asyncio.to_thread(look_back, standing, held.signals)
    return Response(orjson.dumps(said), media_type=JSON)


@router.get("/me/features")
async def read_features(visitor: Reader, service: TheService) -> FeaturesOfPerson:
    """What your ratings say of your habits, as models that read the person read it."""
    found = await features.current(service.recommending, visitor.account.id)
    return FeaturesOfPerson(
        at=iso(found.at),
        items=[
            OneFeature(name=one.name, value=found.values[one.name], unit=one.unit, meaning=one.meaning)
            for one in FEATURES
        ],
    )
