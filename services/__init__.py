"""The four deployables, each one bounded context."""
