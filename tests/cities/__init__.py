"""Random cities with other troubles than the two examples, to be played and judged by the oracle.

The ballots are cast one by one here, and counted by a few lines of this package's own: nothing is
shared with the product, so that a mistake in the product's counting shows as a difference.
"""

from tests.cities.city import CityMaker

__all__ = ["CityMaker"]
