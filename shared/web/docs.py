"""Pages for people: API documentation and problem codes, all of it from this host."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter(include_in_schema=False)
