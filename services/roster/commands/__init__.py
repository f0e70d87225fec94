"""Everything that changes the roster."""
