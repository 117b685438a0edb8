"""Units and cadences of formulas."""
