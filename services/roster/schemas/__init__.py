"""What callers of the roster send and receive."""
