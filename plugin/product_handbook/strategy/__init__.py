"""The domain: records, loading, formulas and the metric graph."""
