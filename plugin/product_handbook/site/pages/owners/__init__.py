"""The page owners."""
