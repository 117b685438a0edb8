"""Prose made fit for a page: Markdown that is inert, and links that lead where they should."""
