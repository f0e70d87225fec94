"""Everything that is only read of the roster, within the caller's division."""

from typing import Any, TypeAlias

from sqlalchemy import Row, Select

Listing: TypeAlias = "Select[*tuple[Any, ...]]"
Entry: TypeAlias = "Row[*tuple[Any, ...]]"
