"""The value web."""
