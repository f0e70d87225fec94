"""Everything that reporting is asked and only reads."""
