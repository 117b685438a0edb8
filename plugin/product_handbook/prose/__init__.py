"""Markdown of the strategy files, and links by id."""
