"""The page orientation."""
