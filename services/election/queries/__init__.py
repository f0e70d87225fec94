"""Everything that is only read."""
