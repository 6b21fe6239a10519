"""The page that shows the API. Its script and styles come with a package that is installed: nothing is fetched from
elsewhere."""

from importlib.resources import files

from fastapi import APIRouter, Depends, Response

from matinee.domain.errors import NotFound
from matinee.doors.api.access import Guard
from matinee.doors.api.headers import DOCS_POLICY

router = APIRouter(include_in_schema=False, dependencies=[Depends(Guard("anyone", weight="unlimited"))])
ASSETS = {
    "swagger-ui-bundle.js": "text/javascript; charset=utf-8",
    "swagger-ui.css": "text/css; charset=utf-8",
    "favicon-32x32.png": "image/png",
}
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Matinee API</title>
<link rel="icon" type="image/png" href="/docs/favicon-32x32.png">
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<div id="api"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
"""
START = """SwaggerUIBundle({
  url: "/api/v1/openapi.json",
  dom_id: "#api",
  deepLinking: true,
  validatorUrl: null,
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIBundle.SwaggerUIStandalonePreset],
  layout: "BaseLayout",
});
"""


@router.get("/docs")
def page() -> Response:
    return _file(PAGE.encode(), "text/html; charset=utf-8")


@router.get("/docs/start.js")
def start() -> Response:
    return _file(START.encode(), "text/javascript; charset=utf-8")


@router.get("/docs/{name}")
def asset(name: str) -> Response:
    media = ASSETS.get(name)
    if media is None:
        raise NotFound("there is no such file")
    return _file(files("fastapi_swagger.resources").joinpath(name).read_bytes(), media)


def _file(content: bytes, media: str) -> Response:
    headers = {"Content-Security-Policy": DOCS_POLICY, "Cache-Control": "public, max-age=3600"}
    return Response(content, media_type=media, headers=headers)
