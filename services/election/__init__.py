"""Elections: from a campaign's opening to each community's approved result."""
