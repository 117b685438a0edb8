"""The page reference."""
