"""What an identity number tells, and the keyed hash that is kept in its place (GB 11643)."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from stdnum.cn import ric
from stdnum.exceptions import ValidationError

MAN, WOMAN = "1", "2"  # GB/T 2261.1
ORDER_DIGIT = 16


@dataclass(frozen=True, slots=True)
class Identity:
    """A person as the card shows, without the number: the hash finds the same person again."""

    born_on: date
    sex: str
    digest: bytes


def read_household_register(
    number: str, *, name: str, born_on: date, sex: str, key: bytes
) -> Identity:
    """Return a person who has no identity card, as the household register shows the person."""
    entry = f"{number}/{name}/{born_on}"
    return Identity(born_on, sex, hmac.digest(key, entry.encode(), sha256))


def read_identity(number: str, *, key: bytes) -> Identity | None:
    """Return what a number tells, None when it is no valid one."""
    try:
        valid: str = ric.validate(number)
        born_on: date = ric.get_birth_date(valid)
    except ValidationError:
        return None
    sex = MAN if int(valid[ORDER_DIGIT]) % 2 else WOMAN
    return Identity(born_on, sex, hmac.digest(key, valid.encode(), sha256))
