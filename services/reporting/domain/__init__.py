"""How figures are reckoned: integers and exact fractions, rounded once at the end."""
