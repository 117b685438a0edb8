"""From files to a strategy, or to every problem in them."""
