"""Targets: status, pace and feasibility."""
