"""Files as text, YAML and CSV, with the place of everything in them."""
