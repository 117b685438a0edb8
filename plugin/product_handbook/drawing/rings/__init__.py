"""Drawings on an ellipse."""
