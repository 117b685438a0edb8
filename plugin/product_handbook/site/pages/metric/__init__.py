"""The page metric."""
