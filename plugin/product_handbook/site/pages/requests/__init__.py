"""The page requests."""
