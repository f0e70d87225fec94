"""The command line: demo, run, migrate, replay; and what starts the processes on one machine."""
