"""The Word templates of the forms, and the script that lays them out: see `__main__`."""
