"""Shares, means and changes (glossary, section 1). No floats: a figure is reproducible by hand."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

PERCENT = 100
PLAIN = 1


@dataclass(frozen=True, slots=True)
class Ratio:
    """A numerator over a denominator: persons of a group, or years over persons. May be n/0."""

    n: int
    d: int

    @property
    def exact(self) -> Fraction | None:
        """Return the quotient; n/0 is no figure."""
        return Fraction(self.n, self.d) if self.d else None


@dataclass(frozen=True, slots=True)
class Change:
    """A difference rounded once; `printed` is that of the two printed values where it differs."""

    value: str
    printed: str | None = None


def rounded(ratio: Ratio, *, scale: int, decimals: int = 1) -> int | None:
    """Return the ratio times `scale` in units of its last decimal, half up; none for n/0.

    For a share with one decimal this is (2000n + d) // (2d), for a mean (20n + d) // (2d).
    """
    if not ratio.d:
        return None
    return (2 * scale * int(10**decimals) * ratio.n + ratio.d) // (2 * ratio.d)


def value_of(ratio: Ratio, *, scale: int, decimals: int = 1) -> str | None:
    """Return the printed value, without a unit."""
    units = rounded(ratio, scale=scale, decimals=decimals)
    return None if units is None else in_decimals(units, decimals)


def change_of(new: Ratio, old: Ratio, *, scale: int, decimals: int = 1) -> Change | None:
    """Return the exact difference, rounded once, half away from zero; none where a side is n/0."""
    after, before = new.exact, old.exact
    if after is None or before is None:
        return None
    exact = half_away((after - before) * scale * 10**decimals)
    units = (rounded(side, scale=scale, decimals=decimals) or 0 for side in (new, old))
    printed = next(units) - next(units)
    return Change(
        in_decimals(exact, decimals),
        in_decimals(printed, decimals) if printed != exact else None,
    )


def half_away(value: Fraction) -> int:
    """Round to a whole number, a half away from zero."""
    size = (2 * abs(value.numerator) + value.denominator) // (2 * value.denominator)
    return size if value >= 0 else -size


def in_decimals(units: int, decimals: int) -> str:
    """Write a number of tenths, hundredths, … as a decimal; zero has no sign."""
    whole, part = divmod(abs(units), 10**decimals)
    sign = "-" if units < 0 else ""
    return f"{sign}{whole}.{part:0{decimals}}" if decimals else f"{sign}{whole}"
