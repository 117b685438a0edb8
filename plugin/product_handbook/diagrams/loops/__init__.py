"""Loops: steps on a ring, each feeding the next, back to the start."""
