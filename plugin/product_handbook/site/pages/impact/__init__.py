"""The page impact."""
