"""The page tree."""
