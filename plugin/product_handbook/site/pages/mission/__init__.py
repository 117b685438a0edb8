"""The page mission."""
