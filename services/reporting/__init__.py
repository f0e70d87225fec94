"""Reporting: what may be read about elections. Fed by events alone; owns figures and bulletins."""
