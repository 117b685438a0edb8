"""What follows from a strategy by computing."""
