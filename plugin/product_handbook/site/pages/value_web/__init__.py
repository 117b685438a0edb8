"""The page value web."""
