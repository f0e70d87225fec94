"""Measurements: ratios within one run, written to `out/`. Nothing here passes or fails."""
