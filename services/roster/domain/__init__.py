"""The rules of the roster: code lists, dates, the form of a workbook, what may be wrong in it."""
