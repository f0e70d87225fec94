"""Who holds office and who may stand: divisions, organisations, terms, people, posts, reserves."""
