"""The language of formulas: what people write, what it means, and what is wrong with it."""
