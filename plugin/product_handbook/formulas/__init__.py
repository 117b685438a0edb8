"""Formulas, units and periods: notation, parser, expression and algebra."""
