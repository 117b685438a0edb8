"""Reported numbers: the rows of values.csv."""
