"""Plays a city's re-election through the public HTTP APIs and prints its bulletin."""
