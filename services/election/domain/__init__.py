"""The rules of an election: pure functions on plain values, with neither clock nor database."""
