"""The handbook for scripts."""
