"""The strategy: records, graph and checks."""
