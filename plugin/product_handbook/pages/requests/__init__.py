"""Requests: what was asked, and what was decided."""
