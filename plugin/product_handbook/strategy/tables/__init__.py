"""From the text of a `values.csv` to reported values, or to what is wrong with it."""
