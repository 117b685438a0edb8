"""Values, reported and computed."""
