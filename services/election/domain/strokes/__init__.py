"""Order by surname strokes (姓氏笔画为序): fewer strokes first, equals by how they are written.

The table beside this module holds the number of strokes of every common character and, for most,
their sequence in the five classes 横 1, 竖 2, 撇 3, 点 4, 折 5; LICENCES.md says where from.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

FIRST_CHARACTER = 0x4E00  # of the block that counts.txt covers, one sign per character
FEWEST_SIGN = ord("0")  # the sign of no strokes; each further one is one stroke more
UNKNOWN = 99  # strokes of a sign that is not in the table: it comes last

StrokeKey = tuple[tuple[int, str, str], ...]


@cache
def _counts() -> str:
    return files(__name__).joinpath("counts.txt").read_text(encoding="ascii").replace("\n", "")


@cache
def _sequences() -> Mapping[str, str]:
    lines = files(__name__).joinpath("sequences.txt").read_text(encoding="utf-8").splitlines()
    return {line[0]: line[1:] for line in lines}


def count_strokes(character: str) -> int | None:
    """Return how many strokes a character has, None where the table does not say."""
    place = ord(character) - FIRST_CHARACTER
    return ord(_counts()[place]) - FEWEST_SIGN if 0 <= place < len(_counts()) else None


def characters_without_strokes(name: str) -> str:
    """Return the characters of a name that the table cannot place: someone should correct them."""
    return "".join(character for character in name if count_strokes(character) is None)


def surname_stroke_key(name: str, *, correction: str = "") -> StrokeKey:
    """Return what to sort names by: strokes of the surname, their sequence, then the given name.

    `correction` is the surname's stroke sequence as the person or the office gives it, in the
    digits 1 to 5; it takes the place of the table's. Equal strokes in equal sequence keep a fixed
    order, by code point.
    """
    keys = [_character_key(character) for character in name if not character.isspace()]
    if correction and keys:
        keys[0] = (len(correction), correction, name.strip()[0])
    return tuple(keys)


def order_by_strokes(
    names: Mapping[str, str], *, corrections: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """Take names by person, and corrections by person; return the persons in stroke order."""
    corrected = corrections or {}
    return tuple(
        sorted(
            names,
            key=lambda person: (
                surname_stroke_key(names[person], correction=corrected.get(person, "")),
                person,
            ),
        )
    )


def _character_key(character: str) -> tuple[int, str, str]:
    count = count_strokes(character)
    return (UNKNOWN if count is None else count, _sequences().get(character, ""), character)
