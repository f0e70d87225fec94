"""Declared relations: what is not declared is not known, and nobody is asked for more."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum


class Relation(StrEnum):
    """A declared relation of two persons; the last is no close one (CC Art. 1045)."""

    SPOUSE = "SPOUSE"
    PARENT_CHILD = "PARENT_CHILD"
    SIBLING = "SIBLING"
    GRANDPARENT_GRANDCHILD = "GRANDPARENT_GRANDCHILD"
    OTHER = "OTHER"

    @property
    def is_close(self) -> bool:
        """Whether these two are close relatives (近亲属)."""
        return self is not Relation.OTHER

    @property
    def is_spouse_or_lineal(self) -> bool:
        """Whether these two are married or of one line of descent."""
        return self.is_close and self is not Relation.SIBLING


@dataclass(frozen=True, slots=True)
class Kin:
    """Two persons who declared that they are related; what is not declared is not known."""

    first: str
    second: str
    relation: Relation

    def joins(self, some: Collection[str], others: Collection[str]) -> bool:
        """Whether one of the two is in `some` and the other in `others`."""
        return (self.first in some and self.second in others) or (
            self.second in some and self.first in others
        )


def related_to(persons: Collection[str], others: Collection[str], kin: Iterable[Kin]) -> list[str]:
    """Return those of `persons` who are a close relative of one of `others`."""
    close = [pair for pair in kin if pair.relation.is_close]
    return [person for person in persons if any(pair.joins((person,), others) for pair in close)]
