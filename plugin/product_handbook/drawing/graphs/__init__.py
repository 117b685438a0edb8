"""Which cards and edges a diagram of a strategy has."""
