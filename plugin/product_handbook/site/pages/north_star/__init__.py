"""The page north star."""
