"""Everything that changes this service's state, one function each."""
