"""Audit: registers of problems, complaints and discipline work; the record of every event."""
