"""A bare FastAPI route that runs the SQL statements of a recorded command, and nothing else."""

from __future__ import annotations

import os
import pickle
import random
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID, uuid4

from fastapi import Body, FastAPI
from pydantic import BaseModel, SecretStr

from shared.database import make_engine, new_id
from shared.settings import Settings

CONNECTIONS = 10  # with more it is not faster, with fewer its threads wait for one
Recorded = list[tuple[str, Any]]


class Answer(BaseModel):
    """What the bare route answers."""

    done: bool


class Renewed:
    """The recorded parameters with new identifiers: each request inserts rows of its own."""

    def __init__(self, unique: list[str], place: str, places: list[str]) -> None:
        self._unique = unique
        self._place, self._elsewhere = place, random.choice(places)  # noqa: S311 - no secret
        self._ids: dict[UUID, UUID] = {}
        self._suffix = uuid4().hex

    def value(self, old: Any) -> Any:
        """Return a parameter, or a collection of them, made new where it must be unique."""
        if isinstance(old, dict):
            return {name: self._named(name, each) for name, each in old.items()}
        if isinstance(old, (list, tuple)):
            return type(old)(self.value(each) for each in old)
        if isinstance(old, UUID):
            return self._ids.setdefault(old, new_id())
        if isinstance(old, str) and old in self._unique:
            return f"{old}-{self._suffix}"
        return self._text(old) if isinstance(old, str) else old

    def _text(self, old: str) -> str:
        text = old.replace(self._place, self._elsewhere)
        if text.startswith("{"):  # an event names what was stored
            for one, another in self._ids.items():
                text = text.replace(str(one), str(another))
        return text

    def _named(self, name: str, old: Any) -> Any:
        return hash(self._suffix) if name.startswith("lock") else self.value(old)


def create_app() -> FastAPI:
    """Return the application; BENCH_STATEMENTS is the recording, BENCH_DATABASE where it runs."""
    content = Path(os.environ["BENCH_STATEMENTS"]).read_bytes()
    unique, place, statements = pickle.loads(content)  # noqa: S301 - written by the benchmark itself
    places = os.environ["BENCH_PLACES"].split(",")
    settings = Settings(service="bare", database_url=SecretStr(os.environ["BENCH_DATABASE"]))
    engine = make_engine(settings, pool_size=CONNECTIONS)
    app = FastAPI()

    @app.post("/problems")
    def run_statements(_: Annotated[dict[str, Any], Body()]) -> Answer:
        renewed = Renewed(unique, place, places)
        with engine.begin() as connection:
            for statement, parameters in statements:
                connection.exec_driver_sql(statement, renewed.value(parameters))
        return Answer(done=True)

    return app
