"""Pages for people: API documentation and problem codes, all of it from this host."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path

from fastapi import APIRouter
from pydantic_core import to_json
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response

from shared.errors import NotFound
from shared.text import Language, Text
from shared.web.problems import ProblemPage

STATIC = Path(__file__).parent / "static"
SWAGGER = STATIC / "swagger-ui"
ASSETS = {
    "swagger-ui-bundle.js": SWAGGER / "swagger-ui-bundle.js",
    "swagger-ui.css": SWAGGER / "swagger-ui.css",
    "favicon.png": SWAGGER / "favicon-32x32.png",
    "docs.js": STATIC / "docs.js",
    "pages.css": STATIC / "pages.css",
}
# Swagger UI styles its elements one by one and draws its icons as data.
POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:"
WORDS: Mapping[Language, Mapping[str, str]] = {
    "zh-CN": {"why": "含义", "remedy": "如何改正", "article": "依据", "all": "全部问题代码"},
    "en": {
        "why": "What it means",
        "remedy": "What to do",
        "article": "Rests on",
        "all": "All problem codes",
    },
}

router = APIRouter(include_in_schema=False)


@router.get("/openapi.json")
async def read_openapi(request: Request) -> Response:
    """Return the OpenAPI document."""
    state = request.app.state
    if not hasattr(state, "openapi_bytes"):
        state.openapi_bytes = to_json(request.app.openapi())
        request.app.openapi_schema = None  # the bytes are all that is needed from here on
    return Response(state.openapi_bytes, media_type="application/json")


@router.get("/docs")
async def show_documentation(request: Request) -> Response:
    """Show the OpenAPI document as pages that can be tried out."""
    body = (
        '<link rel="stylesheet" href="docs/swagger-ui.css">'
        '<div id="documentation"></div>'
        '<script src="docs/swagger-ui-bundle.js"></script><script src="docs/docs.js"></script>'
    )
    return _html(request.app.title, body, icon="docs/favicon.png")


@router.get("/docs/{name}")
async def read_asset(name: str) -> Response:
    """Return a file that our pages need."""
    if name not in ASSETS:
        raise NotFound
    return FileResponse(ASSETS[name], headers={"Cache-Control": "max-age=3600"})


@router.get("/favicon.ico")
async def read_icon() -> Response:
    """Return the icon that browsers ask for unasked."""
    return FileResponse(ASSETS["favicon.png"])


@router.get("/problems")
async def list_problems(request: Request) -> Response:
    """List all codes that this service can refuse with."""
    pages: Mapping[str, ProblemPage] = request.app.state.problems
    entries = "".join(
        f'<li><a href="problems/{escape(code)}"><code>{escape(code)}</code></a> '
        f"{escape(page.title.zh)} {escape(page.title.en)}</li>"
        for code, page in sorted(pages.items())
    )
    body = f'<link rel="stylesheet" href="docs/pages.css"><h1>{escape(request.app.title)}</h1>'
    return _html("问题代码 Problems", f"{body}<ul>{entries}</ul>", icon="docs/favicon.png")


@router.get("/problems/{code}")
async def show_problem(request: Request, code: str) -> Response:
    """Show what a code means and what to do about it, in both languages."""
    pages: Mapping[str, ProblemPage] = request.app.state.problems
    if code not in pages:
        raise NotFound
    sections = "".join(_section(pages[code], language) for language in WORDS)
    style = '<link rel="stylesheet" href="../docs/pages.css">'
    return _html(code, f"{style}<h1><code>{code}</code></h1>{sections}", icon="../docs/favicon.png")


def _section(page: ProblemPage, language: Language) -> str:
    def say(text: Text) -> str:
        return escape(text.in_language(language))

    words = WORDS[language]
    article = f"<h3>{words['article']}</h3><p>{escape(page.article)}</p>" if page.article else ""
    return (
        f'<section lang="{language}"><h2>{say(page.title)}</h2>'
        f"<h3>{words['why']}</h3><p>{say(page.explanation)}</p>"
        f"<h3>{words['remedy']}</h3><p>{say(page.remedy)}</p>{article}"
        f'<p><a href="../problems">{words["all"]}</a></p></section>'
    )


def _html(title: str, body: str, *, icon: str) -> HTMLResponse:
    return HTMLResponse(
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f'<title>{escape(title)}</title><link rel="icon" href="{icon}"></head>'
        f"<body>{body}</body></html>",
        headers={"Content-Security-Policy": POLICY},
    )
