"""What callers send and receive."""
